"""Calls of helpers: today's, starting one, the call itself, ending it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assistdesk.escalations import queries, services
from assistdesk.escalations.forms import (
    CallerForm,
    ConsumerSearchForm,
    NumberForm,
    clean_line,
    focus,
    form_key,
)
from assistdesk.escalations.queries import CallView, ConsumerPage
from assistdesk.escalations.states import CallerStanding
from assistdesk.escalations.views.desks import CONFLICT, INVALID, Desk
from assistdesk.escalations.views.words import errors_said
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import InvalidInput, NotThere


@dataclass(frozen=True, slots=True)
class CallForms:
    """The forms of a call's page that were filled in; what is None is empty."""

    caller: CallerForm | None = None
    search: ConsumerSearchForm | None = None
    number: NumberForm | None = None

    @property
    def have_errors(self) -> bool:
        """Whether one of them needs another look."""
        return any(one is not None and one.errors for one in (self.caller, self.search, self.number))


@require_safe
@allows(Permission.ANSWER_HOTLINE)
def hotline(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show today's calls, those left open, and what to look up."""
    return _list_page(request, Desk.of(request, marketplace), form=NumberForm(), found=None)


@require_POST
@allows(Permission.ANSWER_HOTLINE)
def look_up(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Find an incident by its number as it was said; show it where there is exactly one."""
    desk = Desk.of(request, marketplace)
    form = NumberForm(request.POST)
    try:
        found = queries.asked_incidents(
            clean_line(request.POST.get("number", "")),
            actor=desk.actor,
            marketplace=marketplace,
            caller=None,
            language=desk.language,
        )
    except InvalidInput as refusal:
        form.say(errors_said(refusal))
        return _list_page(request, desk, form=form, found=None)
    numbers = [row.number for row in found]
    services.record_looked_up(marketplace=marketplace, numbers=numbers, actor=desk.actor, at=desk.at)
    if len(found) == 1:
        return redirect("escalations:incident", marketplace, found[0].number)
    return _list_page(request, desk, form=form, found=found)


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.ANSWER_HOTLINE)
def start_call(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Ask who calls, or start the call."""
    desk = Desk.of(request, marketplace)
    edition = desk.pack.hotline_on(desk.today)
    key = form_key(request.POST)
    words: dict[str, object] = {"pack": desk.pack, "edition": edition, "submission_key": key}
    if request.method != "POST":
        form = CallerForm()
        focus(form, "caller_name")
        return render(request, "escalations/start_call.html", {**words, "form": form})
    name, npn = (clean_line(request.POST.get(field, "")) for field in ("caller_name", "npn"))
    digest = hashlib.sha256(f"{name}\n{npn}".encode()).hexdigest()  # who calls, corrected, is another call
    new = services.NewHotlineCall(marketplace, name, npn, f"form {key} {digest[:32]}")
    try:
        call_id = services.start_call(new, actor=desk.actor, at=desk.at)
    except InvalidInput as refusal:
        form = CallerForm(request.POST)
        form.say(errors_said(refusal))
        return render(request, "escalations/start_call.html", {**words, "form": form}, status=INVALID)
    return redirect("escalations:call", marketplace, call_id)


@require_safe
@allows(Permission.ANSWER_HOTLINE)
def call(request: ActorRequest, marketplace: str, call_id: UUID) -> HttpResponse:
    """Show a call that goes on, to be taken up; or what became of one that has ended."""
    desk = Desk.of(request, marketplace)
    return call_page(request, desk, call_of(desk, call_id), forms=CallForms())


@require_POST
@allows(Permission.ANSWER_HOTLINE)
def call_caller(request: ActorRequest, marketplace: str, call_id: UUID) -> HttpResponse:
    """Write down anew who calls."""
    desk = Desk.of(request, marketplace)
    view = call_of(desk, call_id)
    name, npn = (clean_line(request.POST.get(field, "")) for field in ("caller_name", "npn"))
    try:
        services.correct_caller(view.id, caller_name=name, npn=npn, actor=desk.actor, at=desk.at)
    except InvalidInput as refusal:
        form = CallerForm(request.POST)
        form.say(errors_said(refusal))
        return call_page(request, desk, view, forms=CallForms(caller=form))
    return redirect("escalations:call", marketplace, view.id)


@require_POST
@allows(Permission.ANSWER_HOTLINE)
def end_call(request: ActorRequest, marketplace: str, call_id: UUID) -> HttpResponse:
    """End a call and show what became of it."""
    desk = Desk.of(request, marketplace)
    view = call_of(desk, call_id)
    services.end_call(view.id, actor=desk.actor, at=desk.at)
    return redirect("escalations:call", marketplace, view.id)


def call_of(desk: Desk, call_id: UUID) -> CallView:
    """Return a call of the desk's marketplace.

    Raises:
        NotThere: there is none.
    """
    view = queries.hotline_call(call_id, actor=desk.actor, language=desk.language, at=desk.at)
    if view.marketplace != desk.marketplace:
        raise NotThere
    return view


def call_page(
    request: ActorRequest,
    desk: Desk,
    view: CallView,
    *,
    forms: CallForms,
    found: ConsumerPage | None = None,
    refused: str = "",
) -> HttpResponse:
    """Return the page of a call with what was searched and found so far; `refused` is what to say instead."""
    search_form = forms.search or ConsumerSearchForm()
    search_form.fields["person_id"].widget.attrs["accesskey"] = "S"
    caller_form = forms.caller or CallerForm(initial={"caller_name": view.caller_name, "npn": view.npn})
    if not forms.have_errors and not (found and found.items):
        focus(search_form, "person_id")
        focus(caller_form, "caller_name" if view.standing is CallerStanding.NAME_DIFFERS else "npn")
    template = "escalations/call.html" if view.is_open and view.is_own else "escalations/call_summary.html"
    words = {
        "pack": desk.pack,
        "edition": desk.pack.hotline_on(desk.today),
        "call": view,
        "at": desk.at,
        "caller_form": caller_form,
        "search_form": search_form,
        "number_form": forms.number or NumberForm(),
        "found": found,
        "refused": refused,
        "number": view.most - view.room + 1,
    }
    status = CONFLICT if refused else INVALID if forms.have_errors else 200
    return render(request, template, words, status=status)


def _list_page(
    request: ActorRequest, desk: Desk, *, form: NumberForm, found: list[queries.CallBackRow] | None
) -> HttpResponse:
    zone = ZoneInfo(desk.pack.identity.zone)
    since, until = (
        datetime.combine(day, time(), zone) for day in (desk.today, desk.today + timedelta(days=1))
    )
    cursor = request.GET.get("cursor")
    page = queries.hotline_calls(
        desk.actor, marketplace=desk.marketplace, since=since, until=until, cursor=cursor
    )
    words = {
        "pack": desk.pack,
        "edition": desk.pack.hotline_on(desk.today),
        "page": page,
        "open_calls": queries.open_calls(desk.actor),
        "at": desk.at,
        "number_form": form,
        "found": found,
        "next": "?" + urlencode({"cursor": page.next}) if page.next else "",
        "first": "?" if cursor else "",
    }
    return render(request, "escalations/hotline.html", words, status=INVALID if form.errors else 200)

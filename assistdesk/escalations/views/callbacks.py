"""Incidents that a caller gives the number of, and the number that a caller gets, to be read out."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from assistdesk.escalations import queries, services
from assistdesk.escalations.forms import CallersWordsForm, NumberForm, clean_line, clean_text, form_key
from assistdesk.escalations.queries import CallBackRow, CallView
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.states import CallOutcome
from assistdesk.escalations.views.desks import INVALID, Desk
from assistdesk.escalations.views.hotline import CallForms, call_of, call_page
from assistdesk.escalations.views.words import errors_said
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import InvalidInput, NotThere

ADD, TOLD = "add-", "told-"


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.ANSWER_HOTLINE)
def call_incident(request: ActorRequest, marketplace: str, call_id: UUID) -> HttpResponse:
    """Put a caller through to an incident by its number, and add their words to it."""
    if request.method != "POST":
        return redirect("escalations:call", marketplace, call_id)
    desk = Desk.of(request, marketplace)
    view = call_of(desk, call_id)
    number_form, words_form = NumberForm(request.POST), CallersWordsForm(request.POST)
    try:
        caller = services.caller_for_clients(view.id, actor=desk.actor, at=desk.at)
        found = queries.asked_incidents(
            clean_line(request.POST.get("number", "")),
            actor=desk.actor,
            marketplace=marketplace,
            caller=caller.account_id,
            language=desk.language,
        )
    except InvalidInput as refusal:
        number_form.say(errors_said(refusal))
        return call_page(request, desk, view, forms=CallForms(number=number_form))
    if "action" not in request.POST:
        return _incident_page(request, desk, view, found, form=CallersWordsForm())
    try:
        made = _followed_up(request, desk, view, action=request.POST["action"])
    except InvalidInput as refusal:
        words_form.say(errors_said(refusal))
        return _incident_page(request, desk, view, found, form=words_form)
    return redirect("escalations:call_number", marketplace, view.id, made.matter_id)


@require_safe
@allows(Permission.ANSWER_HOTLINE)
def call_number(request: ActorRequest, marketplace: str, call_id: UUID, matter: UUID) -> HttpResponse:
    """Show what became of one matter: the incident number, to be read out."""
    desk = Desk.of(request, marketplace)
    view = call_of(desk, call_id)
    found = next((one for one in view.matters if one.id == matter), None)
    if found is None:
        raise NotThere
    words = {
        "pack": desk.pack,
        "edition": desk.pack.hotline_on(desk.today),
        "call": view,
        "matter": found,
        "at": desk.at,
    }
    return render(request, "escalations/call_number.html", words)


def _followed_up(request: ActorRequest, desk: Desk, view: CallView, *, action: str) -> services.CallAnswer:
    is_told = action.startswith(TOLD)
    number = action.removeprefix(TOLD if is_told else ADD)
    new = services.NewFollowUp(
        call_id=view.id,
        incident=IncidentRef(number, desk.marketplace),
        outcome=CallOutcome.TOLD if is_told else CallOutcome.ADDED,
        submission_key=f"form {form_key(request.POST)}",
        text=clean_text(request.POST.get("text", "")),
    )
    return services.follow_up(new, actor=desk.actor, at=desk.at)


def _incident_page(
    request: ActorRequest, desk: Desk, view: CallView, found: list[CallBackRow], *, form: CallersWordsForm
) -> HttpResponse:
    numbers = [row.number for row in found]
    services.record_seen(view.id, numbers=numbers, actor=desk.actor, at=desk.at)
    words = {
        "pack": desk.pack,
        "edition": desk.pack.hotline_on(desk.today),
        "call": view,
        "found": found,
        "number": clean_line(request.POST.get("number", "")),
        "form": form,
        "submission_key": form_key(request.POST),
        "at": desk.at,
    }
    return render(request, "escalations/call_incident.html", words, status=INVALID if form.errors else 200)

"""Step one of an escalation: find the client, or several of them."""

import re
from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assistdesk.escalations import queries, services
from assistdesk.escalations.forms import ConsumerSearchForm, Typed, clean_line
from assistdesk.escalations.queries import Asked, ConsumerPage, TypeRow
from assistdesk.escalations.views import uploads
from assistdesk.escalations.views.desks import INVALID, Desk
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import NotThere

MOST_CHECKED = 50
KEPT = "kept"
UUID_TEXT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.ESCALATE)
def search(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show the search for one client, and what it finds. `?type=` chooses the type beforehand.

    `?checked=` are the materials that were ticked in the guide; they stay ticked.
    """
    desk = Desk.of(request, marketplace)
    types = desk.types()
    wanted = request.POST.get("type") or request.GET.get("type") or ""
    kind = next((row for row in types if row.key == wanted), None)
    if request.method != "POST" and kind is not None and kind.takes_several:
        address = reverse("escalations:search_several", args=[marketplace, kind.key])
        ticked = urlencode({"checked": request.GET.getlist("checked")}, doseq=True)
        return redirect(f"{address}?{ticked}" if ticked else address)
    return search_page(request, desk, types=types, kind=kind, error="")


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.ESCALATE)
def search_several(request: ActorRequest, marketplace: str, kind: str) -> HttpResponse:
    """Show the search for several clients of one incident; what is chosen stays chosen."""
    desk = Desk.of(request, marketplace)
    types = desk.types()
    wanted = next((row for row in types if row.key == kind and row.takes_several), None)
    if wanted is None:
        raise NotThere
    return search_page(request, desk, types=types, kind=wanted, error="")


def search_page(
    request: ActorRequest, desk: Desk, *, types: list[TypeRow], kind: TypeRow | None, error: str
) -> HttpResponse:
    """Return the search page with what was asked, found, chosen and described so far."""
    kept, _ = uploads.store(request, desk)
    typed = _typed(request, desk, kept)
    form = ConsumerSearchForm(request.POST if request.method == "POST" else None)
    is_asked = request.method == "POST" and form.is_valid()
    found = _found(desk, form) if is_asked else None
    shown = {row.person_id for row in found.items} if found else set()
    chosen = queries.chosen(desk.actor, list(typed.consumers), marketplace=desk.marketplace, at=desk.at)
    words = {
        "pack": desk.pack,
        "form": form,
        "kind": kind,
        "is_several": kind is not None and kind.takes_several,
        "icons": [row for row in types if row.has_own_icon],
        "without_consumer": _may_have_none(types, kind),
        "found": found,
        "chosen": chosen,
        "chosen_ids": {row.person_id for row in chosen},
        "kept": [row for row in chosen if row.person_id not in shown],
        "checked": typed.checked or tuple(request.GET.getlist("checked")[:MOST_CHECKED]),
        "carried": typed.carried,
        "own_address": _own_address(desk, kind, typed),
        "error": error,
        "lapsed": queries.why_not_eligible(desk.actor, pack=desk.pack, on=desk.today, language=desk.language),
    }
    wrong = bool(error) or (request.method == "POST" and not is_asked)
    template = "escalations/search.html#search" if request.htmx else "escalations/search.html"
    return render(request, template, words, status=INVALID if wrong else 200)


def _typed(request: ActorRequest, desk: Desk, kept: list[UUID]) -> Typed:
    """Return what was described so far: it comes with the form, or by the address from what was kept."""
    if request.method != "POST":
        named = clean_line(request.GET.get(KEPT, ""))
        if not UUID_TEXT.fullmatch(named):
            return Typed.read(request.POST)
        content = queries.kept_form(UUID(named), marketplace=desk.marketplace, actor=desk.actor)
        return Typed.reread(content, kept_as=UUID(named))
    typed = uploads.with_files(Typed.read(request.POST), kept)
    if not typed.carried:
        return typed
    kept_as = services.keep_form(
        typed.kept_as, marketplace=desk.marketplace, content=typed.content, actor=desk.actor, at=desk.at
    )
    return replace(typed, kept_as=kept_as)


def _own_address(desk: Desk, kind: TypeRow | None, typed: Typed) -> str:
    """Return the address at which the search starts again, and which says nothing of what was searched."""
    asked = {KEPT: str(typed.kept_as)} if typed.kept_as else {}
    if kind is not None and kind.takes_several:
        address = reverse("escalations:search_several", args=[desk.marketplace, kind.key])
    else:
        address = reverse("escalations:search", args=[desk.marketplace])
        asked |= {"type": kind.key} if kind else {}
    return f"{address}?{urlencode(asked)}" if asked else address


def _found(desk: Desk, form: ConsumerSearchForm) -> ConsumerPage:
    typed = form.cleaned_data
    asked = Asked(
        first_name=typed["first_name"],
        last_name=typed["last_name"],
        date_of_birth=typed["date_of_birth"],
        person_id=typed["person_id"],
        carrier=typed["carrier"],
    )
    return queries.consumers(
        desk.actor, asked, marketplace=desk.marketplace, at=desk.at, after=typed["after"]
    )


def _may_have_none(types: list[TypeRow], kind: TypeRow | None) -> bool:
    """Tell whether it is possible to go on without a consumer."""
    offered = [kind] if kind else [row for row in types if not row.has_own_icon]
    return any(row.consumers_min == 0 for row in offered)

"""A helper's notes on cases: written on the case, read together, taken along as a file."""

from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from assistdesk.consent import services
from assistdesk.consent.queries import notes as queries
from assistdesk.shared import clock, spreadsheets
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.refusals import NotAuthorized, NotThere

LONGEST_CURSOR = 400


@require_safe
@allows(Permission.SEE_CASES)
def notes(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show a helper all their notes on the cases that they may see."""
    at, pack = clock.now(), _own_pack(request.actor, marketplace)
    cursor = request.GET.get("cursor", "")[:LONGEST_CURSOR]
    rows, following = queries.own_notes(request.actor, at=at, cursor=cursor or None)
    page = reverse("consent:notes", args=[marketplace])
    shown = {
        "pack": pack,
        "rows": rows,
        "title": _title(pack),
        "next": f"{page}?{urlencode({'cursor': following})}" if following else "",
        "first": page if cursor else "",
    }
    return render(request, "consent/notes.html", shown)


@require_safe
@allows(Permission.SEE_CASES)
def notes_file(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Give a helper their notes as a file for spreadsheets; that it was taken is written down."""
    at, pack = clock.now(), _own_pack(request.actor, marketplace)
    zone = ZoneInfo(pack.identity.zone)
    rows = queries.all_notes(request.actor, at=at)
    services.note_export(len(rows), marketplace=marketplace, actor=request.actor, at=at)
    head = (gettext("Case"), gettext("Written"), gettext("Note"))
    written = [(one.case_number, f"{one.at.astimezone(zone):%Y-%m-%d %H:%M}", one.text) for one in rows]
    answer = HttpResponse(spreadsheets.written([head, *written]), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="case-notes-{at.astimezone(zone).date()}.csv"'
    return answer


@require_POST
@allows(Permission.SEE_CASES)
def write(request: ActorRequest, marketplace: str, case_number: str) -> HttpResponse:
    """Keep a note on a case and show the case again."""
    _own_pack(request.actor, marketplace)
    text = request.POST.get("text", "")
    services.write_note(case_number, text, marketplace=marketplace, actor=request.actor, at=clock.now())
    return redirect(f"{reverse('consent:case', args=[marketplace, case_number])}#notes")


def _own_pack(actor: Actor, marketplace: str) -> Pack:
    if not actor.is_helper:
        raise NotAuthorized
    if actor.marketplace != marketplace:
        raise NotThere
    return policy.running(marketplace)


def _title(pack: Pack) -> object:
    """Return what the marketplace calls this report; None where its dashboard has none."""
    reports = pack.dashboard[-1].reports if pack.dashboard else ()
    return next((one.title for one in reports if one.key == "case_notes"), None)

"""Merging two incidents: choose, look at both, confirm; and undoing it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from assistdesk.escalations import queries, services
from assistdesk.escalations.forms import clean_line
from assistdesk.escalations.queries import IncidentView
from assistdesk.escalations.refusals import IncidentMerged, IncidentNotFound, MergeCircle, MoveNotPossible
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.states import OPEN_STATES
from assistdesk.escalations.views.desks import CONFLICT, INVALID, Desk
from assistdesk.escalations.views.outcomes import Done, go_to
from assistdesk.escalations.views.words import details_of, errors_said, said
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import InvalidInput

LONGEST_NUMBER = 30


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.WORK_INCIDENTS)
def merge(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Show what an incident can be merged into, both side by side once one is chosen; merge them."""
    desk = Desk.of(request, marketplace)
    asked = request.POST if request.method == "POST" else request.GET
    into = clean_line(asked.get("into", "") or asked.get("other", ""))[:LONGEST_NUMBER]
    if request.method != "POST":
        return _page(request, desk, number, into=into, error="", status=200)
    try:
        services.merge(IncidentRef(number, marketplace), into=into, actor=desk.actor, at=desk.at)
    except InvalidInput as refusal:
        error = errors_said(refusal)[0][1]
        return _page(request, desk, number, into="", error=error, status=INVALID)
    except (IncidentMerged, MergeCircle, MoveNotPossible) as refusal:
        return _page(request, desk, number, into="", error=said(refusal), status=CONFLICT)
    return go_to(IncidentRef(number, marketplace), Done.MERGED)


@require_POST
@allows(Permission.WORK_INCIDENTS)
def unmerge(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Let a merged incident go on by itself again."""
    desk = Desk.of(request, marketplace)
    services.unmerge(IncidentRef(number, marketplace), actor=desk.actor, at=desk.at)
    return go_to(IncidentRef(number, marketplace), Done.UNMERGED)


def _page(
    request: ActorRequest, desk: Desk, number: str, *, into: str, error: str, status: int
) -> HttpResponse:
    view = queries.incident(IncidentRef(number, desk.marketplace), actor=desk.actor, language=desk.language)
    other = None
    if into:
        try:
            ref = IncidentRef(into, desk.marketplace)
            other = queries.incident(ref, actor=desk.actor, language=desk.language)
        except IncidentNotFound:
            error, status = gettext("There is no incident of that number. Check the number."), INVALID
    words = {
        "pack": desk.pack,
        "view": view,
        "incident": view.incident,
        "both": [(one, _details(one)) for one in (view, other) if one is not None] if other else [],
        "differs": _differences(view, other) if other else None,
        "into": into,
        "error": error,
        "likely": queries.likely_duplicates(view.incident, actor=desk.actor, language=desk.language),
        "at": desk.at,
    }
    return render(request, "escalations/merge.html", words, status=status)


@dataclass(frozen=True, slots=True)
class Differences:
    """What to know before two become one; `owed_until`: when the first one's answer is due."""

    type: bool
    clients: bool
    owed_until: datetime | None


def _differences(view: IncidentView, other: IncidentView) -> Differences:
    first, second = ({row.person_id for row in one.consumers} for one in (view, other))
    incident = view.incident
    is_owed = incident.state in OPEN_STATES and incident.replied_at is None and not incident.paused_at
    return Differences(
        type=incident.type != other.incident.type,
        clients=first != second,
        owed_until=incident.reply_due_at if is_owed else None,
    )


def _details(view: IncidentView) -> list[list[tuple[str, str]]]:
    keys = view.labels.edition.consumer_details
    return [details_of(row, keys) for row in view.consumers]

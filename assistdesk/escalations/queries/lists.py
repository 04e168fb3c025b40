"""Lists of incidents: a helper's own, and what homes show of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from assistdesk.escalations.models import QUEUE_ORDER, Incident, IncidentConsumer
from assistdesk.escalations.queries.asking import ListAsked, narrowed
from assistdesk.escalations.queries.queue import QueueView, Sort, page_of_found
from assistdesk.escalations.queries.rows import (
    MOST,
    PAGE,
    IncidentPage,
    IncidentRow,
    id_in,
    moment_in,
    row_of,
    with_names,
)
from assistdesk.escalations.states import IncidentState
from assistdesk.shared import cursors
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy


@dataclass(frozen=True, slots=True)
class TeamSummary:
    """What waits in one team's queue."""

    marketplace: str
    team: str
    team_name: str
    open: int
    unassigned: int
    overdue: int
    urgent: int


def incidents(
    actor: Actor, asked: ListAsked, *, language: str, cursor: str | None, limit: int = PAGE
) -> IncidentPage:
    """Return the incidents that the actor may see, the newest first; three queries.

    Raises:
        InvalidInput: the status is unknown, or the cursor is not one of this list.
    """
    found = narrowed(Incident.objects.visible_to(actor), asked, actor=actor)
    place = cursors.decode(cursor, parts=2)
    if place is not None:
        opened_at, last = moment_in(place[0]), id_in(place[1])
        # Two conditions, so that the index is entered at that moment, not walked from its start.
        found = found.filter(Q(opened_at__lte=opened_at), Q(opened_at__lt=opened_at) | Q(id__lt=last))
    limit = max(1, min(limit, MOST))
    rows = list(with_names(found).order_by("-opened_at", "-id")[: limit + 1])
    following = None
    if len(rows) > limit:
        following = cursors.encode(rows[limit - 1].opened_at.isoformat(), str(rows[limit - 1].id))
    return IncidentPage([row_of(one, language=language) for one in rows[:limit]], following)


def incidents_about(
    person_ids: Collection[UUID], *, actor: Actor, language: str, limit: int
) -> list[IncidentRow]:
    """Return the incidents about some people that the actor may see, the newest first; two queries."""
    links = IncidentConsumer.objects.filter(person_id__in=list(person_ids)).values("incident_id")
    found = Incident.objects.visible_to(actor).filter(pk__in=links)
    rows = with_names(found).order_by("-opened_at", "-id")[:limit]
    return [row_of(one, language=language) for one in rows]


def search(
    actor: Actor, asked: ListAsked, *, language: str, cursor: str | None, limit: int = PAGE
) -> IncidentPage:
    """Return the incidents that hold the words asked for, best first, each with an excerpt.

    Raises:
        InvalidInput: the status is unknown, or the cursor is not one of this list.
    """
    visible = Incident.objects.visible_to(actor)
    view = QueueView(asked, Sort.BEST)
    return page_of_found(actor, visible, view, language=language, cursor=cursor, limit=limit)


def due_first(actor: Actor, *, language: str, limit: int) -> list[IncidentRow]:
    """Return what presses most in the actor's own teams, in the order of a queue."""
    if actor.marketplace is None:
        return []
    own = Incident.objects.filter(marketplace=actor.marketplace, team__in=actor.teams).open()
    return [row_of(one, language=language) for one in with_names(own).order_by(*QUEUE_ORDER)[:limit]]


def open_count(actor: Actor) -> int:
    """Return how many open incidents the actor may see."""
    return Incident.objects.visible_to(actor).open().count()


def waiting_for_helper_count(actor: Actor) -> int:
    """Return how many incidents that the actor may see wait for a helper's answer."""
    waiting = IncidentState.WAITING_ON_HELPER.value
    return Incident.objects.visible_to(actor).filter(state=waiting).count()


def team_summaries(actor: Actor, *, language: str, at: datetime) -> list[TeamSummary]:
    """Return what waits in each of the actor's own teams, empty ones included; two queries."""
    if actor.marketplace is None or not actor.teams:
        return []
    pack = policy.running(actor.marketplace)
    found = Incident.objects.filter(marketplace=actor.marketplace, team__in=actor.teams).open()
    counted = found.values_list("team").annotate(
        all_open=Count("id"),
        unassigned=Count("id", filter=Q(assignee__isnull=True)),
        overdue=Count("id", filter=Q(next_due_at__lte=at)),
        urgent_ones=Count("id", filter=Q(urgent=True)),
    )
    counts: dict[str, tuple[int, ...]] = {row[0]: row[1:] for row in counted}
    return [
        TeamSummary(
            actor.marketplace,
            team,
            pack.directory.teams[team].name.in_language(language),
            *counts.get(team, (0, 0, 0, 0)),
        )
        for team in actor.teams
        if team in pack.directory.teams
    ]

"""Lists of incidents: a helper's own, a team's queue, and what homes show of them."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q

from assistdesk.escalations.models import Incident, IncidentConsumer, IncidentQuerySet
from assistdesk.escalations.queries.labels import labels_of
from assistdesk.escalations.states import IncidentState
from assistdesk.shared import cursors
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere

MOST = 100
PAGE = 25
OPEN = "open"
MINE = "me"
NOBODY = "nobody"
_QUEUE_ORDER = (
    F("urgent").desc(),
    F("next_due_at").asc(nulls_last=True),
    F("opened_at").asc(),
    F("id").asc(),
)


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident in a list. `consumers` are names, for those who may see the incident anyway."""

    number: str
    marketplace: str
    zone: str
    type: str
    type_title: str
    state: str
    team: str
    team_name: str
    urgent: bool
    opened_at: datetime
    reply_due_at: datetime | None
    next_due_at: datetime | None
    is_answered: bool
    is_paused: bool
    filed_by: str
    assignee: str
    person_ids: tuple[str, ...]
    consumers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """A page of incidents; `next` is the cursor of the page after it."""

    items: list[IncidentRow]
    next: str | None


@dataclass(frozen=True, slots=True)
class ListAsked:
    """What a list of incidents is narrowed to; what is empty is not asked.

    `status` is a state or `open`; `assigned` is `me` or `nobody`; `words` are looked for in number and
    description.
    """

    status: str = ""
    team: str = ""
    marketplace: str = ""
    assigned: str = ""
    words: str = ""


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
    found = _narrowed(Incident.objects.visible_to(actor), asked, actor=actor)
    place = cursors.decode(cursor, parts=2)
    if place is not None:
        opened_at, last = _moment(place[0]), _id(place[1])
        found = found.filter(Q(opened_at__lt=opened_at) | Q(opened_at=opened_at, id__lt=last))
    limit = max(1, min(limit, MOST))
    rows = list(_with_names(found).order_by("-opened_at", "-id")[: limit + 1])
    following = None
    if len(rows) > limit:
        following = cursors.encode(rows[limit - 1].opened_at.isoformat(), str(rows[limit - 1].id))
    return IncidentPage([_row(one, language=language) for one in rows[:limit]], following)


def team_queue(
    actor: Actor,
    asked: ListAsked,
    *,
    marketplace: str,
    team: str,
    language: str,
    cursor: str | None,
    limit: int = PAGE,
) -> IncidentPage:
    """Return a team's queue: the urgent first, then by time left, then, without a due time, the oldest.

    Raises:
        NotThere: there is no such team, or none whose queue the actor may read.
        InvalidInput: the status is unknown, or the cursor is not one of this list.
    """
    _check_reads(actor, marketplace=marketplace, team=team)
    asked = replace(asked, marketplace=marketplace, team=team, status=asked.status or OPEN)
    found = _narrowed(Incident.objects.visible_to(actor), asked, actor=actor)
    place = cursors.decode(cursor, parts=4)
    if place is not None:
        found = found.filter(_later_in_queue(*place))
    limit = max(1, min(limit, MOST))
    rows = list(_with_names(found).order_by(*_QUEUE_ORDER)[: limit + 1])
    following = _queue_cursor(rows[limit - 1]) if len(rows) > limit else None
    return IncidentPage([_row(one, language=language) for one in rows[:limit]], following)


def due_first(actor: Actor, *, language: str, limit: int) -> list[IncidentRow]:
    """Return what presses most in the actor's own teams, in the order of a queue."""
    if actor.marketplace is None:
        return []
    own = Incident.objects.filter(marketplace=actor.marketplace, team__in=actor.teams).open()
    return [_row(one, language=language) for one in _with_names(own).order_by(*_QUEUE_ORDER)[:limit]]


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


def _check_reads(actor: Actor, *, marketplace: str, team: str) -> None:
    if not actor.is_staff or not actor.serves(marketplace):
        raise NotThere
    if team not in policy.running(marketplace).directory.teams:
        raise NotThere
    if not Incident.objects.reads_team(actor, team=team):
        raise NotThere


def _narrowed(found: IncidentQuerySet, asked: ListAsked, *, actor: Actor) -> IncidentQuerySet:
    if asked.status == OPEN:
        found = found.open()
    elif asked.status:
        found = found.filter(state=_state(asked.status).value)
    if asked.marketplace:
        found = found.filter(marketplace=asked.marketplace)
    if asked.team:
        found = found.filter(team=asked.team)
    if asked.assigned == MINE:
        found = found.filter(assignee_id=actor.account_id)
    elif asked.assigned == NOBODY:
        found = found.filter(assignee__isnull=True)
    for word in asked.words.split()[:8]:
        found = found.filter(Q(number__icontains=word) | Q(description__icontains=word))
    return found


def _state(status: str) -> IncidentState:
    try:
        return IncidentState(status)
    except ValueError:
        raise InvalidInput([FieldError("status", "There is no such status.")]) from None


def _with_names(found: IncidentQuerySet) -> IncidentQuerySet:
    links = IncidentConsumer.objects.select_related("person").order_by("place")
    return found.select_related("filed_by", "assignee").prefetch_related(
        Prefetch("consumer_links", queryset=links)
    )


def _later_in_queue(urgent: str, due: str, opened: str, last: str) -> Q:
    """Return the condition of rows that stand after one in the queue; `due` is empty for none."""
    is_urgent, opened_at = urgent == "1", _moment(opened)
    younger = Q(opened_at__gt=opened_at) | Q(opened_at=opened_at, id__gt=_id(last))
    if due:
        due_at = _moment(due)
        later = Q(next_due_at__gt=due_at) | Q(next_due_at__isnull=True) | (Q(next_due_at=due_at) & younger)
    else:
        later = Q(next_due_at__isnull=True) & younger
    same = Q(urgent=is_urgent) & later
    return same | Q(urgent=False) if is_urgent else same


def _queue_cursor(row: Incident) -> str:
    due = row.next_due_at.isoformat() if row.next_due_at else ""
    return cursors.encode("1" if row.urgent else "0", due, row.opened_at.isoformat(), str(row.id))


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise _no_cursor() from None
    if at.tzinfo is None:
        raise _no_cursor()
    return at


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise _no_cursor() from None


def _no_cursor() -> InvalidInput:
    return InvalidInput([FieldError("cursor", "Take the cursor from the answer before, as it is.")])


def _row(incident: Incident, *, language: str) -> IncidentRow:
    labels = labels_of(incident, language=language)
    people = [link.person for link in incident.consumer_links.all()]
    return IncidentRow(
        number=incident.number,
        marketplace=incident.marketplace,
        zone=labels.pack.identity.zone,
        type=incident.type,
        type_title=labels.type_title,
        state=incident.state,
        team=incident.team,
        team_name=labels.team_name(incident.team),
        urgent=incident.urgent,
        opened_at=incident.opened_at,
        reply_due_at=incident.reply_due_at,
        next_due_at=incident.next_due_at,
        is_answered=incident.replied_at is not None,
        is_paused=incident.paused_at is not None,
        filed_by=incident.filed_by.name,
        assignee=incident.assignee.name if incident.assignee else "",
        person_ids=tuple(one.person_id for one in people),
        consumers=tuple(f"{one.first_name} {one.last_name}".strip() for one in people),
    )

"""A team's board: what is at risk at a moment, read from the clocks, so that it is true without a worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from assistdesk.escalations.models import Incident, IncidentClock
from assistdesk.escalations.queries.labels import Labels, labels_of
from assistdesk.escalations.states import Timed
from assistdesk.shared import cursors
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere

AT_RISK = (Timed.UPTAKE, Timed.REPLY, Timed.RESOLUTION, Timed.AGENCY, Timed.WAITING)
"""What a board lists, in its order."""

FIRST = 10
MOST = 100


@dataclass(frozen=True, slots=True)
class RiskCount:
    """How many incidents of a team one kind of clock has passed for."""

    kind: Timed
    count: int


@dataclass(frozen=True, slots=True)
class TeamBoard:
    """What is at risk in one team: `incidents` of them, and by kind, where one may count several times."""

    marketplace: str
    team: str
    team_name: str
    incidents: int
    counts: tuple[RiskCount, ...]


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One incident on a board: since when it is late by that clock, and when its reply is due.

    `since` is the moment the clock passed; `whom` the agency or issuer whose answer is awaited.
    """

    number: str
    marketplace: str
    zone: str
    type_title: str
    urgent: bool
    assignee: str
    assignee_id: UUID | None
    since: datetime
    reply_due_at: datetime | None
    whom: str


@dataclass(frozen=True, slots=True)
class RiskList:
    """A page of what is late by one kind of clock, the longest first."""

    kind: Timed
    count: int
    items: list[RiskRow]
    next: str | None


def is_any_warning_due(*, at: datetime) -> bool:
    """Tell whether a lead has to be told of anything, or a clock's due time has to be worked out."""
    return IncidentClock.objects.to_warn(at).exists() or IncidentClock.objects.unlaid().exists()


def boards(actor: Actor, *, marketplace: str, language: str, at: datetime) -> list[TeamBoard]:
    """Return the boards of every team that the actor reads, empty ones included; three queries.

    Raises:
        NotThere: the actor works for no team of the marketplace.
    """
    if not actor.is_staff or not actor.serves(marketplace):
        raise NotThere
    pack = policy.running(marketplace)
    teams = [one for one in pack.directory.teams if Incident.objects.reads_team(actor, team=one)]
    return _boards(pack, teams, language=language, at=at)


def own_boards(actor: Actor, *, language: str, at: datetime) -> list[TeamBoard]:
    """Return the boards of the teams that the actor leads; three queries, none for who leads no team."""
    if actor.marketplace is None or not actor.may(Permission.LEAD_TEAM):
        return []
    pack = policy.running(actor.marketplace)
    return _boards(pack, actor.teams, language=language, at=at)


def board(actor: Actor, *, marketplace: str, team: str, language: str, at: datetime) -> TeamBoard:
    """Return one team's board in figures; three queries.

    Raises:
        NotThere: there is no such team, or none that the actor reads.
    """
    pack = _pack_of_board(actor, marketplace=marketplace, team=team)
    return _boards(pack, [team], language=language, at=at)[0]


def at_risk(
    shown: TeamBoard,
    kind: Timed,
    *,
    language: str,
    at: datetime,
    cursor: str | None = None,
    limit: int = FIRST,
) -> RiskList:
    """Return what is late by one kind of clock on a board that was asked for; one query.

    Raises:
        InvalidInput: the cursor is not one of this list.
    """
    late = IncidentClock.objects.late(at).filter(
        marketplace=shown.marketplace, team=shown.team, kind=kind.value
    )
    place = cursors.decode(cursor, parts=2)
    if place is not None:
        due_at, last = _place(*place)
        late = late.filter(Q(due_at__gt=due_at) | Q(due_at=due_at, id__gt=last))
    limit = max(1, min(limit, MOST))
    rows = list(late.select_related("incident__assignee").order_by("due_at", "id")[: limit + 1])
    following = None
    if len(rows) > limit:
        edge = rows[limit - 1]
        following = cursors.encode(edge.due_at.isoformat() if edge.due_at else "", str(edge.id))
    count = next(one.count for one in shown.counts if one.kind is kind)
    return RiskList(kind, count, [_row(one, language=language) for one in rows[:limit]], following)


def _pack_of_board(actor: Actor, *, marketplace: str, team: str) -> Pack:
    if not actor.is_staff or not actor.serves(marketplace):
        raise NotThere
    pack = policy.running(marketplace)
    if team not in pack.directory.teams or not Incident.objects.reads_team(actor, team=team):
        raise NotThere
    return pack


def _boards(pack: Pack, teams: Sequence[str], *, language: str, at: datetime) -> list[TeamBoard]:
    late = IncidentClock.objects.late(at).filter(marketplace=pack.marketplace, team__in=teams)
    counts = {
        (team, kind): count for team, kind, count in late.values_list("team", "kind").annotate(Count("id"))
    }
    single = late.values_list("team").annotate(Count("incident_id", distinct=True))
    incidents: dict[str, int] = dict(single)
    return [
        TeamBoard(
            pack.marketplace,
            team,
            pack.directory.teams[team].name.in_language(language),
            incidents.get(team, 0),
            tuple(RiskCount(kind, counts.get((team, kind.value), 0)) for kind in AT_RISK),
        )
        for team in teams
        if team in pack.directory.teams
    ]


def _row(late: IncidentClock, *, language: str) -> RiskRow:
    incident, labels = late.incident, labels_of(late.incident, language=language)
    assignee = incident.assignee
    return RiskRow(
        number=incident.number,
        marketplace=incident.marketplace,
        zone=labels.pack.identity.zone,
        type_title=labels.type_title,
        urgent=incident.urgent,
        assignee=assignee.name if assignee else "",
        assignee_id=incident.assignee_id,
        since=late.due_at or late.started_at,
        reply_due_at=incident.reply_due_at if incident.replied_at is None else None,
        whom=asked_name(labels, late.whom),
    )


def asked_name(labels: Labels, whom: str) -> str:
    """Return what an agency or issuer of the directory is called; its key where it is there no more."""
    directory = labels.pack.directory
    if whom in directory.agencies:
        return directory.agencies[whom].name.in_language(labels.language)
    return directory.issuers[whom].name if whom in directory.issuers else whom


def _place(due: str, last: str) -> tuple[datetime, int]:
    try:
        due_at, number = datetime.fromisoformat(due), int(last)
    except ValueError:
        due_at, number = None, 0
    if due_at is None or due_at.tzinfo is None:
        raise InvalidInput([FieldError("cursor", "Take the cursor from the answer before, as it is.")])
    return due_at, number

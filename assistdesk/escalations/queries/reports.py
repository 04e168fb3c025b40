"""What reports say of incidents: how many, how fast, and how many within their clock; worked out in SQL.

The figures come from the moments that each incident keeps and from its own kept clock, so that what is
promised later changes none of them. One statement reads the index of incidents by opening once, for the span
and the span before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from assistdesk.escalations.queries import report_statements
from assistdesk.escalations.rules.reports import Days
from assistdesk.escalations.states import Timed
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy.business_time import business_calendar
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.refusals import NotThere

Value = str | datetime | list[str] | list[date] | list[datetime] | list[float] | None
"""What a statement is given."""


@dataclass(frozen=True, slots=True)
class ReportAsked:
    """What a report covers; without a team all that the actor leads or reads, without a type all types."""

    marketplace: str
    days: Days
    team: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """The median and the 90th percentile of some times; None where nothing was measured."""

    half: timedelta | None
    most: timedelta | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What is said of some incidents. `due` counts those whose clock is decided, `in_time` the good ones."""

    opened: int
    replied: int
    resolved: int
    due: int
    in_time: int
    reply: Spread
    reply_business: Spread
    resolution: Spread
    resolution_business: Spread

    @property
    def share(self) -> float | None:
        """The share within the clock, from 0 to 1; None where no clock is decided."""
        return self.in_time / self.due if self.due else None


NOTHING = Spread(None, None)
NONE = Figures(0, 0, 0, 0, 0, NOTHING, NOTHING, NOTHING, NOTHING)


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of a span and those of the span before: in all, by type, by team, by the week's Monday."""

    now: Figures
    before: Figures
    by_type: dict[str, tuple[Figures, Figures]]
    by_team: dict[str, tuple[Figures, Figures]]
    by_week: dict[date, Figures]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One incident of a report, with nothing that tells whom it is about. Times are seconds."""

    number: str
    type: str
    team: str
    opened_at: datetime
    first_replied_at: datetime | None
    resolved_at: datetime | None
    due_at: datetime | None
    in_time: bool | None
    reply: float | None
    reply_business: float | None
    resolution: float | None
    resolution_business: float | None


def report(actor: Actor, asked: ReportAsked, *, pack: Pack, at: datetime) -> Report:
    """Return the figures of a span at `at`; two queries, whatever there is.

    Raises:
        NotThere: the marketplace or the team is not one that the actor reads reports of.
    """
    values = _values(actor, asked, pack=pack, at=at)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(report_statements.ROOM)
        cursor.execute(report_statements.GROUPED, values)
        found = cursor.fetchall()
    total: dict[bool, Figures] = {}
    types: dict[str, dict[bool, Figures]] = {}
    teams: dict[str, dict[bool, Figures]] = {}
    weeks: dict[date, Figures] = {}
    for is_now, kind, team, week, *numbers in found:
        figures = _figures(numbers)
        if kind is not None:
            types.setdefault(kind, {})[is_now] = figures
        elif team is not None:
            teams.setdefault(team, {})[is_now] = figures
        elif week is None:
            total[is_now] = figures
        elif is_now:
            weeks[week] = figures
    return Report(
        now=total.get(True, NONE),
        before=total.get(False, NONE),
        by_type=_pairs(types),
        by_team=_pairs(teams),
        by_week={monday: weeks.get(monday, NONE) for monday in asked.days.weeks()},
    )


def report_rows(actor: Actor, asked: ReportAsked, *, pack: Pack, at: datetime) -> Iterator[ReportRow]:
    """Yield each incident of a span, the oldest first, from a cursor of the server: memory stays the same.

    Raises:
        NotThere: as `report`, before the first row.
    """
    return _stream(_values(actor, asked, pack=pack, at=at))


def _stream(values: dict[str, Value]) -> Iterator[ReportRow]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(report_statements.LISTED, values)
        while rows := cursor.fetchmany(1_000):
            for row in rows:
                yield ReportRow(*row)


def teams_reported(actor: Actor, *, pack: Pack) -> tuple[str, ...]:
    """Return the teams whose figures the actor may read: a lead's own; every team of others who may."""
    if not actor.may(Permission.SEE_REPORTS) or not actor.serves(pack.marketplace):
        raise NotThere
    known = tuple(pack.directory.teams)
    return tuple(one for one in known if one in actor.teams) if actor.role is Role.TEAM_LEAD else known


def _values(actor: Actor, asked: ReportAsked, *, pack: Pack, at: datetime) -> dict[str, Value]:
    teams = teams_reported(actor, pack=pack)
    if asked.team and asked.team not in teams:
        raise NotThere
    limited = [asked.team] if asked.team else list(teams) if actor.role is Role.TEAM_LEAD else None
    zone = ZoneInfo(pack.identity.zone)

    def midnight(day: date) -> datetime:
        return datetime.combine(day, time(0), tzinfo=zone)

    return {
        "marketplace": asked.marketplace,
        "zone": pack.identity.zone,
        "from": midnight(asked.days.before.start),
        "start": midnight(asked.days.start),
        "end": midnight(asked.days.end),
        "teams": limited,
        "type": asked.type,
        "kind": Timed.REPLY.value,
        "at": at,
        **_business(pack, start=asked.days.before.start, end=at.astimezone(zone).date() + timedelta(days=1)),
    }


def _business(pack: Pack, *, start: date, end: date) -> dict[str, Value]:
    """Return each day with its opening and closing, and the seconds of business before it."""
    days: list[date] = []
    opens: list[datetime] = []
    closes: list[datetime] = []
    before: list[float] = []
    total, day = 0.0, start
    while day < end:
        calendar = business_calendar(pack.calendar_on(day), language=pack.identity.language)
        noon = datetime.combine(day, time(12), tzinfo=calendar.tz)
        spans = list(calendar.spans_at(day)) or [(noon, noon)]
        days.append(day)
        opens.append(spans[0][0])
        closes.append(spans[-1][1])
        before.append(total)
        total += (spans[-1][1] - spans[0][0]).total_seconds()
        day += timedelta(days=1)
    return {"days": days, "opens": opens, "closes": closes, "before": before}


def _pairs(found: dict[str, dict[bool, Figures]]) -> dict[str, tuple[Figures, Figures]]:
    return {key: (each.get(True, NONE), each.get(False, NONE)) for key, each in sorted(found.items())}


def _figures(numbers: list[object]) -> Figures:
    *counts, reply, reply_business, resolution, resolution_business = numbers
    opened, replied, resolved, due, in_time = (int(str(one)) for one in counts)
    return Figures(
        opened,
        replied,
        resolved,
        due,
        in_time,
        _spread(reply),
        _spread(reply_business),
        _spread(resolution),
        _spread(resolution_business),
    )


def _spread(found: object) -> Spread:
    if not isinstance(found, list) or found[0] is None:
        return NOTHING
    return Spread(timedelta(seconds=found[0]), timedelta(seconds=found[1]))

"""What the statements draw from: temporary tables of types, days, due times, words and people who work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection

from assistdesk.shared.calendar import BusinessCalendar, Clock, ClockKind, due_after
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.business_time import business_calendar, clock_of
from assistdesk.shared.policy.schema import EscalationType, Pack
from assistdesk.site.demo.scale.shape import Shape
from assistdesk.site.demo.script import script

FIRST_HOUR = time(7, 30)
LONG_DAY = timedelta(hours=11)
ONE_DAY = timedelta(days=1)

_TABLES = """
    CREATE TEMP TABLE scale_market (
        marketplace text PRIMARY KEY, place int, incidents int, people int, first_running bigint,
        person_base bigint, case_base bigint, helpers int, agencies int, digest text,
        edition text, zone text, waiting_kind text, waiting_amount int);
    CREATE TEMP TABLE scale_type (
        marketplace text, place int, type text, team text, urgent boolean, clock_kind text, clock_amount int,
        consumers int, fields jsonb, PRIMARY KEY (marketplace, place));
    CREATE TEMP TABLE scale_day (
        marketplace text, day date, first int, amount int, starts_at timestamptz, closes_at timestamptz);
    CREATE TEMP TABLE scale_due (
        marketplace text, day date, kind text, amount int, early_at timestamptz, late_at timestamptz,
        PRIMARY KEY (marketplace, day, kind, amount));
    CREATE TEMP TABLE scale_words (kind text, place int, words text, PRIMARY KEY (kind, place));
    CREATE TEMP TABLE scale_name (kind text, place int, name text, PRIMARY KEY (kind, place));
    CREATE TEMP TABLE scale_team (marketplace text, team text, staff int, PRIMARY KEY (marketplace, team));
    CREATE FUNCTION pg_temp.drawn(about text, turn bigint, most bigint) RETURNS bigint
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS $$ SELECT (hashtextextended(about, turn) & 9223372036854775807) % most $$;
    CREATE FUNCTION pg_temp.share(about text, turn bigint) RETURNS double precision
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        AS $$ SELECT ((hashtextextended(about, turn) & 9223372036854775807) % 1000000) / 1000000.0 $$;
"""


@dataclass(frozen=True, slots=True)
class Amounts:
    """How many rows there shall be in all marketplaces together."""

    incidents: int
    people: int


def lay(amounts: Amounts, shape: Shape, *, at: datetime) -> None:
    """Make the temporary tables for this connection; the incidents end with the day before `at`."""
    packs = policy.marketplaces()
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
    for place, pack in enumerate(packs):
        _lay_market(pack, place, amounts, shape, packs=len(packs), at=at)
    for kind, sentences in shape.words.items():
        _put("scale_words", ((kind, number, words) for number, words in enumerate(sentences)))
    names = {"first": script().names.first, "last": script().names.last}
    for kind, known in names.items():
        _put("scale_name", ((kind, number, name) for number, name in enumerate(known)))


def _lay_market(pack: Pack, place: int, amounts: Amounts, shape: Shape, *, packs: int, at: datetime) -> None:
    today = at.astimezone(ZoneInfo(pack.identity.zone)).date()
    edition = pack.escalations_on(today)
    ground = script().marketplaces[pack.marketplace]
    count = amounts.incidents // packs
    waits = edition.alerts.waiting_after
    waiting = clock_of(waits) if waits else Clock(ClockKind.NONE, 0)
    _put(
        "scale_market",
        [(pack.marketplace, place, count, amounts.people // packs, edition.incident_numbers.first,
          10_000_000 + ground.person_id, 500_000_000 + 10_000_000 * place, shape.helpers, shape.agencies,
          pack.digest, edition.edition, edition.incident_numbers.zone, waiting.kind.value, waiting.amount)],
    )  # fmt: skip
    _put("scale_type", _types(pack, list(edition.types.items())))
    teams = sorted({kind.team for kind in edition.types.values()})
    _put("scale_team", ((pack.marketplace, team, shape.staff) for team in teams))
    calendar = business_calendar(pack.calendar_on(today), language=pack.identity.language)
    days = [today - timedelta(days=back) for back in range(shape.days, 0, -1)]
    _put("scale_day", _days(pack, days, count, shape, calendar=calendar))
    clocks = {clock_of(kind.clock) for kind in edition.types.values()}
    _put("scale_due", _due(pack, days, clocks, calendar=calendar))


def _types(pack: Pack, types: Sequence[tuple[str, EscalationType]]) -> Iterable[tuple[object, ...]]:
    for place, (key, kind) in enumerate(types):
        clock = clock_of(kind.clock)
        consumers = max(kind.consumers.min, min(kind.consumers.max, 1))
        yield (
            pack.marketplace,
            place,
            key,
            kind.team,
            kind.urgent,
            clock.kind.value,
            clock.amount,
            consumers,
            "{}",
        )


def _days(
    pack: Pack, days: Sequence[date], count: int, shape: Shape, *, calendar: BusinessCalendar
) -> Iterable[tuple[object, ...]]:
    """Yield each day with its share of the incidents, which lie evenly between morning and evening."""
    weights = [shape.weekdays[day.weekday()] * shape.months[day.month - 1] for day in days]
    whole, passed, first = sum(weights), 0.0, 1
    for day, weight in zip(days, weights, strict=True):
        passed += weight
        until = round(count * passed / whole)
        starts_at = datetime.combine(day, FIRST_HOUR, tzinfo=calendar.tz)
        closes_at = calendar.closes_at(day) if calendar.is_open_on(day) else starts_at
        yield (pack.marketplace, day, first, until + 1 - first, starts_at, closes_at)
        first = until + 1


def _due(
    pack: Pack, days: Sequence[date], clocks: set[Clock], *, calendar: BusinessCalendar
) -> Iterable[tuple[object, ...]]:
    """Yield when an answer is due to what comes before and what comes after closing time of each day."""
    for clock in sorted(clocks, key=lambda one: (one.kind.value, one.amount)):
        if clock.kind not in (ClockKind.BUSINESS_DAYS, ClockKind.CALENDAR_DAYS):
            continue
        for day in days:
            early = datetime.combine(day, FIRST_HOUR, tzinfo=calendar.tz)
            late = datetime.combine(day, time(23, 59), tzinfo=calendar.tz)
            due = [due_after(calendar, start=start, clock=clock).at for start in (early, late)]
            yield (pack.marketplace, day, clock.kind.value, clock.amount, *due)


def _put(table: str, rows: Iterable[Sequence[object]]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)

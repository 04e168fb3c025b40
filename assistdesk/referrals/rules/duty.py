"""When a helper is on duty: weekly hours in their own zone, less breaks and absences, as moments."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

Stretch = tuple[datetime, datetime]
"""A stretch of time in UTC, the start inclusive, the end exclusive."""

DAY = timedelta(days=1)
UTC_ZONE = ZoneInfo("UTC")
AHEAD = timedelta(days=8)
"""How far ahead the next stretch is looked for at once: a week, and a day for hours over midnight."""


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """The same hours every week: `day` is 1 for Monday to 7 for Sunday.

    `start` is inclusive, `end` exclusive; an end that is not later than the start is on the next day, so
    midnight to midnight is the whole day.
    """

    day: int
    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Away:
    """An absence: from `starts_at`, inclusive, to `ends_at`, exclusive; None means until it is taken back."""

    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a helper means to be there. `days_off` are days in their `zone`, midnight to midnight."""

    zone: str
    hours: tuple[WeeklyHours, ...]
    breaks: tuple[WeeklyHours, ...] = ()
    days_off: frozenset[date] = frozenset()
    absences: tuple[Away, ...] = ()
    is_paused: bool = False


def windows(schedule: Schedule, *, start: datetime, end: datetime) -> list[Stretch]:
    """Return the stretches of duty between two moments, in order; those that touch are one.

    A time of day means the first moment at which the clock in the zone shows it or a later one. So an hour
    that daylight saving skips has no length, and one that it repeats is worked through from its first time.
    """
    if schedule.is_paused or start >= end:
        return []
    zone = ZoneInfo(schedule.zone)
    first, last = start.astimezone(zone).date() - 2 * DAY, end.astimezone(zone).date() + DAY
    there = _joined(_weekly(schedule.hours, zone, first, last))
    gone = _joined(_gone(schedule, zone, first, last, until=end))
    clipped = ((max(one, start), min(other, end)) for one, other in _without(there, gone))
    return [(one, other) for one, other in clipped if one < other]


def present_or_next(schedule: Schedule, *, at: datetime) -> Stretch | None:
    """Return the stretch of duty that `at` is in, or the next one; None where there will be none.

    One that began before starts at `at`. A stretch without an end (round the clock) ends some days ahead.
    """
    if schedule.is_paused or not schedule.hours:
        return None
    absences = [(one.starts_at, one.ends_at) for one in schedule.absences]
    zone = ZoneInfo(schedule.zone)
    ends = [ends_at for _, ends_at in absences if ends_at] + [
        moment(zone, day + DAY, time()) for day in schedule.days_off
    ]
    latest = max([at, *ends])
    for_good = min((starts_at for starts_at, ends_at in absences if ends_at is None), default=None)
    begin = at
    end = latest + 2 * AHEAD  # a week later at the most, or two where daylight saving skips the only hours
    while begin < end and (for_good is None or begin < for_good):
        found = windows(schedule, start=begin, end=begin + AHEAD)
        if found:
            starts_at = found[0][0]
            return windows(schedule, start=starts_at, end=starts_at + AHEAD)[0]
        begin += AHEAD
    return None


def is_on_duty(schedule: Schedule, *, at: datetime) -> bool:
    """Tell whether `at` is in a stretch of duty."""
    return bool(windows(schedule, start=at, end=at + timedelta(microseconds=1)))


def hours_a_week(schedule: Schedule) -> float:
    """Return the hours of an ordinary week, breaks taken off; absences and the pause make no difference."""
    monday = date(2024, 1, 1)
    days = (monday - 7 * DAY, monday + 14 * DAY)
    there = _joined(_weekly(schedule.hours, UTC_ZONE, *days))
    gone = _joined(_weekly(schedule.breaks, UTC_ZONE, *days))
    week = (datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 1, 8, tzinfo=UTC))
    clipped = ((max(one, week[0]), min(other, week[1])) for one, other in _without(there, gone))
    seconds = sum((other - one).total_seconds() for one, other in clipped if one < other)
    return seconds / 3600


@lru_cache(maxsize=1 << 14)
def moment(zone: ZoneInfo, day: date, clock_time: time) -> datetime:
    """Return the first moment, in UTC, at which the clock in `zone` shows this time of this day or later."""
    wanted = datetime.combine(day, clock_time, tzinfo=zone)
    found = wanted.astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None, fold=0) == wanted.replace(tzinfo=None):
        return found
    return _end_of_gap(zone, wanted)


def _end_of_gap(zone: ZoneInfo, wanted: datetime) -> datetime:
    """Return the moment at which the clock jumps over `wanted`, a time that it never shows."""
    late, early = wanted.astimezone(UTC), wanted.replace(fold=1).astimezone(UTC)
    offset = early.astimezone(zone).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=int((late - early).total_seconds()) // 2)
        if middle.astimezone(zone).utcoffset() == offset:
            early = middle
        else:
            late = middle
    return late


def _weekly(hours: Iterable[WeeklyHours], zone: ZoneInfo, first: date, last: date) -> Iterator[Stretch]:
    """Yield the weekly hours that start on the days from `first` to `last`, both inclusive."""
    by_day: dict[int, list[WeeklyHours]] = {}
    for one in hours:
        by_day.setdefault(one.day, []).append(one)
    day = first
    while day <= last:
        for one in by_day.get(day.isoweekday(), ()):
            ends_on = day if one.end > one.start else day + DAY
            yield moment(zone, day, one.start), moment(zone, ends_on, one.end)
        day += DAY


def _gone(
    schedule: Schedule, zone: ZoneInfo, first: date, last: date, *, until: datetime
) -> Iterator[Stretch]:
    """Yield when the helper is not there, though their hours say so."""
    yield from _weekly(schedule.breaks, zone, first, last)
    for day in schedule.days_off:
        if first <= day <= last:
            yield moment(zone, day, time()), moment(zone, day + DAY, time())
    for away in schedule.absences:
        yield away.starts_at, until if away.ends_at is None else away.ends_at


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches in order, those that touch or overlap as one, empty ones left out."""
    joined: list[Stretch] = []
    for start, end in sorted(one for one in stretches if one[0] < one[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _without(there: list[Stretch], gone: list[Stretch]) -> Iterator[Stretch]:
    """Yield what is left of `there` without `gone`; both in order and joined."""
    for start, end in there:
        begin = start
        for gone_from, gone_to in gone:
            if gone_to <= begin or gone_from >= end:
                continue
            if gone_from > begin:
                yield begin, gone_from
            begin = max(begin, gone_to)
        if begin < end:
            yield begin, end

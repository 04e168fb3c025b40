"""When a marketplace's teams are at work, and the moments at which their days open and close."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

OpenHours = tuple[time, time]
MIDNIGHT = time(0)
ONE_DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """The zone, the weekly hours and the holidays that business time is counted by.

    `hours` maps a weekday (1 Monday to 7 Sunday) to its spans of local time, (opens, closes), in
    order; a weekday that is missing or has no span is closed. `closes` at 00:00 is the end of
    that day. `holidays` maps a day that is closed for its whole length to the holiday's name.

    Raises:
        ValueError: the zone is unknown, no day of the week is open, or a day's spans are empty,
            overlap or stand out of order.
    """

    zone: str
    hours: Mapping[int, tuple[OpenHours, ...]]
    holidays: Mapping[date, str]

    def __post_init__(self) -> None:
        _check_zone(self.zone)
        _check_hours(self.hours)
        object.__setattr__(self, "hours", MappingProxyType(dict(self.hours)))
        object.__setattr__(self, "holidays", MappingProxyType(dict(self.holidays)))

    @property
    def tz(self) -> ZoneInfo:
        """The zone in which a day is a day."""
        return ZoneInfo(self.zone)

    def local_day(self, at: datetime) -> date:
        """Return the day that `at` falls on in the calendar's zone."""
        return aware(at).astimezone(self.tz).date()

    def is_open_on(self, day: date) -> bool:
        """Tell whether there is any business on `day`."""
        return bool(self.spans_of(day))

    def spans_of(self, day: date) -> tuple[OpenHours, ...]:
        """Return the local spans of business on `day`: none on a holiday or a closed weekday."""
        if day in self.holidays:
            return ()
        return self.hours.get(day.isoweekday(), ())

    def spans_at(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Return the spans of business on `day` as moments, in order."""
        for opens, closes in self.spans_of(day):
            yield self._opening(day, opens), self._closing(day, closes)

    def closes_at(self, day: date) -> datetime:
        """Return the close of business on `day`, which must be an open day."""
        _, closes = self.spans_of(day)[-1]
        return self._closing(day, closes)

    def next_open_day(self, day: date) -> date:
        """Return the first open day after `day`."""
        following = day + ONE_DAY
        while not self.is_open_on(following):
            following += ONE_DAY
        return following

    def _opening(self, day: date, opens: time) -> datetime:
        return local_moment(day, opens, tz=self.tz, second_pass=False)

    def _closing(self, day: date, closes: time) -> datetime:
        if closes == MIDNIGHT:
            return local_moment(day + ONE_DAY, MIDNIGHT, tz=self.tz, second_pass=False)
        return local_moment(day, closes, tz=self.tz, second_pass=True)


def aware(at: datetime) -> datetime:
    """Return `at` in UTC.

    Raises:
        ValueError: it has no zone, so nobody knows which moment it is.
    """
    if at.utcoffset() is None:
        raise ValueError("a moment needs a time zone")
    return at.astimezone(UTC)


def local_moment(day: date, at: time, *, tz: ZoneInfo, second_pass: bool) -> datetime:
    """Return the moment when clocks in `tz` show `at` on `day`.

    A time that clocks show twice that night is the first or the second one, as asked. A time
    that clocks jump over is the moment of the jump.
    """
    wall = datetime.combine(day, at)
    first, second = (wall.replace(tzinfo=tz, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first <= second:
        return second if second_pass else first
    return _clock_change(tz, after=second, until=first)


def _clock_change(tz: ZoneInfo, *, after: datetime, until: datetime) -> datetime:
    """Return the first moment that has the offset of `until`, where `after` still has another."""
    new_offset = until.astimezone(tz).utcoffset()
    while until - after > TICK:
        middle = after + (until - after) / 2
        if middle.astimezone(tz).utcoffset() == new_offset:
            until = middle
        else:
            after = middle
    return until


def _check_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, LookupError):
        raise ValueError(f"{zone!r} is no time zone; write it like America/New_York") from None


def _check_hours(hours: Mapping[int, tuple[OpenHours, ...]]) -> None:
    if not any(hours.values()):
        raise ValueError("no day of the week is open, so nothing could ever fall due")
    for weekday, spans in hours.items():
        if weekday not in range(1, 8):
            raise ValueError(f"a weekday is 1 (Monday) to 7 (Sunday), not {weekday}")
        _check_spans(spans, weekday=weekday)


def _check_spans(spans: tuple[OpenHours, ...], *, weekday: int) -> None:
    free_from: time | None = MIDNIGHT
    for opens, closes in spans:
        if opens.tzinfo is not None or closes.tzinfo is not None:
            raise ValueError(f"weekday {weekday}: hours are local times, without a zone")
        if free_from is None or opens < free_from:
            raise ValueError(f"weekday {weekday}: {opens:%H:%M} is before the hours above it end")
        if closes != MIDNIGHT and closes <= opens:
            raise ValueError(f"weekday {weekday}: {closes:%H:%M} is not after {opens:%H:%M}")
        free_from = None if closes == MIDNIGHT else closes

"""Calendars and moments that the tests of due times share."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from assistdesk.shared.calendar import BusinessCalendar

EASTERN = ZoneInfo("America/New_York")
NINE_HOURS = ((time(8), time(17)),)
WEEKDAYS = dict.fromkeys(range(1, 6), NINE_HOURS)


def calendar(
    *, holidays: Mapping[date, str] | None = None, zone: str = "America/New_York"
) -> BusinessCalendar:
    """Return a calendar open from 08:00 to 17:00 on weekdays."""
    return BusinessCalendar(zone=zone, hours=WEEKDAYS, holidays=holidays or {})


def local(text: str, *, fold: int = 0) -> datetime:
    """Return the moment at which clocks in New York show `text`, such as 2020-05-28 11:52."""
    return datetime.fromisoformat(text).replace(tzinfo=EASTERN, fold=fold).astimezone(UTC)

"""The days that lists are told by: today, in a week, and since when is the last month."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

A_WEEK = timedelta(days=7)
"""How far ahead a request for information counts as about to expire. Source: the dashboard's own words."""
DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Days:
    """What is meant by now, in the zone of a marketplace.

    `week_ends_on` is the last day that is within a week, inclusive. `month_began_at` is the first moment of
    the day with today's number in the month before.
    """

    at: datetime
    today: date
    week_ends_on: date
    month_began_at: datetime


def days_of(at: datetime, *, zone: str) -> Days:
    """Return the days of a moment."""
    place = ZoneInfo(zone)
    today = at.astimezone(place).date()
    began = datetime.combine(month_before(today), time.min, tzinfo=place)
    return Days(at, today, today + A_WEEK, began)


def month_before(day: date) -> date:
    """Return the day with the same number a month earlier, or that month's last where it has no such day."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, DECEMBER)
    return date(year, month, min(day.day, monthrange(year, month)[1]))

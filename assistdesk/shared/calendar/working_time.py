"""How much business time lies between two moments, and the moment at which so much has passed."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from assistdesk.shared.calendar.hours import ONE_DAY, BusinessCalendar, aware

NOTHING = timedelta(0)


def business_time_between(calendar: BusinessCalendar, *, start: datetime, end: datetime) -> timedelta:
    """Return the business time from `start` to `end`; negative where `end` is the earlier one."""
    start, end = aware(start), aware(end)
    if end < start:
        return -business_time_between(calendar, start=end, end=start)
    total = NOTHING
    for day in _days(calendar.local_day(start), until=calendar.local_day(end)):
        for opens, closes in calendar.spans_at(day):
            total += max(NOTHING, min(closes, end) - max(opens, start))
    return total


def add_business_time(calendar: BusinessCalendar, *, start: datetime, amount: timedelta) -> datetime:
    """Return the first moment at which `amount` of business time has passed since `start`.

    So a full day's worth ends at the close of business and not at the next opening.

    Raises:
        ValueError: the amount is negative.
    """
    start, left = aware(start), amount
    if left < NOTHING:
        raise ValueError("business time is laid forwards only")
    if left == NOTHING:
        return start
    day = calendar.local_day(start)
    while True:
        for opens, closes in calendar.spans_at(day):
            begins = max(opens, start)
            available = max(NOTHING, closes - begins)
            if available >= left:
                return begins + left
            left -= available
        day += ONE_DAY


def next_open_moment(calendar: BusinessCalendar, *, at: datetime) -> datetime:
    """Return the first moment from `at` on, `at` included, when there is business; closing time is closed."""
    at = aware(at)
    day = calendar.local_day(at)
    while True:
        for opens, closes in calendar.spans_at(day):
            if at < closes:
                return max(opens, at)
        day += ONE_DAY


def _days(day: date, *, until: date) -> Iterator[date]:
    """Return each day from `day` to `until`, both included."""
    while day <= until:
        yield day
        day += ONE_DAY

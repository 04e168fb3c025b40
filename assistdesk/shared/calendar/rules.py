"""When an answer is due, and why.

How business days are counted: the day that a request is received on is not counted; the first
business day after it is day one, and the answer is due at the close of business of day N. A
request that comes at or after closing time, on a holiday or on a closed weekday is received on the
next business day; one that comes before opening is received that same day. So two business days
from Thursday at 11:52 end at the close of Monday: Friday is day one and Monday day two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from assistdesk.shared.calendar.clocks import Clock, ClockKind, check_amount
from assistdesk.shared.calendar.hours import ONE_DAY, BusinessCalendar, aware, local_moment
from assistdesk.shared.calendar.working_time import business_time_between


class DayReason(StrEnum):
    """Why a day was counted, or was not. One that is added holds the time that was left after a pause."""

    RECEIVED = "received"
    AFTER_CLOSING = "after_closing"
    COUNTED = "counted"
    CLOSED_WEEKDAY = "closed_weekday"
    HOLIDAY = "holiday"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Day:
    """One day between a request and its due time.

    `number` says which of the promised days a counted one is, from 1; None for a day that was
    not counted. `holiday` is the holiday's name where that is the reason.
    """

    on: date
    reason: DayReason
    number: int | None = None
    holiday: str | None = None


@dataclass(frozen=True, slots=True)
class DueTime:
    """The moment until which an answer is in time, and every day that led to it.

    `days` runs from the day the request came, in the calendar's zone, to the day it is due. It is
    empty for a clock of hours, which skips nothing.
    """

    at: datetime
    days: tuple[Day, ...]


def due_after(calendar: BusinessCalendar, *, start: datetime, clock: Clock) -> DueTime:
    """Return when an answer is due by `clock`, as long as nothing pauses it.

    Raises:
        ValueError: the clock promises nothing.
    """
    match clock.kind:
        case ClockKind.BUSINESS_DAYS:
            return due_after_business_days(calendar, start=start, days=clock.amount)
        case ClockKind.CALENDAR_DAYS:
            return due_after_calendar_days(calendar, start=start, days=clock.amount)
        case ClockKind.HOURS:
            return due_after_hours(start=start, hours=clock.amount)
        case ClockKind.NONE:
            raise ValueError("this clock promises nothing, so nothing is due")


def due_after_business_days(calendar: BusinessCalendar, *, start: datetime, days: int) -> DueTime:
    """Return the close of business of the last of so many business days.

    Raises:
        ValueError: `days` is below 1 or above 366.
    """
    check_amount(days, kind=ClockKind.BUSINESS_DAYS)
    received = received_on(calendar, start=start)
    last = received
    for _ in range(days):
        last = calendar.next_open_day(last)
    account = _account(calendar, first=calendar.local_day(start), received=received, last=last)
    return DueTime(calendar.closes_at(last), tuple(account))


def received_on(calendar: BusinessCalendar, *, start: datetime) -> date:
    """Return the business day that a request made at `start` counts as received on."""
    day = calendar.local_day(start)
    if calendar.is_open_on(day) and aware(start) < calendar.closes_at(day):
        return day
    return calendar.next_open_day(day)


def due_after_hours(*, start: datetime, hours: int) -> DueTime:
    """Return the moment so many hours later, round the clock, in daylight-saving nights too.

    Raises:
        ValueError: `hours` is below 1 or above those of 366 days.
    """
    check_amount(hours, kind=ClockKind.HOURS)
    return DueTime(aware(start) + timedelta(hours=hours), ())


def due_after_calendar_days(calendar: BusinessCalendar, *, start: datetime, days: int) -> DueTime:
    """Return the same local time so many days later, open or not.

    A time that clocks jump over that night is the moment of the jump, one that they show twice
    is the first of the two.

    Raises:
        ValueError: `days` is below 1 or above 366.
    """
    check_amount(days, kind=ClockKind.CALENDAR_DAYS)
    local = aware(start).astimezone(calendar.tz)
    counted = tuple(
        Day(local.date() + timedelta(days=number), DayReason.COUNTED, number=number)
        for number in range(1, days + 1)
    )
    at = local_moment(counted[-1].on, local.time(), tz=calendar.tz, second_pass=False)
    return DueTime(at, (Day(local.date(), DayReason.RECEIVED), *counted))


def explain(calendar: BusinessCalendar, *, start: datetime, clock: Clock) -> tuple[Day, ...]:
    """Return why an answer is due when it is: each day, counted or not.

    Empty for a clock of hours, which skips nothing, and where there is no clock.
    """
    if clock.kind is ClockKind.NONE:
        return ()
    return due_after(calendar, start=start, clock=clock).days


def remaining(calendar: BusinessCalendar, *, now: datetime, due: datetime, clock: Clock) -> timedelta:
    """Return the time left until `due`, negative once it has passed.

    It is business time for a clock of business days, and time on the wall for the others.
    """
    if clock.kind is ClockKind.BUSINESS_DAYS:
        return business_time_between(calendar, start=now, end=due)
    return aware(due) - aware(now)


def _account(calendar: BusinessCalendar, *, first: date, received: date, last: date) -> Iterator[Day]:
    """Return each day from `first` to `last` with its reason; business days after `received` count."""
    day, number = first, 0
    while day <= last:
        if not calendar.is_open_on(day):
            yield closed_day(calendar, day)
        elif day < received:
            yield Day(day, DayReason.AFTER_CLOSING)
        elif day == received:
            yield Day(day, DayReason.RECEIVED)
        else:
            number += 1
            yield Day(day, DayReason.COUNTED, number=number)
        day += ONE_DAY


def closed_day(calendar: BusinessCalendar, day: date) -> Day:
    """Return why `day` is closed. One of the week's closed days needs no holiday to be closed."""
    if calendar.hours.get(day.isoweekday()):
        return Day(day, DayReason.HOLIDAY, holiday=calendar.holidays[day])
    return Day(day, DayReason.CLOSED_WEEKDAY)

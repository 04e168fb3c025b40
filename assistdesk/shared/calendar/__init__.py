"""Business hours, holidays and due times: when an answer is owed, and why then.

Plain arithmetic on values. It knows no database, no clock and no marketplace: hours, zone and
holidays come from the pack as a `BusinessCalendar`, what was promised as a `Clock`. Every moment
that goes in is aware, every moment that comes out is UTC, and every span is half-open. It queues
no jobs.
"""

from assistdesk.shared.calendar.account import Account, account_of, until
from assistdesk.shared.calendar.clocks import NO_CLOCK, Clock, ClockKind
from assistdesk.shared.calendar.hours import BusinessCalendar, OpenHours
from assistdesk.shared.calendar.pauses import ClockState, Pause, Standing, Stretch, due_with_pauses
from assistdesk.shared.calendar.rules import (
    Day,
    DayReason,
    DueTime,
    due_after,
    due_after_business_days,
    due_after_calendar_days,
    due_after_hours,
    explain,
    remaining,
)
from assistdesk.shared.calendar.working_time import (
    add_business_time,
    business_time_between,
    next_open_moment,
)

__all__ = [
    "NO_CLOCK",
    "Account",
    "BusinessCalendar",
    "Clock",
    "ClockKind",
    "ClockState",
    "Day",
    "DayReason",
    "DueTime",
    "OpenHours",
    "Pause",
    "Standing",
    "Stretch",
    "account_of",
    "add_business_time",
    "business_time_between",
    "due_after",
    "due_after_business_days",
    "due_after_calendar_days",
    "due_after_hours",
    "due_with_pauses",
    "explain",
    "next_open_moment",
    "remaining",
    "until",
]

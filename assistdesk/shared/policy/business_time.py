"""A pack's calendar and clocks as the values that business time is counted with."""

from assistdesk.shared.calendar import BusinessCalendar, Clock, ClockKind
from assistdesk.shared.policy.schema.calendar import BusinessCalendar as CalendarEdition
from assistdesk.shared.policy.schema.calendar import Weekday
from assistdesk.shared.policy.schema.values import ReplyClock


def business_calendar(edition: CalendarEdition, *, language: str) -> BusinessCalendar:
    """Return the hours and holidays of `edition`; the holidays are named in `language`."""
    weekdays = {weekday: number for number, weekday in enumerate(Weekday, start=1)}
    return BusinessCalendar(
        zone=edition.zone,
        hours={weekdays[day]: ((hours.opens, hours.closes),) for day, hours in edition.hours.items()},
        holidays={day: name.in_language(language) for day, name in edition.holidays.items()},
    )


def clock_of(promised: ReplyClock) -> Clock:
    """Return what a pack promises as a clock."""
    return Clock(ClockKind(promised.kind.value), promised.amount)

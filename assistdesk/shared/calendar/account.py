"""Why something is due when it is: each day counted or skipped, and what each pause added."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from assistdesk.shared.calendar.clocks import Clock, ClockKind
from assistdesk.shared.calendar.hours import ONE_DAY, BusinessCalendar, aware
from assistdesk.shared.calendar.pauses import Pause, Standing, due_with_pauses
from assistdesk.shared.calendar.rules import Day, DayReason, closed_day, due_after


@dataclass(frozen=True, slots=True)
class Account:
    """How a due time came about.

    `days` are those of the promise by itself, which ends at `promised_at`; `later_days` those that the pauses
    added after it, up to the due time. Both are empty for a clock of hours, which skips nothing. `standing`
    says when it is due now, and what each pause took.
    """

    standing: Standing
    promised_at: datetime
    days: tuple[Day, ...]
    later_days: tuple[Day, ...]


def account_of(
    calendar: BusinessCalendar, *, start: datetime, clock: Clock, pauses: Iterable[Pause], share: float = 1
) -> Account:
    """Return why an answer is due when it is, by a clock and its history of waiting.

    With a `share` below 1, `days` are those of the whole promise.

    Raises:
        ValueError: the clock promises nothing.
    """
    promised = due_after(calendar, start=start, clock=clock)
    standing = due_with_pauses(calendar, start=start, clock=clock, pauses=pauses, share=share)
    later: tuple[Day, ...] = ()
    if clock.kind is ClockKind.BUSINESS_DAYS and standing.due_at is not None and share >= 1:
        later = tuple(_added(calendar, after=promised.days[-1].on, until=calendar.local_day(standing.due_at)))
    return Account(standing, promised.at, promised.days, later)


def until(pauses: Iterable[Pause], *, end: datetime | None) -> tuple[Pause, ...]:
    """Return the pauses as they stood at `end`: those begun before it, the one that lasted still lasting."""
    if end is None:
        return tuple(pauses)
    known = [pause for pause in pauses if aware(pause.starts_at) < aware(end)]
    return tuple(
        Pause(one.starts_at, one.ends_at if one.ends_at and aware(one.ends_at) <= aware(end) else None)
        for one in known
    )


def _added(calendar: BusinessCalendar, *, after: date, until: date) -> Iterator[Day]:
    day = after + ONE_DAY
    while day <= until:
        yield Day(day, DayReason.ADDED) if calendar.is_open_on(day) else closed_day(calendar, day)
        day += ONE_DAY

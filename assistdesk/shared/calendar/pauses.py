"""A clock that stops while the desk waits for the helper, rebuilt from the history of an incident.

The time that was still to go when the clock stopped is laid again from the moment it starts: what
is due moves by exactly the clock's own time that was paused. So a pause of a business-day clock
that lies wholly outside business hours moves nothing, two pauses move as much as both together,
and a pause that begins once the answer is overdue changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from assistdesk.shared.calendar.clocks import Clock, ClockKind
from assistdesk.shared.calendar.hours import BusinessCalendar, aware
from assistdesk.shared.calendar.rules import due_after, remaining
from assistdesk.shared.calendar.working_time import NOTHING, add_business_time


class ClockState(StrEnum):
    """Whether an incident's clock runs."""

    NONE = "none"
    RUNNING = "running"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Pause:
    """One stretch of waiting for the helper. `ends_at` is exclusive; None while it lasts.

    Raises:
        ValueError: it ends before it starts.
    """

    starts_at: datetime
    ends_at: datetime | None

    def __post_init__(self) -> None:
        if self.ends_at is not None and aware(self.ends_at) < aware(self.starts_at):
            raise ValueError("a pause ends after it starts")


@dataclass(frozen=True, slots=True)
class Stretch:
    """One pause as it told: from when until when the clock stood still, and how much of its own time.

    `ends_at` is exclusive. Both are None while it lasts.
    """

    starts_at: datetime
    ends_at: datetime | None
    moved_by: timedelta | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How an incident stands against its promise, by its history so far.

    `due_at` is None where nothing is promised and while the clock is paused. `left` is the clock's
    own time that was still to go when it was paused, None unless it is. `moved_by` is how much of
    the clock's own time all finished pauses took, and `stretches` how much each of them did.
    """

    state: ClockState
    due_at: datetime | None = None
    left: timedelta | None = None
    moved_by: timedelta = NOTHING
    stretches: tuple[Stretch, ...] = field(default=(), compare=False)


def due_with_pauses(
    calendar: BusinessCalendar, *, start: datetime, clock: Clock, pauses: Iterable[Pause], share: float = 1
) -> Standing:
    """Return when an answer is due, with the stretches of waiting taken out of the clock.

    Pauses may come in any order and overlap; what lies before `start` or after the due time has
    no effect. With a `share` from 0 to 1 it is the moment when so much of the clock's own time has passed.
    """
    if clock.kind is ClockKind.NONE:
        return Standing(ClockState.NONE)
    stretches: list[Stretch] = []
    due_at, resumed_at = _due_without(calendar, start=start, clock=clock, share=share), aware(start)
    for pause in sorted(pauses, key=lambda pause: aware(pause.starts_at)):
        paused_at = max(aware(pause.starts_at), resumed_at)
        if paused_at >= due_at:
            break
        left = remaining(calendar, now=paused_at, due=due_at, clock=clock)
        if pause.ends_at is None:
            moved_by = _together(stretches)
            stretches.append(Stretch(paused_at, None, None))
            return Standing(ClockState.PAUSED, left=left, moved_by=moved_by, stretches=tuple(stretches))
        resumed_at = max(aware(pause.ends_at), paused_at)
        took = remaining(calendar, now=paused_at, due=resumed_at, clock=clock)
        stretches.append(Stretch(paused_at, resumed_at, took))
        due_at = _lay(calendar, left, start=resumed_at, clock=clock)
    return Standing(
        ClockState.RUNNING, due_at=due_at, moved_by=_together(stretches), stretches=tuple(stretches)
    )


def _due_without(calendar: BusinessCalendar, *, start: datetime, clock: Clock, share: float) -> datetime:
    """Return the moment when a share of the clock has passed, as long as nothing pauses it."""
    due_at = due_after(calendar, start=start, clock=clock).at
    if share >= 1:
        return due_at
    whole = remaining(calendar, now=start, due=due_at, clock=clock)
    return _lay(calendar, whole * share, start=aware(start), clock=clock)


def _together(stretches: Iterable[Stretch]) -> timedelta:
    return sum((one.moved_by for one in stretches if one.moved_by is not None), NOTHING)


def _lay(calendar: BusinessCalendar, left: timedelta, *, start: datetime, clock: Clock) -> datetime:
    """Return the moment at which `left` of the clock's own time has passed since `start`."""
    if clock.kind is ClockKind.BUSINESS_DAYS:
        return add_business_time(calendar, start=start, amount=left)
    return start + left

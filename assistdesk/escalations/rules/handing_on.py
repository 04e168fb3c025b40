"""When an outside office has had its own time to answer, and when it is reminded."""

from dataclasses import dataclass
from datetime import datetime

from assistdesk.shared.calendar import BusinessCalendar, Clock, ClockKind, due_after, next_open_moment


@dataclass(frozen=True, slots=True)
class Nudging:
    """How often an office was reminded, and may be reminded at most."""

    made: int
    most: int


def office_due_at(calendar: BusinessCalendar, *, clock: Clock, asked_at: datetime) -> datetime | None:
    """Return until when an office has time to answer what it was asked; None where no time is known."""
    if clock.kind is ClockKind.NONE:
        return None
    return due_after(calendar, start=asked_at, clock=clock).at


def next_nudge_at(
    calendar: BusinessCalendar, *, clock: Clock, asked_at: datetime, nudging: Nudging
) -> datetime | None:
    """Return when an office is reminded next, after it was asked, or reminded, at `asked_at`.

    That is once its own time has passed and business is open. None where it is not reminded any more.
    """
    due_at = office_due_at(calendar, clock=clock, asked_at=asked_at)
    if due_at is None or nudging.made >= nudging.most:
        return None
    return next_open_moment(calendar, at=due_at)


def asks_something(text: str, *, proposed: str) -> bool:
    """Return whether words for an office say more than those that were proposed, blanks filled in or not.

    The last proposed line is where the question stands: words behind it count, behind the others they don't.
    """
    lines = [line.strip() for line in proposed.splitlines() if line.strip()]
    if not lines:
        return bool(text.strip())
    *facts, question = lines
    said = (line.strip() for line in text.splitlines() if line.strip())
    return any(line != question and not line.startswith(tuple(facts)) for line in said)

"""The decisions about clocks: which ones run, when they are due, and when a lead is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from assistdesk.escalations.states import Timed
from assistdesk.shared.calendar import (
    BusinessCalendar,
    Clock,
    ClockState,
    Pause,
    Standing,
    due_with_pauses,
)

STOPPED_BY_WAITING = frozenset({Timed.REPLY, Timed.RESOLUTION, Timed.UPTAKE})
"""The clocks that stand still while the helper is asked."""


@dataclass(frozen=True, slots=True)
class Shares:
    """After which shares of the reply's clock a team's lead is told, from 0 to 1."""

    unassigned_after: float
    unanswered_after: float


@dataclass(frozen=True, slots=True)
class Laid:
    """Where a clock stands: `due_at` and `warn_at` are None, and `is_paused` true, while it is stopped."""

    due_at: datetime | None
    warn_at: datetime | None
    is_paused: bool


def laid(
    kind: Timed,
    *,
    calendar: BusinessCalendar,
    clock: Clock,
    started_at: datetime,
    pauses: tuple[Pause, ...],
    shares: Shares,
) -> Laid:
    """Return when a clock of an incident is due and when its lead is told, by its history of waiting.

    The uptake's clock is due once its share of the reply's clock has passed.
    """

    def after(share: float) -> Standing:
        counted = pauses if kind in STOPPED_BY_WAITING else ()
        return due_with_pauses(calendar, start=started_at, clock=clock, pauses=counted, share=share)

    due = after(shares.unassigned_after if kind is Timed.UPTAKE else 1)
    warn = after(shares.unanswered_after) if kind is Timed.REPLY else due
    return Laid(due.due_at, warn.due_at, due.state is ClockState.PAUSED)


def pauses_of(moves: Iterable[tuple[str, str, datetime]], *, waiting: str) -> tuple[Pause, ...]:
    """Return the stretches of waiting in a history of (from state, to state, moment), in order of time."""
    pauses: list[Pause] = []
    since: datetime | None = None
    for source, target, at in moves:
        if target == waiting and source != waiting:
            since = at
        elif source == waiting and target != waiting and since is not None:
            pauses.append(Pause(since, at))
            since = None
    if since is not None:
        pauses.append(Pause(since, None))
    return tuple(pauses)

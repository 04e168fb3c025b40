"""Where a request stands, as its resident is told: one stage of few, and whether the link still opens."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from assistdesk.referrals.states import ReferralState

REACHED = "reached"
"""The result of an attempt that says that helper and resident spoke; the others are the pack's own."""


class Stage(StrEnum):
    """What a resident is told. `nobody`: no promise was made, since nobody is there."""

    NOBODY = "nobody"
    SEARCHING = "searching"
    SLOW = "slow"
    LATE = "late"
    UNFILLED = "unfilled"
    SCHEDULED = "scheduled"
    FOUND = "found"
    OVERDUE = "overdue"
    TRIED = "tried"
    REACHED = "reached"
    COMPLETE = "complete"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides the stage.

    `is_alerted`: staff were told that nobody has taken the request. `results` are those of the attempts of
    the helper who has it now, in their order.
    """

    state: ReferralState
    is_promised: bool
    call_back_by: datetime | None
    is_alerted: bool
    results: tuple[str, ...]


_FIXED = {
    ReferralState.UNFILLED: Stage.UNFILLED,
    ReferralState.SCHEDULED: Stage.SCHEDULED,
    ReferralState.COMPLETE: Stage.COMPLETE,
    ReferralState.CANCELLED: Stage.CANCELLED,
}


def stage(facts: Facts, *, at: datetime) -> Stage:
    """Return what the resident is told at `at`; the promised moment itself is late already."""
    if facts.state in _FIXED:
        return _FIXED[facts.state]
    is_late = facts.call_back_by is not None and at >= facts.call_back_by
    if facts.state is ReferralState.IN_PROGRESS:
        return _with_helper(facts, is_late=is_late)
    if is_late:
        return Stage.LATE
    if facts.is_alerted:
        return Stage.SLOW
    return Stage.SEARCHING if facts.is_promised else Stage.NOBODY


def _with_helper(facts: Facts, *, is_late: bool) -> Stage:
    if REACHED in facts.results:
        return Stage.REACHED
    if facts.results:
        return Stage.TRIED
    return Stage.OVERDUE if is_late else Stage.FOUND


def is_link_good(*, ended_at: datetime | None, lasts: timedelta, at: datetime) -> bool:
    """Tell whether a status link opens: while the request goes on, and `lasts` after its end, exclusive."""
    return ended_at is None or at < ended_at + lasts

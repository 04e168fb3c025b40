"""Which step of the ladder is due, as time runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistdesk.referrals.rules.policy import Action, Ladder, Reach, Step

ASKING = (Action.GENERAL, Action.MASS)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a referral stands in its present round.

    `started_at` is when the round began: a referral that comes back ("nobody called me", silence, a window
    that was chosen) starts again. `rung` counts the steps of this round that asked somebody (general and
    mass ones; alerts and breaches are told by their flags). `asked_at` is when the last of them did, and
    `rejected_at` when an offer of this round was last rejected. `open_general` counts general offers that
    can still be answered. While somebody holds the referral, `held_until` says how long at most.
    """

    started_at: datetime
    rung: int = 0
    asked_at: datetime | None = None
    rejected_at: datetime | None = None
    open_general: int = 0
    held_until: datetime | None = None
    is_alerted: bool = False
    is_breached: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """How many are asked, how far they may be (None: the whole marketplace), and the language's rule."""

    people: int
    within_miles: int | None
    language: str


@dataclass(frozen=True, slots=True)
class Due:
    """A step to take now.

    `asks` holds the step's own reach, then the wider ones of later steps of its kind: where nobody fits the
    first, the next is tried at once, for as many people. `rung` is what progress holds once somebody was
    asked; where nobody fits any of them it stays, and the step is tried again (`look_again_at`). For an
    alert or a breach `asks` is empty.
    """

    action: Action
    asks: tuple[Ask, ...]
    rung: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing is due before `until`; None: until something else happens."""

    until: datetime | None


def next_action(ladder: Ladder, progress: Progress, *, at: datetime) -> Due | Wait | None:
    """Return the step that is due at `at`, or until when there is none, or None when all were taken.

    A step is due from the very moment on that is its time `after` the start of the round. One that comes
    `at_once_after_reject` is due as soon as an offer was rejected after the last step. Steps that ask wait
    while somebody holds the referral; `when_free` ones, and all that ask of an `exclusive` ladder, wait
    while a general offer is open. Alerts and breaches wait for nothing, and come before others.
    """
    marks = _open_marks(ladder, progress)
    for step in marks:
        if at >= progress.started_at + step.after:
            return Due(Action(step.action), (), progress.rung)
    asking = asking_steps(ladder)
    is_last = progress.rung >= len(asking)
    if is_last and not marks:
        return None
    moments = [progress.started_at + step.after for step in marks]
    if not is_last:
        due_at = _due_at(ladder, progress, step=asking[progress.rung], at=at)
        if due_at is not None and at >= due_at:
            return _due(asking, progress.rung)
        moments += [due_at] if due_at is not None else []
    return Wait(min(moments, default=None))


def _open_marks(ladder: Ladder, progress: Progress) -> list[Step]:
    done = {Action.ALERT_STAFF: progress.is_alerted, Action.RECORD_BREACH: progress.is_breached}
    return [step for step in ladder.steps if not done.get(Action(step.action), True)]


def asking_steps(ladder: Ladder) -> Sequence[Step]:
    """Return the steps that ask helpers, in the order of time."""
    return [step for step in ladder.steps if step.action in ASKING]


def _due_at(ladder: Ladder, progress: Progress, *, step: Step, at: datetime) -> datetime | None:
    """Return when a step that asks is due; None where that hangs on an open offer."""
    if progress.open_general and (ladder.exclusive or step.when_free):
        return None
    moment = progress.started_at + step.after
    if step.at_once_after_reject and _is_rejected(progress):
        moment = progress.started_at
    if progress.held_until is not None and at < progress.held_until:
        return max(moment, progress.held_until)
    return moment


def _is_rejected(progress: Progress) -> bool:
    """Tell whether an offer was rejected since the last step; one rejection brings one step."""
    if progress.rejected_at is None:
        return False
    return progress.asked_at is None or progress.rejected_at > progress.asked_at


def _due(asking: Sequence[Step], rung: int) -> Due:
    step = asking[rung]
    reaches: dict[tuple[int | None, str], None] = {}
    for wider in asking[rung:]:
        if wider.action == step.action:
            reaches.setdefault(_reach(wider))
    asks = tuple(Ask(step.people, miles, language) for miles, language in reaches)
    return Due(Action(step.action), asks, rung + 1)


def _reach(step: Reach) -> tuple[int | None, str]:
    return step.within_miles, step.language


def look_again_at(ladder: Ladder, progress: Progress, *, at: datetime) -> datetime:
    """Return when a step that found nobody at `at` is tried again: with the next step, or sooner."""
    later = [progress.started_at + step.after for step in ladder.steps]
    return min([at + ladder.look_again, *(moment for moment in later if moment > at)])


def closes_at(offered_at: datetime, *, window: timedelta) -> datetime:
    """Return when an offer closes, exclusive: at that moment it can't be accepted any more."""
    return offered_at + window

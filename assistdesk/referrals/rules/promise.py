"""Whether a call back in time can be promised, and which windows are offered where it can't."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistdesk.referrals.rules.policy import Promised, Rules
from assistdesk.referrals.rules.values import Candidate, Request


@dataclass(frozen=True, slots=True)
class Window:
    """When a resident can be called back: `starts_at` inclusive, `ends_at` exclusive."""

    starts_at: datetime
    ends_at: datetime


def chance(
    request: Request, candidates: Iterable[Candidate], *, waiting: int, rules: Rules, at: datetime
) -> float:
    """Return the chance, from 0 to 1, that somebody takes `request`; 0 where nobody eligible is on duty.

    `waiting` counts the other referrals that look for a helper now.
    """
    raise NotImplementedError


def is_keepable(
    request: Request,
    candidates: Iterable[Candidate],
    *,
    waiting: int,
    rules: Rules,
    promise: Promised,
    at: datetime,
) -> bool:
    """Tell whether the promise can be made: the chance is at least the pack's."""
    return chance(request, candidates, waiting=waiting, rules=rules, at=at) >= promise.keepable_chance


def windows_to_offer(
    coverage: Sequence[tuple[datetime, datetime]], *, promise: Promised, at: datetime
) -> tuple[Window, ...]:
    """Return the windows for a call back, in the order of time.

    `coverage` holds when at least one eligible helper is on duty: half-open spans in any order.
    """
    raise NotImplementedError

"""Whether a call back in time can be promised, and which windows are offered where it can't."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import prod

from assistdesk.referrals.rules.filters import ruled_out
from assistdesk.referrals.rules.ladder import Ask
from assistdesk.referrals.rules.policy import Promised, Rules, Tongue
from assistdesk.referrals.rules.scoring import acceptance_chance
from assistdesk.referrals.rules.values import Candidate, Request

ANYWHERE = Ask(people=1, within_miles=None, language=Tongue.INTERPRETER)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Window:
    """When a resident can be called back: `starts_at` inclusive, `ends_at` exclusive."""

    starts_at: datetime
    ends_at: datetime


def chance(
    request: Request, candidates: Iterable[Candidate], *, waiting: int, rules: Rules, at: datetime
) -> float:
    """Return the chance, from 0 to 1, that somebody takes `request`; 0 where nobody eligible is on duty.

    Anywhere in the marketplace and with an interpreter counts, as in the ladder's last steps. It is one less
    the chance that everybody lets it pass, where `waiting` other referrals that look for a helper now have
    their even share of the helpers.
    """
    eligible = [one for one in candidates if not ruled_out(request, one, step=ANYWHERE)]
    chances = [acceptance_chance(one.record, weights=rules.scoring, at=at) for one in eligible]
    nobody = prod(1.0 - each for each in chances)
    return 1.0 - float(nobody ** (1 / (waiting + 1)))


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
    coverage: Iterable[tuple[datetime, datetime]], *, promise: Promised, at: datetime
) -> tuple[Window, ...]:
    """Return the windows for a call back, in the order of time.

    `coverage` holds when at least one eligible helper is on duty: half-open spans in any order. Each window
    starts on a whole hour, not before `at` and less than `windows_ahead` after it, and is covered to its
    end.
    """
    until = at + promise.windows_ahead
    found: list[Window] = []
    for start, end in _joined(coverage):
        starts_at = _whole_hour(max(start, at))
        while starts_at < until and starts_at + promise.window_length <= end:
            found.append(Window(starts_at, starts_at + promise.window_length))
            starts_at += promise.window_length
    return tuple(found)


def _joined(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    joined: list[tuple[datetime, datetime]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _whole_hour(moment: datetime) -> datetime:
    floor = moment.replace(minute=0, second=0, microsecond=0)
    return floor if floor == moment else floor + HOUR

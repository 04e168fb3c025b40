"""How long an answer counts, and how long a page counts as open. At its end a span is over."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from assistdesk.consent.states import Ending


@dataclass(frozen=True, slots=True)
class Deadlines:
    """When a pending request ends. `lease_at` None: no page has to be open for it.

    `away_until` is set when the page said that it is being left: until then a reload goes on with it.
    """

    expires_at: datetime
    lease_at: datetime | None
    away_until: datetime | None


def first(*, started_at: datetime, answer_within: timedelta, lease: timedelta | None) -> Deadlines:
    """Return the deadlines of a request that starts now.

    Source: agent association to client cases, Electronic Consent 1 (90 seconds).
    """
    lease_at = started_at + lease if lease is not None else None
    return Deadlines(started_at + answer_within, lease_at, None)


def seen(deadlines: Deadlines, *, lease: timedelta, at: datetime) -> Deadlines:
    """Return the deadlines after a sign of life at `at` of the page, which was away perhaps."""
    return Deadlines(deadlines.expires_at, at + lease, None)


def away(deadlines: Deadlines, *, grace: timedelta, at: datetime) -> Deadlines:
    """Return the deadlines after the page said that it is being left; a second time changes nothing."""
    return Deadlines(deadlines.expires_at, deadlines.lease_at, deadlines.away_until or at + grace)


def may_answer(deadlines: Deadlines, *, at: datetime) -> bool:
    """Return whether a client's answer counts at `at`: in time, and with the helper's page open."""
    return ending(deadlines, at=at) is None and deadlines.away_until is None


def ending(deadlines: Deadlines, *, at: datetime) -> Ending | None:
    """Return why a pending request is over at `at`, by whichever deadline came first; None while it isn't."""
    left_at = min(
        (one for one in (deadlines.lease_at, deadlines.away_until) if one is not None), default=None
    )
    is_left = left_at is not None and at >= left_at
    if is_left and left_at is not None and left_at < deadlines.expires_at:
        return Ending.LEFT
    return Ending.NO_RESPONSE if at >= deadlines.expires_at else None


def seconds_left(until: datetime, *, at: datetime) -> int:
    """Return the whole seconds until a moment, begun ones counted; 0 from then on."""
    return max(0, ceil((until - at) / timedelta(seconds=1)))

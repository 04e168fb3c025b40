"""What a miss is, and what follows from it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistdesk.referrals.rules.policy import Misses

MASS = "mass"


class Answer(StrEnum):
    """What happened to an offer that a count of misses depends on."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """What is known of an offer. Pressing Accept while somebody else holds it is an answer too.

    `delivered_at` is when the first channel delivered it, and `ended_at` when it was withdrawn or taken by
    another; each None where that never happened.
    """

    kind: str
    closes_at: datetime
    delivered_at: datetime | None
    answered_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The count of consecutive misses, and what it brings now."""

    count: int
    is_warned: bool
    is_deregistered: bool


def is_miss(offer: OfferFacts, *, rules: Misses, at: datetime) -> bool:
    """Tell whether an offer is a miss at `at`.

    It is where it was delivered while it was open, stayed open for its whole window, and got no answer in
    it; and only if the pack counts offers of its kind. At the very moment that it closes it was missed.
    """
    is_counted = rules.mass_unanswered_is_a_miss if offer.kind == MASS else rules.general_unanswered_is_a_miss
    was_delivered = offer.delivered_at is not None and offer.delivered_at < offer.closes_at
    return (
        is_counted
        and was_delivered
        and at >= offer.closes_at
        and not _is_before(offer.answered_at, offer.closes_at)
        and not _is_before(offer.ended_at, offer.closes_at)
    )


def _is_before(moment: datetime | None, closes_at: datetime) -> bool:
    return moment is not None and moment < closes_at


def after(count: int, answer: Answer, *, rules: Misses) -> Standing:
    """Return where a helper stands after an answer, or a miss, that follows `count` misses in a row."""
    if answer is Answer.MISSED:
        more = count + 1
        return Standing(more, more in rules.warn_at, more >= rules.deregister_after)
    return Standing(0 if answer in rules.reset_by else count, is_warned=False, is_deregistered=False)

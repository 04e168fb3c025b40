"""Where a referral and an offer stand, and which moves there are."""

from enum import StrEnum

from assistdesk.shared.states import Move, MoveTable

ABOUT_REFERRAL = "referrals.referral"
"""What messages to residents and to staff are said to be about."""

ABOUT_OFFER = "referrals.offer"
"""What messages about one offer are said to be about."""

ABOUT_REGISTRATION = "referrals.registration"
"""What messages to a helper about taking part are said to be about: the account's id stands for it."""


class ReferralState(StrEnum):
    """Where a resident's request stands.

    `held`: somebody pressed Accept by link and has not typed the passcode yet. `unfilled`: the ladder is at
    its end and nobody took it. `scheduled`: the resident chose a time for the call.
    """

    PENDING = "pending"
    HELD = "held"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"
    CANCELLED = "cancelled"
    UNFILLED = "unfilled"
    SCHEDULED = "scheduled"


_FREE = frozenset({ReferralState.PENDING, ReferralState.HELD, ReferralState.UNFILLED})

REFERRAL = MoveTable(
    start=ReferralState.PENDING,
    moves=[
        Move("hold", _FREE, ReferralState.HELD),
        Move("release", frozenset({ReferralState.HELD}), ReferralState.PENDING),
        Move("accept", _FREE, ReferralState.IN_PROGRESS),
        Move("complete", frozenset({ReferralState.IN_PROGRESS}), ReferralState.COMPLETE),
        Move("give_up", frozenset({ReferralState.PENDING}), ReferralState.UNFILLED),
        Move("schedule", _FREE, ReferralState.SCHEDULED),
        Move("open", frozenset({ReferralState.SCHEDULED}), ReferralState.PENDING),
        Move(
            "not_called",
            frozenset({ReferralState.IN_PROGRESS, ReferralState.COMPLETE}),
            ReferralState.PENDING,
        ),
        Move("offer_again", frozenset({ReferralState.IN_PROGRESS}), ReferralState.PENDING),
        Move(
            "cancel",
            _FREE | {ReferralState.SCHEDULED, ReferralState.IN_PROGRESS},
            ReferralState.CANCELLED,
        ),
    ],
)

FREE_STATES = _FREE
"""States in which nobody has the referral for good, so that somebody may take it."""

OPEN_STATES = _FREE | {ReferralState.IN_PROGRESS, ReferralState.SCHEDULED}
"""States that are no end."""


class OfferKind(StrEnum):
    """How an offer was made: to one helper, to many, or by hand to one that staff chose."""

    GENERAL = "general"
    MASS = "mass"


class OfferState(StrEnum):
    """Where one helper's offer stands. All but the first are final."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"


_OPEN = frozenset({OfferState.OFFERED})

OFFER = MoveTable(
    start=OfferState.OFFERED,
    moves=[
        Move("accept", _OPEN, OfferState.ACCEPTED),
        Move("reject", _OPEN, OfferState.REJECTED),
        Move("miss", _OPEN, OfferState.MISSED),
        Move("withdraw", _OPEN, OfferState.WITHDRAWN),
    ],
)


class OfferEnding(StrEnum):
    """Why an offer is over, beyond its state."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNANSWERED = "unanswered"
    UNDELIVERED = "undelivered"
    TAKEN = "taken"
    CANCELLED = "cancelled"
    SCHEDULED = "scheduled"
    LAPSED = "lapsed"
    LEFT = "left"


class HoldEnding(StrEnum):
    """How a hold ended: with the passcode, by time, by a rejection, or because the resident withdrew."""

    CONFIRMED = "confirmed"
    LAPSED = "lapsed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class RegistrationStatus(StrEnum):
    """Whether a helper takes part.

    `started`: agreed, and not through all steps yet. `deregistered`: after misses; `left`: of their own.
    """

    STARTED = "started"
    REGISTERED = "registered"
    DEREGISTERED = "deregistered"
    LEFT = "left"


class DecisionKind(StrEnum):
    """Who decided that offers are made: the ladder, or staff by hand."""

    LADDER = "ladder"
    BY_HAND = "by_hand"


class BreachCause(StrEnum):
    """Why nobody had called in time."""

    NO_COVERAGE = "no_coverage"
    NO_ANSWER = "no_answer"
    DECLINED = "declined"
    NOT_CALLED = "not_called"

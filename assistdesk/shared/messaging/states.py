"""The states of a message on its way out, and of one that came in."""

from enum import StrEnum

from assistdesk.shared.states import Move, MoveTable


class Decision(StrEnum):
    """What was decided about a message before it may leave."""

    PASS = "pass"  # noqa: S105 - a decision, no password
    REDACT = "redact"
    HOLD = "hold"
    RELEASED = "released"


CLEARED = frozenset({Decision.PASS, Decision.REDACT, Decision.RELEASED})
"""The decisions with which a message may leave."""


class OutgoingState(StrEnum):
    """Where a message to the outside stands."""

    QUEUED = "queued"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


OUTGOING = MoveTable(
    start=OutgoingState.QUEUED,
    moves=[
        Move("hold", frozenset({OutgoingState.QUEUED}), OutgoingState.HELD),
        Move("release", frozenset({OutgoingState.HELD}), OutgoingState.QUEUED),
        Move("claim", frozenset({OutgoingState.QUEUED, OutgoingState.SENDING}), OutgoingState.SENDING),
        Move("put_off", frozenset({OutgoingState.SENDING}), OutgoingState.QUEUED),
        Move("accept", frozenset({OutgoingState.SENDING, OutgoingState.QUEUED}), OutgoingState.SENT),
        Move("confirm", frozenset({OutgoingState.SENDING, OutgoingState.SENT}), OutgoingState.DELIVERED),
        Move("give_up", frozenset({OutgoingState.QUEUED, OutgoingState.SENDING}), OutgoingState.FAILED),
        Move("bounce", frozenset({OutgoingState.SENDING, OutgoingState.SENT}), OutgoingState.FAILED),
    ],
)
"""All moves of a message to the outside.

`accept` may start from `queued` too: a provider's acceptance that is reported late, after the message was put
off for another try, still counts, so that it isn't sent again.
"""


class IncomingState(StrEnum):
    """Where a message from the outside stands."""

    UNMATCHED = "unmatched"
    MATCHED = "matched"


INCOMING = MoveTable(
    start=IncomingState.UNMATCHED,
    moves=[Move("match", frozenset({IncomingState.UNMATCHED}), IncomingState.MATCHED)],
)
"""All moves of a message from the outside."""


class Unmatched(StrEnum):
    """Why a message from the outside lies in the tray of staff."""

    NO_TRACE = "no_trace"
    STRANGER = "stranger"
    AUTOMATIC = "automatic"


class Failure(StrEnum):
    """Why a message has not gone out, or is tried again."""

    NO_ADDRESS = "no_address"
    BAD_ADDRESS = "bad_address"
    EXPIRED = "expired"
    UNREACHABLE = "unreachable"
    PUT_OFF = "put_off"
    REFUSED = "refused"
    UNDELIVERABLE = "undeliverable"


class Direction(StrEnum):
    """Which way a message went."""

    OUT = "out"
    IN = "in"


class FaultMode(StrEnum):
    """What a demo channel is made to do."""

    FAIL = "fail"
    OK = "ok"

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
    SPARE = "spare"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


OUTGOING = MoveTable(
    start=OutgoingState.QUEUED,
    moves=[
        Move("reserve", frozenset({OutgoingState.QUEUED}), OutgoingState.SPARE),
        Move("call_up", frozenset({OutgoingState.SPARE}), OutgoingState.QUEUED),
        Move("hold", frozenset({OutgoingState.QUEUED, OutgoingState.SENDING}), OutgoingState.HELD),
        Move("release", frozenset({OutgoingState.HELD}), OutgoingState.QUEUED),
        Move("drop", frozenset({OutgoingState.HELD}), OutgoingState.FAILED),
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
off for another try, still counts, so that it isn't sent again. `hold` may start from `sending`: the last
look before a message leaves may find a file that nobody could read.
"""


class IncomingState(StrEnum):
    """Where a message from the outside stands."""

    UNMATCHED = "unmatched"
    MATCHED = "matched"
    NOTED = "noted"
    DISMISSED = "dismissed"


INCOMING = MoveTable(
    start=IncomingState.UNMATCHED,
    moves=[
        Move("match", frozenset({IncomingState.UNMATCHED}), IncomingState.MATCHED),
        Move("note", frozenset({IncomingState.UNMATCHED}), IncomingState.NOTED),
        Move("dismiss", frozenset({IncomingState.UNMATCHED}), IncomingState.DISMISSED),
    ],
)
"""All moves of a message from the outside. A mail server's report on a mail of ours is noted there."""


class ArrivalState(StrEnum):
    """Whether a mail that came over the wire has been read."""

    WAITING = "waiting"
    READ = "read"


ARRIVAL = MoveTable(
    start=ArrivalState.WAITING,
    moves=[Move("read", frozenset({ArrivalState.WAITING}), ArrivalState.READ)],
)
"""All moves of a mail as it came over the wire."""


class MailKind(StrEnum):
    """Who wrote a message that came in; a `command` is one word by text message, such as STOP."""

    PERSON = "person"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    LOOP = "loop"
    UNREADABLE = "unreadable"
    COMMAND = "command"


class Unmatched(StrEnum):
    """Why a message from the outside lies in the tray of staff."""

    NO_TRACE = "no_trace"
    STRANGER = "stranger"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    LOOP = "loop"
    UNREADABLE = "unreadable"
    FORGED = "forged"
    SEVERAL = "several"
    SAME_ID = "same_id"
    BY_TEXT = "by_text"


class Failure(StrEnum):
    """Why a message has not gone out, or is tried again."""

    NO_ADDRESS = "no_address"
    BAD_ADDRESS = "bad_address"
    EXPIRED = "expired"
    UNREACHABLE = "unreachable"
    PUT_OFF = "put_off"
    REFUSED = "refused"
    UNDELIVERABLE = "undeliverable"
    NO_MAILBOX = "no_mailbox"
    MAILBOX_FULL = "mailbox_full"
    BLOCKED = "blocked"
    DROPPED = "dropped"
    NO_NUMBER = "no_number"
    NOT_MOBILE = "not_mobile"
    FILTERED = "filtered"
    OPTED_OUT = "opted_out"
    NOT_SIGNED_IN = "not_signed_in"
    NOT_READ_YET = "not_read_yet"


class Direction(StrEnum):
    """Which way a message went."""

    OUT = "out"
    IN = "in"


class FaultMode(StrEnum):
    """What a demo channel is made to do."""

    FAIL = "fail"
    OK = "ok"

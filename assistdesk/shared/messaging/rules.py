"""The decisions on messages: when to try again, what a server's answer means, what a reply says itself."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from assistdesk.shared.messaging.states import Decision, Failure

PAUSES = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
)
LONGEST_TRYING = timedelta(hours=72)

LASTING = frozenset({Failure.NO_MAILBOX, Failure.NO_NUMBER, Failure.NOT_MOBILE, Failure.BAD_ADDRESS})
NEVER_LATE = frozenset({"offer_passcode", "address_check", "consent_request"})
"""The messages that overtake everything else: somebody sits in front of a screen and waits for them."""
WHEN_STOPPED = frozenset({"sms_stopped", "sms_help"})
"""The text messages that still go to a number after its STOP: its one confirmation, and help asked for."""

_STRICTNESS = (Decision.PASS, Decision.REDACT, Decision.HOLD)
LONGEST_ADDRESS = 254
LONGEST_LOCAL_PART = 64

_MAIL_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[^\s@\[\]<>,;:\"()\\]+"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def next_attempt_at(
    *, attempts: int, queued_at: datetime, at: datetime, after: timedelta | None = None
) -> datetime | None:
    """Return when a message that failed for now at `at` is tried again; None after the last try.

    `attempts` counts those made so far. `after` is how long the provider asked to be left alone. The last try
    is 72 hours after the message was queued.
    """
    last = queued_at + LONGEST_TRYING
    if at >= last:
        return None
    pause = PAUSES[min(attempts, len(PAUSES)) - 1]
    return min(at + max(pause, after or timedelta(0)), last)


def marks_address(failure: Failure) -> bool:
    """Return whether a failure says that the address itself can't be reached, now and later."""
    return failure in LASTING


def spoils_spare(failure: Failure) -> bool:
    """Return whether after this failure a message is not sent by another channel either."""
    return failure in (Failure.DROPPED, Failure.EXPIRED)


def may_be_lost(*, attempts: int, failure: str) -> bool:
    """Return whether an earlier try may have reached a provider that then had no chance to say so.

    One that said to try again later took nothing.
    """
    return attempts > 0 and failure != Failure.PUT_OFF


def is_final(*, smtp_code: int) -> bool:
    """Return whether a mail server's answer will be the same next time.

    Source: RFC 5321, 4.2.1 (5yz: permanent).
    """
    return smtp_code >= 500


def stricter(*decisions: Decision) -> Decision:
    """Return the strictest of the guard's decisions on the parts of one message."""
    return max(decisions, key=_STRICTNESS.index)


def is_mail_address(text: str) -> bool:
    """Return whether `text` is one bare mail address: no name, no list, nothing that needs quotes.

    Source: RFC 5321, 4.1.2 (dot-string), 4.5.3.1 (64 and 254 characters).
    """
    is_short = len(text) <= LONGEST_ADDRESS and text.find("@") <= LONGEST_LOCAL_PART
    return is_short and _MAIL_ADDRESS.fullmatch(text) is not None


def storable(text: str) -> str:
    """Return `text` with plain line ends, without control characters and half characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").encode(errors="replace").decode()
    return _CONTROLS.sub("", lines)


def one_line(text: str) -> str:
    """Return `text` as one line without control characters: what may stand in a header."""
    return _BREAKS.sub(" ", text.encode(errors="replace").decode()).strip()


def failure_of(status: str) -> Failure:
    """Return why a mail came back, by its status: `5.1.1`, or empty where the report names none.

    Source: RFC 3463, 3.2 (addressing), 3.3 (mailbox), 3.8 (security or policy).
    """
    if status == "5.2.2":
        return Failure.MAILBOX_FULL
    if status.startswith("5.1."):
        return Failure.NO_MAILBOX
    return Failure.BLOCKED if status.startswith("5.7.") else Failure.UNDELIVERABLE


def cut_at(text: str, places: Sequence[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    """Return `text` in pieces, each with whether it lies in one of `places`: start, end, in order."""
    pieces, end = [], 0
    for start, stop in places:
        if start < end:
            continue
        pieces += [(text[end:start], False), (text[start:stop], True)]
        end = stop
    pieces.append((text[end:], False))
    return tuple(piece for piece in pieces if piece[0])


def masked(address: str) -> str:
    """Return an address of which only the one who knows it recognises it: `k•••@example.com`, `•••0123`."""
    name, mark, host = address.rpartition("@")
    if mark:
        return f"{name[:1]}•••@{host}"
    return f"•••{address[-4:]}" if address else ""

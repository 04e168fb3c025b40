"""The decisions on messages: when to try again, what a server's answer means, what a reply says itself."""

import re
from datetime import datetime, timedelta

from assistdesk.shared.messaging.states import Decision

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

_STRICTNESS = (Decision.PASS, Decision.REDACT, Decision.HOLD)
LONGEST_ADDRESS = 254
LONGEST_LOCAL_PART = 64

_MAIL_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[^\s@\[\]<>,;:\"()\\]+"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_QUOTE_HEADS = re.compile(
    r"^(?:On\b[^\n]{5,200}(?:\n[^\n]{0,100})?\bwrote:|El\b[^\n]{5,200}(?:\n[^\n]{0,100})?\bescribi[oó]:"
    r"|-{2,} ?(?:Original Message|Mensaje original) ?-{2,}|_{10,}"
    r"|(?:From|De): [^\n]{0,200}@[^\n]{1,200})[ \t]*$",
    re.MULTILINE,
)


def next_attempt_at(*, attempts: int, queued_at: datetime, at: datetime) -> datetime | None:
    """Return when a message that failed for now at `at` is tried again; None after the last try.

    `attempts` counts those made so far. The last try is 72 hours after the message was queued.
    """
    last = queued_at + LONGEST_TRYING
    if at >= last:
        return None
    return min(at + PAUSES[min(attempts, len(PAUSES)) - 1], last)


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


def own_words(text: str) -> str:
    """Return what a reply says itself: without the message that it quotes below or in between.

    Where nothing would be left, it is the whole text.
    """
    head = _QUOTE_HEADS.search(text)
    kept = text[: head.start()] if head else text
    lines = [line for line in kept.splitlines() if not line.lstrip().startswith(">")]
    return "\n".join(lines).strip() or text.strip()


def masked(address: str) -> str:
    """Return an address of which only the one who knows it recognises it: `k•••@example.com`, `•••0123`."""
    name, mark, host = address.rpartition("@")
    if mark:
        return f"{name[:1]}•••@{host}"
    return f"•••{address[-4:]}" if address else ""

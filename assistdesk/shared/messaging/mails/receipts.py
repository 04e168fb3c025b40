"""What a mail server's report says: of which mail of ours, and what became of it."""

import re
from collections.abc import Iterator
from email.message import Message

from assistdesk.shared.messaging.mails import headers
from assistdesk.shared.messaging.mails.parts import MOST_PARTS, body_of
from assistdesk.shared.messaging.mails.values import Receipt, ReceiptOutcome

LOOKED_AT = 100_000
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_BARE = re.compile(r"(?<![\d.])(5\d\d)[ -]")
_NAMED = re.compile(
    r"^(?:Message-ID|In-Reply-To|References)\s*:(.*(?:\n[ \t].*)*)", re.IGNORECASE | re.MULTILINE
)
_ACTIONS = {
    "failed": ReceiptOutcome.FAILED,
    "delayed": ReceiptOutcome.DELAYED,
    "relayed": ReceiptOutcome.DELAYED,
    "expanded": ReceiptOutcome.DELAYED,
    "delivered": ReceiptOutcome.DELIVERED,
}


def receipt_of(mail: Message, *, text: str) -> Receipt:
    """Return what a report of a mail server says; `text` are its words, for those servers that only write.

    Source: RFC 3464, 2.3.3 (action) and 2.3.4 (status); RFC 3463.
    """
    fields, originals = [], []
    for part in _walk(mail):
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            fields.append(body_of(part).decode("utf-8", "replace")[:LOOKED_AT])
        elif kind in (
            "message/rfc822",
            "text/rfc822-headers",
            "message/rfc822-headers",
            "message/global-headers",
        ):
            originals.append(body_of(part).decode("utf-8", "replace")[:LOOKED_AT])
    said = "\n".join(fields)
    written = text[:LOOKED_AT]
    names = [" ".join(_NAMED.findall(one)) for one in (*originals, written)]
    status = _status(said) or ("" if said else _status(written))
    return Receipt(_outcome(said, status), status, " ".join(" ".join(names).split())[: headers.LONGEST])


def _walk(mail: Message) -> Iterator[Message]:
    yield mail
    for count, part in enumerate(mail.walk()):
        if count and count < MOST_PARTS:
            yield part


def _outcome(fields: str, status: str) -> ReceiptOutcome:
    found = re.findall(r"^Action\s*:\s*([a-z]+)", fields, re.IGNORECASE | re.MULTILINE)
    outcomes = {_ACTIONS.get(one.lower(), ReceiptOutcome.FAILED) for one in found}
    for worst in (ReceiptOutcome.FAILED, ReceiptOutcome.DELAYED, ReceiptOutcome.DELIVERED):
        if worst in outcomes:
            return worst
    return {"4": ReceiptOutcome.DELAYED, "2": ReceiptOutcome.DELIVERED}.get(status[:1], ReceiptOutcome.FAILED)


def _status(text: str) -> str:
    named = re.search(r"^Status\s*:\s*([245]\.\d{1,3}\.\d{1,3})", text, re.IGNORECASE | re.MULTILINE)
    if named:
        return named[1]
    anywhere = _STATUS.search(text)
    if anywhere:
        return anywhere[1]
    return "5.0.0" if _BARE.search(text) else ""

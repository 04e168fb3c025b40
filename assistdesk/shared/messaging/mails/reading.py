"""One mail, taken apart as far as it can be, and given back whole where it can't."""

import hashlib
import re
from collections.abc import Sequence
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

from assistdesk.shared.messaging import rules
from assistdesk.shared.messaging.mails import headers, history, machines
from assistdesk.shared.messaging.mails.charsets import decoded
from assistdesk.shared.messaging.mails.parts import MOST_FILES, Contents, TooComplicated, contents_of
from assistdesk.shared.messaging.mails.receipts import receipt_of
from assistdesk.shared.messaging.mails.values import MailFile, ReadMail, Receipt
from assistdesk.shared.messaging.states import MailKind

SHOWN_OF_UNREADABLE = 100_000
HEADERS_OF_UNREADABLE = 200_000
LONGEST_FORM = 10_000
_FORMS = re.compile(rb"^content-[a-z-]{1,40}:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_TO = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "Resent-To")
_FORGED = re.compile(r"\bdmarc\s*=\s*fail\b", re.IGNORECASE)
_FAULTS = (TooComplicated, RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError)


def read_mail(raw: bytes, *, envelope_sender: str | None) -> ReadMail:
    """Return what a mail says. `envelope_sender` is None where nobody knows it, empty for the null sender.

    The old, lenient reader of the standard library is used and every header decoded here: the strict one
    fails on headers that real programs write. A mail that can't be taken apart, or is encrypted, is
    `UNREADABLE`; its headers are read all the same, and its text is the mail as it came.
    """
    try:
        _check_headers(raw)
        mail = message_from_bytes(raw, policy=headers.AS_WRITTEN)
        return _read(mail, contents_of(mail), raw, envelope_sender=envelope_sender)
    except _FAULTS:
        return unread_mail(raw)


def unread_mail(raw: bytes) -> ReadMail:
    """Return a mail with its headers read and nothing else: its text is the mail as it came."""
    return _unread(BytesHeaderParser(policy=headers.AS_WRITTEN).parsebytes(raw[:HEADERS_OF_UNREADABLE]), raw)


def _check_headers(raw: bytes) -> None:
    """Check that no header of a part's form is so long that the library takes minutes over it.

    Raises:
        TooComplicated: one is.
    """
    if any(len(one[0]) > LONGEST_FORM for one in _FORMS.finditer(raw)):
        raise TooComplicated


def _read(mail: Message, found: Contents, raw: bytes, *, envelope_sender: str | None) -> ReadMail:
    text = found.text()
    sender, subject = _sender(mail), headers.words(headers.first(mail, "Subject"))
    kind = machines.kind_of(mail, envelope_sender=envelope_sender, sender=sender, subject=subject)
    if kind is MailKind.PERSON and found.is_sealed and not text.strip():
        return _unread(mail, raw)
    split = history.split(text)
    forwarded = "\n\n".join(found.forwarded)
    return _made(
        mail,
        kind=kind,
        text=_joined(text, forwarded),
        split=history.Split(split.own, _joined(split.rest, forwarded)),
        files=_files(found),
        receipt=receipt_of(mail, text=text) if kind is MailKind.BOUNCE else None,
    )


def _unread(mail: Message, raw: bytes) -> ReadMail:
    whole = rules.storable(decoded(raw[:SHOWN_OF_UNREADABLE], None))
    return _made(
        mail, kind=MailKind.UNREADABLE, text=whole, split=history.Split(whole, ""), files=(), receipt=None
    )


def _made(
    mail: Message,
    *,
    kind: MailKind,
    text: str,
    split: history.Split,
    files: tuple[MailFile, ...],
    receipt: Receipt | None,
) -> ReadMail:
    said = " ".join(headers.every(mail, "Authentication-Results"))
    return ReadMail(
        kind=kind,
        sender=_sender(mail),
        to=tuple(one for value in headers.every(mail, *_TO) for one in headers.mailboxes(value)),
        subject=headers.words(headers.first(mail, "Subject")),
        text=text,
        own_text=split.own,
        history=split.rest,
        message_id=headers.message_id(headers.first(mail, "Message-ID")),
        in_reply_to=" ".join(headers.every(mail, "In-Reply-To")),
        references=" ".join(headers.every(mail, "References")),
        loops=tuple(one.strip().lower() for one in headers.every(mail, "X-Loop")),
        is_forged=bool(_FORGED.search(said)),
        files=files,
        receipt=receipt,
        digest=_digest(mail, text, files),
    )


def _sender(mail: Message) -> str:
    """Return the one address that a mail says to come from; empty where it names none, or several."""
    found = {one for value in headers.every(mail, "From") for one in headers.mailboxes(value)}
    return found.pop() if len(found) == 1 else ""


def _files(found: Contents) -> tuple[MailFile, ...]:
    """Return the files; those beyond what anybody sends stay in the original."""
    return tuple(
        MailFile(place, name, content) for place, (name, content) in enumerate(found.files[:MOST_FILES])
    )


def _joined(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text.strip())


def _digest(mail: Message, text: str, files: Sequence[MailFile]) -> str:
    """Return what the mail says, in 64 characters: the same for each copy, however it travelled."""
    parts = hashlib.sha256()
    for value in (
        _sender(mail),
        headers.first(mail, "Date"),
        headers.first(mail, "Subject"),
        " ".join(text.split()),
    ):
        parts.update(f"{len(value)}:{value}".encode(errors="replace"))
    for one in files:
        parts.update(hashlib.sha256(one.content).digest())
    return parts.hexdigest()

"""Signed reply addresses and Message-IDs: which thing a mail is about, forged by nobody.

A reply address is `reply+ID.SIGNATURE@host`, where ID is the thing's id in 26 letters and digits, so that the
part before the `@` stays within 64 characters and upper and lower case don't matter.

Source: RFC 5321, 4.5.3.1.1 (64 octets); RFC 5233 (the part after the plus sign).
"""

import re
from base64 import b32decode, b32encode
from binascii import Error
from collections.abc import Iterable, Iterator
from ipaddress import ip_address
from uuid import UUID

from django.conf import settings

from assistdesk.shared import keys

MAILBOX = "desk"
_REPLY = re.compile(r"^\s*<?reply\+([a-z2-7]{26})\.([a-z2-7]{16})@([^@>\s]+)>?\s*$", re.IGNORECASE)
_BOUNCE = re.compile(r"^\s*<?bounce\+([a-z2-7]{26})\.([a-z2-7]{16})@([^@>\s]+)>?\s*$", re.IGNORECASE)
_MESSAGE_ID = re.compile(r"<([a-z2-7]{26})\.([a-z2-7]{16})@[^<>@\s]+>", re.IGNORECASE)
_MESSAGE_PURPOSE = "message id"
_BOUNCE_PURPOSE = "bounce address"
_RECEIPT_PURPOSE = "text receipt"


def host() -> str:
    """Return the part of the desk's mail addresses behind the `@`; a desk at a bare number is `localhost`."""
    try:
        ip_address(settings.MAIL_DOMAIN)
    except ValueError:
        return str(settings.MAIL_DOMAIN)
    return "localhost"


def plain_address() -> str:
    """Return the desk's address for mail that can't be answered."""
    return f"{MAILBOX}@{host()}"


def reply_address(*, kind: str, thing_id: UUID) -> str:
    """Return the address whose mail joins the thing of this kind and id."""
    return f"reply+{_signed(thing_id, _reply_purpose(kind))}@{host()}"


def thing_of_reply_address(address: str, *, kinds: Iterable[str]) -> tuple[str, UUID] | None:
    """Return kind and id of the thing that mail to `address` joins, or None where the desk didn't sign it."""
    found = _REPLY.match(address)
    if found is None:
        return None
    for kind in kinds:
        thing_id = _unsigned(found[1], found[2], _reply_purpose(kind))
        if thing_id is not None:
            return kind, thing_id
    return None


def bounce_address(outgoing_id: UUID) -> str:
    """Return where mail servers report on one message: the sender on its envelope."""
    return f"bounce+{_signed(outgoing_id, _BOUNCE_PURPOSE)}@{host()}"


def outgoing_of_bounce_address(address: str) -> UUID | None:
    """Return the id of the message that reports to `address` are on, or None where we didn't sign it."""
    found = _BOUNCE.match(address)
    return _unsigned(found[1], found[2], _BOUNCE_PURPOSE) if found else None


def is_own(address: str) -> bool:
    """Tell whether mail to `address` comes to this desk, whatever stands before the `@`."""
    domain = address.rpartition("@")[2].strip("<> ").lower()
    return domain in (host().lower(), str(settings.MAIL_DOMAIN).lower())


def is_of_desk(address: str) -> bool:
    """Tell whether `address` is one that this desk writes from."""
    name = address.partition("@")[0].lower()
    return is_own(address) and (name == MAILBOX or name.startswith(("reply+", "bounce+")))


def message_id(outgoing_id: UUID) -> str:
    """Return the Message-ID of one message: the same at each try, so that a second copy is recognised."""
    return f"<{_signed(outgoing_id, _MESSAGE_PURPOSE)}@{host()}>"


def outgoing_ids(*headers: str) -> Iterator[UUID]:
    """Yield the ids of our own messages that are named in the headers, the last in each header first."""
    for header in headers:
        for name, signature in reversed(_MESSAGE_ID.findall(header)):
            outgoing_id = _unsigned(name, signature, _MESSAGE_PURPOSE)
            if outgoing_id is not None:
                yield outgoing_id


def receipt_token(outgoing_id: UUID) -> str:
    """Return by what a provider of text messages names one of ours when it reports on it."""
    return _signed(outgoing_id, _RECEIPT_PURPOSE)


def outgoing_of_receipt_token(token: str) -> UUID | None:
    """Return the id of the message that a report names, or None where we didn't sign it."""
    name, _, signature = token.partition(".")
    return _unsigned(name, signature, _RECEIPT_PURPOSE)


def _reply_purpose(kind: str) -> str:
    return f"reply address {kind}"


def _signed(thing_id: UUID, purpose: str) -> str:
    name = b32encode(thing_id.bytes).decode().rstrip("=").lower()
    return keys.sign(name, purpose=purpose)


def _unsigned(name: str, signature: str, purpose: str) -> UUID | None:
    try:
        payload = keys.unsign(f"{name.lower()}.{signature.lower()}", purpose=purpose)
        return UUID(bytes=b32decode(payload.upper() + "======"))
    except (keys.BadSignature, Error, ValueError):
        return None

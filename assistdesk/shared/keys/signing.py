"""Fingerprints that only this desk can make, and short signed texts for addresses and links."""

import hashlib
import hmac
import secrets
from base64 import b32encode

from django.conf import settings

SIGNATURE_CHARACTERS = 16  # 80 bits: a guess against one reply address is hopeless


class BadSignature(ValueError):
    """A signed text was made by somebody else, or for another purpose."""


def fingerprint(text: str, *, purpose: str) -> str:
    """Return a keyed hash of `text` as 64 hexadecimal digits; another purpose gives another one."""
    key = hashlib.sha256(f"{settings.SECRET_KEY}:{purpose}".encode()).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def sign(payload: str, *, purpose: str) -> str:
    """Return `payload` with a signature, in letters, digits and full stops that survive in an address."""
    return f"{payload}.{_signature(payload, purpose)}"


def unsign(signed: str, *, purpose: str) -> str:
    """Return the payload of a signed text; upper and lower case of the signature count the same.

    Raises:
        BadSignature: it was not signed by this desk for this purpose.
    """
    payload, _, signature = signed.rpartition(".")
    if not hmac.compare_digest(signature.lower().encode(), _signature(payload, purpose).encode()):
        raise BadSignature
    return payload


def random_token() -> str:
    """Return a new random text of 256 bits for use in a header or a link."""
    return secrets.token_urlsafe(32)


def _signature(payload: str, purpose: str) -> str:
    digest = bytes.fromhex(fingerprint(payload, purpose=f"signature:{purpose}"))
    return b32encode(digest).decode().lower()[:SIGNATURE_CHARACTERS]

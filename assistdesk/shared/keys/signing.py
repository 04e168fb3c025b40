"""Fingerprints that only this desk can make, and short signed texts for addresses and links.

The newest of the desk's secret keys makes them; what an older one made that is still kept is known too, so
that the key can be changed.
"""

import hashlib
import hmac
import secrets
from base64 import b32encode
from functools import lru_cache

from django.conf import settings

KEY_ID_CHARACTERS = 8
SIGNATURE_CHARACTERS = 16  # 80 bits: a guess against one reply address is hopeless


class BadSignature(ValueError):
    """A signed text was made by somebody else, or for another purpose."""


def fingerprint(text: str, *, purpose: str) -> str:
    """Return a keyed hash of `text` as 64 hexadecimal digits; another purpose gives another one."""
    return _hashed(text, purpose, settings.SECRET_KEY)


def fingerprints(text: str, *, purpose: str) -> list[str]:
    """Return the keyed hash of `text` by each of the desk's keys, the newest first: to find what is kept."""
    return [_hashed(text, purpose, key) for key in _keys()]


def identity_fingerprints(marketplace: str, name: str, value: str) -> list[str]:
    """Return the keyed hashes of a normalized `value`, called `name`, by which a person is found."""
    return fingerprints(f"{marketplace}\n{name}\n{value}", purpose="identity")


def key_id() -> str:
    """Return what tells the newest key from others, and says nothing of it: 8 hexadecimal digits."""
    return fingerprint("", purpose="key id")[:KEY_ID_CHARACTERS]


def sign(payload: str, *, purpose: str) -> str:
    """Return `payload` with a signature, in letters, digits and full stops that survive in an address."""
    return f"{payload}.{_signature(payload, purpose, settings.SECRET_KEY)}"


def unsign(signed: str, *, purpose: str) -> str:
    """Return the payload of a signed text; upper and lower case of the signature count the same.

    Raises:
        BadSignature: it was not signed by this desk for this purpose.
    """
    payload, _, signature = signed.rpartition(".")
    given = signature.lower().encode()
    good = [hmac.compare_digest(given, _signature(payload, purpose, key).encode()) for key in _keys()]
    if not any(good):
        raise BadSignature
    return payload


def random_token() -> str:
    """Return a new random text of 256 bits for use in a header or a link."""
    return secrets.token_urlsafe(32)


def _keys() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _hashed(text: str, purpose: str, secret: str) -> str:
    return _digest(text, purpose, secret).hex()


def _digest(text: str, purpose: str, secret: str) -> bytes:
    return hmac.digest(_key(purpose, secret), text.encode(), "sha256")


@lru_cache(maxsize=64)
def _key(purpose: str, secret: str) -> bytes:
    """Return the key of one purpose: worked out once, as each message is signed several times."""
    return hashlib.sha256(f"{secret}:{purpose}".encode()).digest()


def _signature(payload: str, purpose: str, secret: str) -> str:
    digest = _digest(payload, f"signature:{purpose}", secret)
    return b32encode(digest).decode().lower()[:SIGNATURE_CHARACTERS]

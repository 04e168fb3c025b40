"""Encryption at rest: AES-256-GCM, the key's id in the value, the place it belongs to bound in.

A sealed value is `version (1 byte) | key id (4 bytes) | nonce (12 bytes) | ciphertext and tag`. The
first of the desk's keys seals; any of them opens, so that keys can be rotated while the desk runs.

Source: NIST SP 800-38D, 8.2.2 (a random 96-bit nonce for each value).
"""

import hashlib
import os
from base64 import urlsafe_b64decode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

VERSION = b"\x01"
KEY_ID_BYTES = 4
NONCE_BYTES = 12
HEADER_BYTES = len(VERSION) + KEY_ID_BYTES + NONCE_BYTES


class Tampered(ValueError):
    """A sealed value was changed, moved to another place, or sealed with a key that is gone."""


def seal(plain: bytes, *, context: str) -> bytes:
    """Return `plain` encrypted so that it opens only with the same `context`, the place it is kept at."""
    key = _keys()[0]
    nonce = os.urandom(NONCE_BYTES)
    body = AESGCM(key).encrypt(nonce, plain, context.encode())
    return VERSION + _key_id(key) + nonce + body


def open_sealed(sealed: bytes, *, context: str) -> bytes:
    """Return what was sealed for `context`.

    Raises:
        Tampered: the value is not what `seal` made for this place with one of the desk's keys.
    """
    if len(sealed) <= HEADER_BYTES or sealed[:1] != VERSION:
        raise Tampered("This is not a sealed value.")
    key_id = sealed[1 : 1 + KEY_ID_BYTES]
    nonce = sealed[1 + KEY_ID_BYTES : HEADER_BYTES]
    for key in _keys():
        if _key_id(key) == key_id:
            try:
                return AESGCM(key).decrypt(nonce, sealed[HEADER_BYTES:], context.encode())
            except InvalidTag:
                raise Tampered("The value was changed or moved.") from None
    raise Tampered("The key of this value is gone.")


def _keys() -> list[bytes]:
    return [urlsafe_b64decode(key) for key in settings.FIELD_KEYS]


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"key id" + key).digest()[:KEY_ID_BYTES]

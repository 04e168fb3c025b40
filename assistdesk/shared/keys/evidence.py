"""The desk's own signature under what it hands out as evidence: Ed25519, provable by anybody.

The private key follows from the desk's secret key, so that a restored desk signs as before. Source: RFC 8032
(Ed25519), RFC 5869 (HKDF).
"""

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

PURPOSE = b"assistdesk evidence signature"
SEED_BYTES = 32


def sign_evidence(text: str) -> str:
    """Return the signature of a text by this desk, in base64."""
    return base64.b64encode(_key().sign(text.encode())).decode()


def evidence_key() -> Ed25519PublicKey:
    """Return the public key that proves this desk's signatures."""
    return _key().public_key()


def evidence_key_pem() -> str:
    """Return the same key as text in PEM, to be given to whoever may want to prove evidence one day."""
    return evidence_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _key() -> Ed25519PrivateKey:
    derive = HKDF(algorithm=SHA256(), length=SEED_BYTES, salt=None, info=PURPOSE)
    return Ed25519PrivateKey.from_private_bytes(derive.derive(settings.SECRET_KEY.encode()))

"""Encryption, fingerprints and signed links, all made from the desk's own secrets."""

from assistdesk.shared.keys.sealing import Tampered, open_sealed, seal
from assistdesk.shared.keys.signing import BadSignature, fingerprint, random_token, sign, unsign

__all__ = [
    "BadSignature",
    "Tampered",
    "fingerprint",
    "open_sealed",
    "random_token",
    "seal",
    "sign",
    "unsign",
]

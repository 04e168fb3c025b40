"""Encryption, fingerprints, signed links and evidence, all made from the desk's own secrets."""

from assistdesk.shared.keys.evidence import evidence_key, evidence_key_pem, sign_evidence
from assistdesk.shared.keys.sealing import Tampered, open_sealed, seal
from assistdesk.shared.keys.signing import (
    BadSignature,
    fingerprint,
    fingerprints,
    identity_fingerprints,
    key_id,
    random_token,
    sign,
    unsign,
)

__all__ = [
    "BadSignature",
    "Tampered",
    "evidence_key",
    "evidence_key_pem",
    "fingerprint",
    "fingerprints",
    "identity_fingerprints",
    "key_id",
    "open_sealed",
    "random_token",
    "seal",
    "sign",
    "sign_evidence",
    "unsign",
]

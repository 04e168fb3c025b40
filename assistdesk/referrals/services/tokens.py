"""The secrets in links: worked out from the desk's key and an id, so that none is kept anywhere.

A status link opens for as long as its referral is kept; what an offer's link may do ends with the offer.
"""

from uuid import UUID

from assistdesk.shared import keys

STATUS = "referrals.status"
OFFER = "referrals.offer"
PASSCODE = "referrals.passcode"
SHOWN = "referrals.shown"


def status_token(referral_id: UUID) -> str:
    """Return what stands in the link to a resident's status page."""
    return keys.sign(referral_id.hex, purpose=STATUS)


def offer_token(offer_id: UUID) -> str:
    """Return what stands in the link of an offer."""
    return keys.sign(offer_id.hex, purpose=OFFER)


def referral_of(token: str) -> UUID | None:
    """Return whose status page `token` opens; None where this desk did not make it."""
    return _id(token, purpose=STATUS)


def offer_of(token: str) -> UUID | None:
    """Return which offer's link `token` is of; None where this desk did not make it."""
    return _id(token, purpose=OFFER)


def _id(token: str, *, purpose: str) -> UUID | None:
    try:
        return UUID(hex=keys.unsign(token, purpose=purpose))
    except (keys.BadSignature, ValueError):
        return None


def passcode_hash(passcode: str, *, hold_id: UUID) -> str:
    """Return what is kept of a passcode: a keyed hash, bound to its hold."""
    return keys.fingerprint(f"{hold_id}:{passcode}", purpose=PASSCODE)


def proof(hold_id: UUID) -> str:
    """Return what the sender of the right passcode of a hold is known by."""
    return keys.sign(hold_id.hex, purpose=SHOWN)


def hold_of(proof: str) -> UUID | None:
    """Return of which hold `proof` is; None where this desk did not make it."""
    return _id(proof, purpose=SHOWN)

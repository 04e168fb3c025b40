"""The secrets in links: worked out from the desk's key and an id, so that none is kept anywhere.

What a link may do ends with its request, or with the association.
"""

import hmac
from uuid import UUID

from assistdesk.shared import keys

REQUEST = "consent.request"
REVOKE = "consent.revoke"
MATCH = "consent.match"
MATCH_DIGITS = 2


def request_token(request_id: UUID) -> str:
    """Return what stands in the link to a client's survey."""
    return keys.sign(request_id.hex, purpose=REQUEST)


def request_of(token: str) -> UUID | None:
    """Return which request's survey `token` opens; None where this desk did not make it."""
    return _id(token, purpose=REQUEST)


def revoke_token(grant_id: UUID) -> str:
    """Return what stands in the link by which a client takes consent back."""
    return keys.sign(grant_id.hex, purpose=REVOKE)


def grant_of(token: str) -> UUID | None:
    """Return which grant `token` takes back; None where this desk did not make it."""
    return _id(token, purpose=REVOKE)


def match_code(request_id: UUID) -> str:
    """Return the digits that the helper reads out and the client types."""
    number = int(keys.fingerprint(request_id.hex, purpose=MATCH), 16) % 10**MATCH_DIGITS
    return f"{number:0{MATCH_DIGITS}d}"


def is_match(code: str, *, request_id: UUID) -> bool:
    """Return whether `code` is the one of a request; in constant time."""
    return hmac.compare_digest(code.strip().encode(), match_code(request_id).encode())


def _id(token: str, *, purpose: str) -> UUID | None:
    try:
        return UUID(hex=keys.unsign(token, purpose=purpose))
    except (keys.BadSignature, ValueError):
        return None

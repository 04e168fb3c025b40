"""What tells one request that makes something from the next."""

import hashlib
import uuid

from django.http import HttpRequest

LONGEST = 150


def submission_key(request: HttpRequest) -> str:
    """Return the key of a submission: the caller's own Idempotency-Key, or a new one; never a long one."""
    given = request.headers.get("Idempotency-Key") or str(uuid.uuid4())
    return f"api {given if len(given) <= LONGEST else hashlib.sha256(given.encode()).hexdigest()}"

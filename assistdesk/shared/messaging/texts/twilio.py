"""What Twilio says: the codes of its refusals and reports, and how it signs its calls."""

import hmac
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit, urlunsplit

from assistdesk.shared.messaging.states import Failure

PORTS = {"https": 443, "http": 80}


class Outcome(StrEnum):
    """What a report says of a text message: the provider has it, it has arrived, or never will."""

    TAKEN = "taken"
    DELIVERED = "delivered"
    FAILED = "failed"


_OUTCOMES = {
    "accepted": Outcome.TAKEN,
    "scheduled": Outcome.TAKEN,
    "queued": Outcome.TAKEN,
    "sending": Outcome.TAKEN,
    "sent": Outcome.TAKEN,
    "delivered": Outcome.DELIVERED,
    "read": Outcome.DELIVERED,
    "undelivered": Outcome.FAILED,
    "failed": Outcome.FAILED,
    "canceled": Outcome.FAILED,
}
_FAILURES = {
    21211: Failure.NO_NUMBER,  # To is no valid number
    21217: Failure.NO_NUMBER,
    21265: Failure.NO_NUMBER,  # To is a short code
    21266: Failure.NO_NUMBER,  # To and From are the same
    21408: Failure.BLOCKED,  # region not permitted
    21610: Failure.OPTED_OUT,
    21612: Failure.NO_NUMBER,  # no way from this sender to this number
    21614: Failure.NOT_MOBILE,
    21635: Failure.NOT_MOBILE,  # To is a landline
    30004: Failure.FILTERED,  # blocked by the receiver's carrier
    30005: Failure.NO_NUMBER,  # unknown handset
    30006: Failure.NOT_MOBILE,  # landline, or a carrier out of reach
    30007: Failure.FILTERED,
    30036: Failure.EXPIRED,  # its validity period ended in the queue
}


def outcome_of(status: str) -> Outcome | None:
    """Return what a status means; None for one that says nothing of a message on its way out.

    Source: Twilio, Messages resource, "Message status values".
    """
    return _OUTCOMES.get(status)


def failure_of(code: int | None) -> Failure:
    """Return why a text message did not arrive, by Twilio's error code; undeliverable where it says nothing.

    Source: Twilio, error and warning dictionary.
    """
    return _FAILURES.get(code or 0, Failure.UNDELIVERABLE)


def signature_of(url: str, parameters: Mapping[str, Sequence[str]], *, secret: str) -> str:
    """Return the signature of a call to `url` with the parameters of a form.

    Source: Twilio, "Validating requests": HMAC-SHA1 over the address and, sorted by name, each parameter's
    name and value, in Base64; the key is the account's auth token.
    """
    named = (f"{name}{value}" for name in sorted(parameters) for value in sorted(set(parameters[name])))
    return b64encode(hmac.digest(secret.encode(), (url + "".join(named)).encode(), "sha1")).decode()


def is_signed_by_twilio(
    url: str, parameters: Mapping[str, Sequence[str]], *, signature: str, secret: str
) -> bool:
    """Return whether `signature` is right for a call to `url`; compared in constant time.

    Twilio has signed addresses with and without the usual port, so both are right.
    """
    given = signature.encode()
    found = [
        hmac.compare_digest(given, signature_of(one, parameters, secret=secret).encode())
        for one in _spellings(urlsplit(url))
    ]
    return any(found)


def _spellings(parts: SplitResult) -> Iterator[str]:
    yield urlunsplit(parts)
    usual = PORTS.get(parts.scheme)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    if parts.port is None and usual:
        yield urlunsplit(parts._replace(netloc=f"{host}:{usual}"))
    elif parts.port == usual:
        yield urlunsplit(parts._replace(netloc=str(host)))

"""Mails as they came over the wire: sealed in their row, opened for whoever reads them."""

from uuid import UUID

from assistdesk.shared import keys
from assistdesk.shared.messaging.models import Arrival


def content_of(arrival: Arrival) -> bytes:
    """Return a mail as it came over the wire."""
    return keys.open_sealed(bytes(arrival.sealed), context=place_of(arrival.id))


def place_of(arrival_id: UUID) -> str:
    """Return what a mail's seal is bound to, so that two cannot be exchanged."""
    return f"arrival {arrival_id}"

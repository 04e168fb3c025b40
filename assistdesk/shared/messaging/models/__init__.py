"""The outbox, what came in, what is known of addresses, and the faults that demo use can make."""

from assistdesk.shared.messaging.models.enclosures import Enclosure
from assistdesk.shared.messaging.models.faults import ChannelFault
from assistdesk.shared.messaging.models.incoming import Arrival, Incoming, SealedWords
from assistdesk.shared.messaging.models.numbers import AddressMark, OptOut, Pace
from assistdesk.shared.messaging.models.outgoing import (
    ADDRESS_LENGTH,
    LEASE,
    NAME_LENGTH,
    UNSENT,
    Outgoing,
    OutgoingQuerySet,
)

__all__ = [
    "ADDRESS_LENGTH",
    "LEASE",
    "NAME_LENGTH",
    "UNSENT",
    "AddressMark",
    "Arrival",
    "ChannelFault",
    "Enclosure",
    "Incoming",
    "OptOut",
    "Outgoing",
    "OutgoingQuerySet",
    "Pace",
    "SealedWords",
]

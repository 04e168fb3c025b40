"""Those who carry messages out of the desk: messaging alone reaches them, with what was cleared."""

from assistdesk.shared.messaging.providers.choice import most_per_second, open_provider
from assistdesk.shared.messaging.providers.protocol import (
    Acceptance,
    Provider,
    PutOff,
    TurnedDown,
    Unreachable,
)

__all__ = [
    "Acceptance",
    "Provider",
    "PutOff",
    "TurnedDown",
    "Unreachable",
    "most_per_second",
    "open_provider",
]

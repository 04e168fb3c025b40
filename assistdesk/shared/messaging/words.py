"""What pages say of a message's state and of why it has not gone out: English, to be translated."""

from collections.abc import Mapping
from types import MappingProxyType

from assistdesk.shared.messaging.states import Failure, OutgoingState

STATE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        OutgoingState.QUEUED.value: "Waiting to be sent",
        OutgoingState.HELD.value: "Held: it may contain personal information",
        OutgoingState.SENDING.value: "Being sent",
        OutgoingState.SENT.value: "Sent",
        OutgoingState.DELIVERED.value: "Delivered",
        OutgoingState.FAILED.value: "Not delivered",
        "received": "Received",
    }
)
FAILURE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        Failure.NO_ADDRESS.value: "There is no address to send it to.",
        Failure.BAD_ADDRESS.value: "The address can't be used.",
        Failure.EXPIRED.value: "It could not be sent in time.",
        Failure.UNREACHABLE.value: "The mail server can't be reached.",
        Failure.PUT_OFF.value: "The mail server asked to try again later.",
        Failure.REFUSED.value: "The mail server refused it.",
        Failure.UNDELIVERABLE.value: "The provider could not deliver it.",
    }
)

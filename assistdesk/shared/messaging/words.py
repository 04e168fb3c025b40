"""What pages say of a message's state and of why it has not gone out: English, to be translated."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_noop

from assistdesk.shared.messaging.states import Failure, OutgoingState

STATE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        OutgoingState.QUEUED.value: gettext_noop("Waiting to be sent"),
        OutgoingState.HELD.value: gettext_noop("Held: it may contain personal information"),
        OutgoingState.SENDING.value: gettext_noop("Being sent"),
        OutgoingState.SENT.value: gettext_noop("Sent"),
        OutgoingState.DELIVERED.value: gettext_noop("Delivered"),
        OutgoingState.FAILED.value: gettext_noop("Not delivered"),
        "received": gettext_noop("Received"),
    }
)
FAILURE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        Failure.NO_ADDRESS.value: gettext_noop("There is no address to send it to."),
        Failure.BAD_ADDRESS.value: gettext_noop("The address can't be used."),
        Failure.EXPIRED.value: gettext_noop("It could not be sent in time."),
        Failure.UNREACHABLE.value: gettext_noop("The service that carries it can't be reached."),
        Failure.PUT_OFF.value: gettext_noop("The service that carries it asked to try again later."),
        Failure.REFUSED.value: gettext_noop("The service that carries it refused it."),
        Failure.UNDELIVERABLE.value: gettext_noop("The service that carries it could not deliver it."),
    }
)

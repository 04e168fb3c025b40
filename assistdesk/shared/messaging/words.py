"""What pages say of a message's state and of why it has not gone out: English, to be translated."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext_noop

from assistdesk.shared.messaging.states import Failure, OutgoingState, Unmatched

STATE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        OutgoingState.QUEUED.value: gettext_noop("Waiting to be sent"),
        OutgoingState.SPARE.value: gettext_noop("Ready, should the other way fail"),
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
        Failure.NO_MAILBOX.value: gettext_noop("It came back: there is no such mailbox."),
        Failure.MAILBOX_FULL.value: gettext_noop("It came back: the mailbox is full."),
        Failure.BLOCKED.value: gettext_noop("It came back: the receiver's mail server would not take it."),
        Failure.DROPPED.value: gettext_noop("A person decided not to send it."),
        Failure.NO_NUMBER.value: gettext_noop("There is no such phone number, or texts can't reach it."),
        Failure.NOT_MOBILE.value: gettext_noop("The number can't get text messages, such as a landline."),
        Failure.FILTERED.value: gettext_noop("The receiver's phone company did not let it through."),
        Failure.OPTED_OUT.value: gettext_noop("The receiver asked for no text messages (STOP)."),
        Failure.NOT_SIGNED_IN.value: gettext_noop("The service that carries it turned the desk itself away."),
        Failure.NOT_READ_YET.value: gettext_noop("A file that goes along is still being read."),
    }
)
UNMATCHED_WORDS: Mapping[str, str] = MappingProxyType(
    {
        Unmatched.NO_TRACE.value: gettext_noop("It answers no mail of this desk, and names no incident."),
        Unmatched.STRANGER.value: gettext_noop("Its sender is nobody we wrote to about this."),
        Unmatched.AUTOMATIC.value: gettext_noop("A machine wrote it, such as an out-of-office answer."),
        Unmatched.BOUNCE.value: gettext_noop("A mail server reports on a mail that is not known here."),
        Unmatched.LOOP.value: gettext_noop("Mail of this desk came back, or went round in a circle."),
        Unmatched.UNREADABLE.value: gettext_noop("It is encrypted, or damaged, and shown as it came."),
        Unmatched.FORGED.value: gettext_noop("A mail server found that its sender is not who it says."),
        Unmatched.SEVERAL.value: gettext_noop("It names several incidents, so a person has to choose."),
        Unmatched.BY_TEXT.value: gettext_noop("It came as a text message, which can name no incident."),
        Unmatched.SAME_ID.value: gettext_noop("Another mail with the same Message-ID came before."),
    }
)

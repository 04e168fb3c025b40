"""Which provider carries which channel here, and the faults that demo use can make."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from django.conf import settings

from assistdesk.shared.messaging.clearance import Cleared
from assistdesk.shared.messaging.models import ChannelFault
from assistdesk.shared.messaging.providers.mailbox import open_mailbox
from assistdesk.shared.messaging.providers.protocol import Acceptance, Provider, Unreachable
from assistdesk.shared.messaging.providers.smtp import open_smtp
from assistdesk.shared.messaging.providers.twilio import open_twilio
from assistdesk.shared.policy.schema import ChannelName


class BrokenProvider:
    """A channel that demo use has made to fail."""

    def send(self, message: Cleared) -> Acceptance:  # noqa: ARG002 - the interface has it
        """Take nothing."""
        raise Unreachable


@contextmanager
def open_provider(channel: ChannelName) -> Iterator[Provider]:
    """Open the provider of `channel` for one batch."""
    if settings.DEMO and ChannelFault.objects.filter(channel=channel.value).exists():
        yield BrokenProvider()
        return
    with _real(channel) as provider:
        yield provider


def most_per_second(channel: ChannelName) -> float | None:
    """Return how many messages a second the provider of `channel` may be given; None for any number."""
    return settings.SMS.per_second if channel is ChannelName.SMS and settings.SMS is not None else None


def _real(channel: ChannelName) -> AbstractContextManager[Provider]:
    if channel is ChannelName.EMAIL and settings.SMTP is not None:
        return open_smtp()
    if channel is ChannelName.SMS and settings.SMS is not None:
        return open_twilio()
    return open_mailbox()

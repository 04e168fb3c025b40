"""Which provider carries which channel here, and the faults that demo use can make."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from django.conf import settings

from assistdesk.shared.messaging.clearance import Cleared
from assistdesk.shared.messaging.models import ChannelFault
from assistdesk.shared.messaging.providers.mailbox import open_mailbox
from assistdesk.shared.messaging.providers.protocol import Acceptance, Provider, Unreachable
from assistdesk.shared.messaging.providers.smtp import open_smtp
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


def _real(channel: ChannelName) -> AbstractContextManager[Provider]:
    if channel is ChannelName.EMAIL and settings.SMTP is not None:
        return open_smtp()
    return open_mailbox()

"""The desk's own mailbox: takes everything and hands nothing on. Its page shows the rows of the outbox."""

from collections.abc import Iterator
from contextlib import contextmanager

from assistdesk.shared.messaging.clearance import Cleared
from assistdesk.shared.messaging.providers.protocol import Acceptance


class MailboxProvider:
    """Takes messages of any channel."""

    def send(self, message: Cleared) -> Acceptance:
        """Take one message."""
        return Acceptance(reference=f"mailbox:{message.id}")


@contextmanager
def open_mailbox() -> Iterator[MailboxProvider]:
    """Open the mailbox; there is nothing to reach."""
    yield MailboxProvider()

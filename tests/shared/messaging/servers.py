"""Real mail servers of these tests: they take mail on this machine, refuse it, or die on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from assistdesk.site.environment import Smtp
from tests.mail_server import Inbox
from tests.serving import free_port


@dataclass
class MoodyInbox(Inbox):
    """An inbox whose answers a test chooses: the codes it gives, one a mail, before it takes any."""

    to_receivers: list[str] = field(default_factory=list)
    to_data: list[str] = field(default_factory=list)
    connections: int = 0

    async def handle_EHLO(  # noqa: N802 - the library calls it so
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Count a connection."""
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802 - the library calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a receiver, or give the next of the answers."""
        if self.to_receivers:
            return self.to_receivers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library calls it so
        """Keep one mail, or give the next of the answers."""
        if self.to_data:
            return self.to_data.pop(0)
        return await super().handle_DATA(server, session, envelope)


@contextmanager
def running(inbox: MoodyInbox, port: int) -> Iterator[None]:
    """Run a mail server for as long as the block does."""
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def use(port: int, settings: Settings) -> None:
    """Let the desk hand its mail to the server at a port of this machine."""
    settings.SMTP = Smtp("127.0.0.1", port, "", "", use_tls=False, use_ssl=False)


__all__ = ["MoodyInbox", "free_port", "running", "use"]

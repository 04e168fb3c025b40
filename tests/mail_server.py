"""A real mail server for tests: takes mail on this machine and keeps it."""

import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.serving import free_port

WAITING_SECONDS = 20


@dataclass
class Inbox:
    """What came in, oldest first, as parsed mails with the receivers of their envelopes."""

    mails: list[tuple[list[str], EmailMessage]] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library calls it so
        """Keep one mail."""
        mail = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append((list(envelope.rcpt_tos), mail))
        return "250 kept"

    def to(self, address: str) -> list[EmailMessage]:
        """Return the mails for one address, oldest first."""
        return [mail for receivers, mail in self.mails if address in receivers]

    def wait_for(self, address: str, *, count: int = 1) -> EmailMessage:
        """Return the newest mail for an address once there are `count`."""
        deadline = time.monotonic() + WAITING_SECONDS
        while time.monotonic() < deadline:
            if len(self.to(address)) >= count:
                return self.to(address)[-1]
            time.sleep(0.1)
        raise AssertionError(f"only {len(self.to(address))} mails of {count} came for {address}")


class MailServer:
    """The server with its inbox; use it in a `with` block."""

    def __init__(self) -> None:
        self.inbox = Inbox()
        self.port = free_port()
        self._controller = Controller(self.inbox, hostname="127.0.0.1", port=self.port)

    @property
    def url(self) -> str:
        """The address for ASSISTDESK_SMTP_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    def __enter__(self) -> "MailServer":
        """Start it."""
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self._controller.stop()


def text_of(mail: EmailMessage) -> str:
    """Return the plain text of a mail."""
    body = mail.get_body(preferencelist=("plain",))
    assert body is not None
    content: str = body.get_content()
    return content

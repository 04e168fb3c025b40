"""What the door says: yes to our own addresses, and only once a mail is kept for good."""

from asyncio import BaseTransport, Transport
from collections import defaultdict
from typing import AnyStr

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from assistdesk.shared.messaging import addresses
from assistdesk.shared.messaging.values import RawMail
from assistdesk.site.mail.keeping import Keeper

LARGEST_MAIL = 36 * 1024 * 1024  # bytes: an attachment of 25 MB in base64, and its mail
LONGEST_LINE = 1024 * 1024  # longer than RFC 5321, 4.5.3.1.6 asks for: some programs never break a line
LONGEST_COMMAND = 4096
MOST_RECEIVERS = 100
MOST_CONNECTIONS = 100
IDLE_SECONDS = 300  # RFC 5321, 4.5.3.2
NAME = "AssistDesk"

log = structlog.get_logger("assistdesk.mail")


class Porter:
    """Decides at the door; one for all connections of a place."""

    def __init__(self, keeper: Keeper, *, door: str) -> None:
        self._keeper = keeper
        self._door = door
        self.connections = 0

    async def handle_RCPT(  # noqa: N802 - the library calls it so
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take our own addresses, and nobody else's: this desk hands no mail on."""
        if not addresses.is_own(address) and address.lower() != "postmaster":
            return "550 5.7.1 This desk takes mail for its own addresses alone"
        if len(envelope.rcpt_tos) >= MOST_RECEIVERS:
            return "452 4.5.3 Too many receivers; send the others with another copy"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Fine"

    async def handle_DATA(  # noqa: N802 - the library calls it so
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep a mail; the answer 250 comes after the database has it for good."""
        mail = RawMail(
            door=self._door,
            envelope_from=envelope.mail_from or "",
            envelope_to=tuple(envelope.rcpt_tos),
            content=envelope.original_content or b"",
        )
        if await self._keeper.keep(mail):
            return "250 2.0.0 Kept"
        return "451 4.3.0 The desk can't keep mail just now; try again later"

    async def handle_exception(self, error: Exception) -> str:
        """Ask to try again after a fault of the desk's, so that nothing is lost by it."""
        log.error("fault at the door", fault=type(error).__name__)
        return "451 4.3.0 Something went wrong here; try again later"


class MailDoor(SMTP):
    """One connection that speaks SMTP."""

    line_length_limit = LONGEST_LINE
    command_size_limit = LONGEST_COMMAND
    command_size_limits = defaultdict(lambda: LONGEST_COMMAND)

    def __init__(self, porter: Porter) -> None:
        super().__init__(
            porter,
            data_size_limit=LARGEST_MAIL,
            enable_SMTPUTF8=True,
            hostname=addresses.host(),
            ident=NAME,
            timeout=IDLE_SECONDS,
        )
        self._porter = porter
        self._is_let_in = False

    def connection_made(self, transport: BaseTransport) -> None:
        """Let a connection in, unless too many are open."""
        if self._porter.connections >= MOST_CONNECTIONS:
            assert isinstance(transport, Transport)
            transport.write(b"421 4.3.2 Too many connections; try again later\r\n")
            transport.close()
            return
        self._porter.connections += 1
        self._is_let_in = True
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Note that a connection has gone."""
        if self._is_let_in:
            self._porter.connections -= 1
            super().connection_lost(error)


class LocalMailDoor(MailDoor, LMTP):
    """One connection that speaks LMTP: a mail is answered for once for each of its receivers.

    Source: RFC 2033, 4.2. The library answers once.
    """

    _receivers = 0
    _is_begun = False

    async def push(self, status: AnyStr) -> None:
        """Send an answer; one to the whole of a mail is said for each receiver."""
        times = self._receivers if self._is_begun else 1
        self._is_begun = self._is_begun or (bool(self._receivers) and str(status).startswith("354"))
        for _ in range(times):
            await super().push(status)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - the library calls it so
        """Take a mail."""
        self._receivers = len(self.envelope.rcpt_tos) if self.envelope else 0
        try:
            await super().smtp_DATA(arg)
        finally:
            self._receivers, self._is_begun = 0, False

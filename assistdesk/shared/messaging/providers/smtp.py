"""E-mail by SMTP: one connection for a batch, through Django's backend."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from assistdesk.shared.messaging import addresses, rules
from assistdesk.shared.messaging.clearance import Cleared
from assistdesk.shared.messaging.providers.protocol import Acceptance, PutOff, TurnedDown, Unreachable
from assistdesk.shared.messaging.states import Failure


class SmtpProvider:
    """A mail server that takes mail for everybody."""

    def __init__(self, backend: EmailBackend) -> None:
        self._backend = backend

    def send(self, message: Cleared) -> Acceptance:
        """Hand one mail to the server; its acceptance is the answer 250 to the whole mail."""
        try:
            self._backend.open()
        except (OSError, smtplib.SMTPException):
            raise Unreachable from None
        try:
            _mail(message, self._backend).send()
        except ValueError:  # what Django says of an address that can't stand in a header
            raise TurnedDown(Failure.BAD_ADDRESS) from None
        except smtplib.SMTPRecipientsRefused as refused:
            self._forget_connection()
            raise _answer(max(code for code, _ in refused.recipients.values())) from None
        except smtplib.SMTPResponseException as refused:
            self._forget_connection()
            raise _answer(refused.smtp_code) from None
        except (OSError, smtplib.SMTPException):
            self._forget_connection()
            raise PutOff(Failure.UNREACHABLE) from None
        return Acceptance(reference=message.message_id)

    def _forget_connection(self) -> None:
        """Let the next mail have a connection of its own: this one may be in the middle of something."""
        close_quietly(self._backend)


@contextmanager
def open_smtp() -> Iterator[SmtpProvider]:
    """Open the mail server of the settings for one batch; it is connected to with the first mail."""
    server = settings.SMTP
    assert server is not None
    backend = EmailBackend(
        host=server.host,
        port=server.port,
        username=server.username,
        password=server.password,
        use_tls=server.use_tls,
        use_ssl=server.use_ssl,
        timeout=settings.EMAIL_TIMEOUT,
    )
    try:
        yield SmtpProvider(backend)
    finally:
        close_quietly(backend)


def close_quietly(backend: EmailBackend) -> None:
    """Close the connection; a server that is gone already doesn't matter."""
    try:
        backend.close()
    except (OSError, smtplib.SMTPException):
        backend.connection = None


def _mail(message: Cleared, backend: EmailBackend) -> EmailMessage:
    headers = {
        "From": formataddr((message.from_name, message.from_address)),
        "Message-ID": message.message_id,
        "Content-Language": message.language,
        "X-Loop": addresses.plain_address(),
    }
    if message.answers:
        headers |= {"In-Reply-To": message.answers, "References": message.answers}
    if message.is_automatic:
        headers |= {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    mail = EmailMessage(
        subject=message.subject,
        body=message.body,
        from_email=addresses.bounce_address(message.id),  # where mail servers report on it
        to=[formataddr((message.to_name, message.to_address))],
        reply_to=[message.from_address],
        headers=headers,
        connection=backend,
    )
    for one in message.files:
        mail.attach(one.name, one.content, one.content_type)
    return mail


def _answer(code: int) -> PutOff | TurnedDown:
    if rules.is_final(smtp_code=code):
        return TurnedDown(Failure.REFUSED)
    return PutOff(Failure.PUT_OFF)

"""Delivering a mail in demo use: written like any mail, kept and read as one that a mail server brought."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTPUTF8
from email.utils import format_datetime, make_msgid

from assistdesk.shared.messaging import rules, services
from assistdesk.shared.messaging.values import RawMail, Received


def deliver(*, sender: str, to: str, subject: str, text: str, in_reply_to: str, at: datetime) -> Received:
    """Deliver one mail through the same door as a real one, and return what became of it."""
    content = _written(sender=sender, to=to, subject=subject, text=text, in_reply_to=in_reply_to, at=at)
    mail = RawMail("demo", rules.one_line(sender), (rules.one_line(to),), content)
    [arrival_id] = services.keep_mails([mail], at=at)
    return services.read_arrival(arrival_id, at=at)


def _written(*, sender: str, to: str, subject: str, text: str, in_reply_to: str, at: datetime) -> bytes:
    """Return the mail as a mail program writes it; headers that are no headers are left as they are."""
    body = EmailMessage(policy=SMTPUTF8)
    body.set_content(rules.storable(text), cte="base64")
    headers = {
        "From": sender,
        "To": to,
        "Subject": subject,
        "Date": format_datetime(at),
        "Message-ID": make_msgid(domain="demo.example"),
        "In-Reply-To": in_reply_to,
    }
    lines = [f"{name}: {rules.one_line(value)}" for name, value in headers.items() if value]
    return "\r\n".join(lines).encode(errors="replace") + b"\r\n" + body.as_bytes()

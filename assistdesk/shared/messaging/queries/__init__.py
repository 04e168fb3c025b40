"""Questions about messages: what became of them, what was sent, what came in, what waits for a person."""

from assistdesk.shared.messaging.queries.inbox import (
    IncomingReply,
    incoming,
    is_anything_unread,
    mail_files,
    original,
    waiting_with,
)
from assistdesk.shared.messaging.queries.outbox import (
    Fate,
    Mail,
    MailboxPage,
    fate_of,
    fates_of,
    is_anything_due,
    mailbox,
    message_id_of,
    one_mail,
)
from assistdesk.shared.messaging.queries.waiting import (
    HeldRow,
    TrayRow,
    WaitingCount,
    WaitingPage,
    held_page,
    tray,
    tray_mail,
    tray_page,
    waiting_count,
)

__all__ = [
    "Fate",
    "HeldRow",
    "IncomingReply",
    "Mail",
    "MailboxPage",
    "TrayRow",
    "WaitingCount",
    "WaitingPage",
    "fate_of",
    "fates_of",
    "held_page",
    "incoming",
    "is_anything_due",
    "is_anything_unread",
    "mail_files",
    "mailbox",
    "message_id_of",
    "one_mail",
    "original",
    "tray",
    "tray_mail",
    "tray_page",
    "waiting_count",
    "waiting_with",
]

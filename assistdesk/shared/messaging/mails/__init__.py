"""Reading one mail as it came over the wire: what it says, who wrote it, and whether a person did.

Nothing here knows a database. Whatever bytes come in, something can be shown of them: what can't be taken
apart is given back whole, as `MailKind.UNREADABLE`.
"""

from assistdesk.shared.messaging.mails.reading import read_mail, unread_mail
from assistdesk.shared.messaging.mails.values import MailFile, ReadMail, Receipt, ReceiptOutcome

__all__ = ["MailFile", "ReadMail", "Receipt", "ReceiptOutcome", "read_mail", "unread_mail"]

"""Who may answer one of our messages: whoever it was sent to and, for an office, its colleagues."""

from collections.abc import Collection, Sequence
from uuid import UUID

from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.policy.templates import TEMPLATE_RULES

FREE_MAIL = frozenset(
    {
        "aol.com", "att.net", "bellsouth.net", "comcast.net", "cox.net", "fastmail.com", "gmail.com",
        "gmx.com", "gmx.net", "googlemail.com", "hotmail.com", "hotmail.es", "hushmail.com", "icloud.com",
        "live.com", "mac.com", "mail.com", "me.com", "msn.com", "outlook.com", "outlook.es", "pm.me",
        "proton.me", "protonmail.com", "rocketmail.com", "sbcglobal.net", "tutanota.com", "verizon.net",
        "yahoo.com", "yahoo.com.mx", "yahoo.es", "yandex.com", "ymail.com", "zoho.com",
    }
)  # fmt: skip
"""Mail domains that anybody can have an address at, so that sharing one says nothing.

Source: assumed; the providers of mail for everybody that people in the United States commonly use.
"""

OFFICE_TEMPLATES = frozenset(key for key, rule in TEMPLATE_RULES.items() if rule.by_office)
"""The messages that go to an office and not to one person."""


def answered(ours: Sequence[Outgoing], *, sender: str, named: Collection[UUID]) -> Outgoing | None:
    """Return which of our messages, the oldest first, a mail from `sender` answers; None where none.

    `named` are the ids of our messages that its headers name. Of several messages to that very address, it is
    the one named, or else the latest. Somebody else at an office's own mail domain may answer a message to
    that office: the one named or, where all went to one address, the latest.
    """
    if not sender:
        return None
    latest_first = list(reversed(ours))
    own = [row for row in latest_first if row.to_address.upper() == sender.upper()]
    if own:
        return _named(own, named) or own[0]
    domain = own_domain(sender)
    if domain is None:
        return None
    offices = [
        row
        for row in latest_first
        if row.template in OFFICE_TEMPLATES and row.to_address.upper().endswith(f"@{domain}".upper())
    ]
    is_clear = len({row.to_address.casefold() for row in offices}) == 1
    return _named(offices, named) or (offices[0] if is_clear else None)


def own_domain(address: str) -> str | None:
    """Return the mail domain of an address that is an organization's own; None for one open to anybody."""
    _, mark, domain = address.strip().casefold().rpartition("@")
    return domain if mark and domain and domain not in FREE_MAIL else None


def _named(rows: list[Outgoing], named: Collection[UUID]) -> Outgoing | None:
    return next((row for row in rows if row.id in named), None)

"""Which messages are alike, and which hold words that somebody typed: the others are read once."""

from collections.abc import Hashable

from assistdesk.shared.messaging import consumers
from assistdesk.shared.messaging.values import Message
from assistdesk.shared.policy.templates import TEMPLATE_RULES
from assistdesk.shared.privacy.known import NOTHING_KNOWN, KnownValues

FILLED_IN = frozenset({"sign_off", "marketplace", "pii_reminder"})
"""What rendering fills in from the pack."""

HELPERS = ("helper_name", "staff_name", "agency")
"""Values of templates that name people who help, and whom they work for; never a consumer."""

OWN_OF_EACH = frozenset({"link", "receiver_name", "answer_by", "closes_at", "npn", *HELPERS})
NOBODY_TYPED = OWN_OF_EACH | {"reference", "program", "language", "area"}
"""What the desk itself fills in; what is a message's own among it tells nobody anything."""

TYPED = ("text", "details")
"""What people write into a template; all else the desk fills in."""

LONGEST_NPN = 10


def sameness(message: Message, language: str, edition: str) -> Hashable | None:
    """Return what tells apart messages in which nobody typed a word; None for others.

    A receiver's or helper's name with a digit or an address in it is somebody's words, and so is a producer
    number that is none.
    """
    values = message.values
    if not TEMPLATE_RULES[message.template].placeholders - FILLED_IN <= NOBODY_TYPED:
        return None
    if not all(_is_name(one) for one in (message.to.name, *(values.get(name, "") for name in HELPERS))):
        return None
    if not _is_number(values.get("npn", "")):
        return None
    said = frozenset((name, value) for name, value in values.items() if name not in OWN_OF_EACH)
    return message.template, message.channel, language, edition, said


def known_in(message: Message) -> KnownValues:
    """Return what the guard must find in a message's words; nothing, unasked, where nobody typed any."""
    typed = any(message.values.get(name) for name in TYPED)
    return consumers.known_of(message.about.kind, message.about.id) if typed else NOTHING_KNOWN


def helpers_in(message: Message) -> frozenset[str]:
    """Return the names of people who help, and of whom they work for, that the desk filled in."""
    return frozenset(message.values.get(name, "") for name in HELPERS)


def _is_name(value: str) -> bool:
    return not any(each.isdigit() or each == "@" for each in value)


def _is_number(value: str) -> bool:
    """Return whether a value can be a producer number, or says that there is none."""
    return value in ("", "-") or (value.isascii() and value.isdigit() and len(value) <= LONGEST_NPN)

"""Which messages are alike, so that the guard reads one of them: those in which nobody typed a word."""

from collections.abc import Hashable

from assistdesk.shared.messaging.values import Message
from assistdesk.shared.policy.templates import TEMPLATE_RULES

FILLED_IN = frozenset({"sign_off", "marketplace", "pii_reminder"})
"""What rendering fills in from the pack."""

OWN_OF_EACH = frozenset({"link", "receiver_name"})
NOBODY_TYPED = OWN_OF_EACH | {"reference", "program", "language", "area", "closes_at"}
"""What the desk itself fills in; what is a message's own among it tells nobody anything."""

HELPERS = ("helper_name", "staff_name", "agency")
"""Values of templates that name people who help, and whom they work for; never a consumer."""


def sameness(message: Message, language: str, edition: str) -> Hashable | None:
    """Return what tells apart messages in which nobody typed a word; None for others.

    A receiver's name with a digit or an address in it is somebody's words.
    """
    if any(each.isdigit() or each == "@" for each in message.to.name):
        return None
    if not TEMPLATE_RULES[message.template].placeholders - FILLED_IN <= NOBODY_TYPED:
        return None
    said = frozenset((name, value) for name, value in message.values.items() if name not in OWN_OF_EACH)
    return message.template, message.channel, language, edition, said


def helpers_in(message: Message) -> frozenset[str]:
    """Return the names of people who help, and of whom they work for, that the desk filled in."""
    return frozenset(message.values.get(name, "") for name in HELPERS)

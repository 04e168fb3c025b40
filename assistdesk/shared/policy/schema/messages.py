"""What the desk writes to people, by channel and language (`messages/`)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from assistdesk.shared.policy.schema.base import Edition, Value
from assistdesk.shared.policy.schema.guarding import GuardRules
from assistdesk.shared.policy.schema.references import MessageKey
from assistdesk.shared.policy.schema.words import PublicWords, Words


class ChannelName(StrEnum):
    """A way to reach somebody."""

    EMAIL = "email"
    SMS = "sms"
    PHONE = "phone"


class EmailTemplate(Value):
    """An e-mail: subject line and body."""

    subject: Words
    body: Words


class Template(Value):
    """One message, in the channels that it goes out by."""

    email: EmailTemplate | None = None
    sms: Words | None = None


class MessagesEdition(Edition):
    """The messages sent between two days.

    `channels` are those the marketplace uses, in the order in which they are tried; `pii_reminder` is what
    every message that can be answered says about personal information; `guard` is what the privacy guard
    decides on it.
    """

    channels: Annotated[tuple[ChannelName, ...], Field(min_length=1)]
    sender_name: PublicWords
    sign_off: PublicWords
    pii_reminder: PublicWords
    guard: GuardRules = GuardRules()
    messages: dict[MessageKey, Template]

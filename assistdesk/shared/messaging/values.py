"""What goes into messaging and comes out of it, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from uuid import UUID

from assistdesk.shared.messaging.mails import Receipt
from assistdesk.shared.messaging.states import Failure, MailKind
from assistdesk.shared.messaging.texts import Outcome
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account, Person
from assistdesk.shared.policy.schema import ChannelName, Pack


class Priority(IntEnum):
    """What goes first when much is waiting."""

    MASS = -10
    ORDINARY = 0
    URGENT = 10


@dataclass(frozen=True, slots=True)
class About:
    """The thing that a message is about: its kind, such as `escalations.incident`, and its id."""

    kind: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a message. All but the ids is personal and is not printed."""

    name: str = field(repr=False)
    email: str = field(repr=False)
    phone: str = field(repr=False)
    language: str
    account_id: UUID | None = None
    person_id: UUID | None = None

    @classmethod
    def account(cls, account: Account) -> "Recipient":
        """Return the person behind an account."""
        return cls(account.name, account.email, account.phone, account.language, account_id=account.id)

    @classmethod
    def person(cls, person: Person) -> "Recipient":
        """Return somebody who is helped."""
        name = f"{person.first_name} {person.last_name}".strip()
        return cls(name, person.email, person.phone, person.language, person_id=person.id)

    @classmethod
    def actor(cls, actor: Actor) -> "Recipient":
        """Return the one who acts; an actor has no phone."""
        return cls(actor.name, actor.email, "", actor.language, account_id=actor.account_id)

    def address(self, channel: ChannelName) -> str:
        """Return where `channel` reaches them; empty where it does not."""
        return (self.email if channel is ChannelName.EMAIL else self.phone).strip()


@dataclass(frozen=True, slots=True)
class Message:
    """A message to be queued: the pack's template `template`, with `values` for its placeholders.

    `values` are those of `TEMPLATE_RULES[template]` but for `sign_off`, `marketplace`, `pii_reminder` and
    `receiver_name`. `dedupe_key` names the occasion: a second message with the same key is the first one.
    `expires_at` is exclusive: from then on it is not sent any more. `is_automatic` is false for what a person
    wrote. `is_first` says that nothing was sent about the same thing to the same address before. Of messages
    that are as urgent and queued at the same moment, that of the smallest `rank` goes first. Of `files`, by
    their ids, copies go along with a mail: it waits until somebody has looked through each.
    """

    pack: Pack
    template: str
    to: Recipient
    about: About
    values: Mapping[str, str] = field(repr=False)
    channel: ChannelName = ChannelName.EMAIL
    is_automatic: bool = True
    dedupe_key: str | None = None
    expires_at: datetime | None = None
    priority: Priority = Priority.ORDINARY
    is_first: bool = False
    rank: int = 0
    files: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Inbound:
    """A message as a door took it in. `to` holds every address it was sent to.

    `message_id`, `in_reply_to` and `references` are as in the headers, empty where there are none;
    `is_automatic` says that a machine wrote it (RFC 3834), `kind` what sort of machine. `own_text` and
    `history` are what was told apart in `text`, `files` the names and sizes of what came with it, `digest`
    its content in short, and `loops` its X-Loop marks. `is_forged`: a mail server found that its sender is
    not the truth.
    """

    channel: ChannelName
    sender: str = field(repr=False)
    to: tuple[str, ...] = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    message_id: str = ""
    in_reply_to: str = ""
    references: str = ""
    is_automatic: bool = False
    kind: MailKind = MailKind.PERSON
    own_text: str = field(default="", repr=False)
    history: str = field(default="", repr=False)
    files: tuple[tuple[str, int], ...] = field(default=(), repr=False)
    digest: str = ""
    loops: tuple[str, ...] = ()
    is_forged: bool = False
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True)
class InboundText:
    """A text message as its provider brought it; `reference` is the provider's id, empty where there is none.

    `is_answered`: the provider has obeyed and answered it by itself, as it does with STOP where told to.
    """

    sender: str = field(repr=False)
    to: str
    text: str = field(repr=False)
    reference: str = ""
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class TextReport:
    """What a provider reports on one of our text messages, `reference` being its own id of it."""

    outgoing_id: UUID
    reference: str
    outcome: Outcome
    failure: Failure


@dataclass(frozen=True, slots=True)
class RawMail:
    """A mail as it came over the wire; `envelope_from` is empty for the null sender, `door` the way."""

    door: str
    envelope_from: str = field(repr=False)
    envelope_to: tuple[str, ...] = field(repr=False)
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a message that came in. `is_new` is false for one that had come before."""

    incoming_id: UUID
    about: About | None
    is_new: bool

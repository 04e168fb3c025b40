"""Who to turn to with which problem: entries, what to check first, and the doors (`guide/`)."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from assistdesk.shared.policy.schema.base import Edition, FieldKey, Key, Name, Section, Value
from assistdesk.shared.policy.schema.directory import WebAddress
from assistdesk.shared.policy.schema.references import ContactKey, EntryKey, MaterialKey, TeamKey
from assistdesk.shared.policy.schema.values import Duration, LanguageCode
from assistdesk.shared.policy.schema.words import Words


class Material(Section):
    """Something to read before asking anybody. Most have no address: none is invented."""

    title: Words
    note: Words | None = None
    web: WebAddress | None = None


class DoorKind(StrEnum):
    """How a step reaches somebody."""

    PHONE = "phone"
    EMAIL = "email"
    PORTAL = "portal"
    INFORM = "inform"


class ContentKind(StrEnum):
    """What a message has to hold: words, one of some choices, or a file."""

    TEXT = "text"
    CHOICE = "choice"
    ATTACHMENT = "attachment"


class Choice(Value):
    """One of the answers that a field offers."""

    key: FieldKey
    label: Words


class Content(Value):
    """Something that a message to a door must contain. `description` is the text of the incident itself."""

    key: FieldKey
    kind: ContentKind = ContentKind.TEXT
    label: Words
    choices: tuple[Choice, ...] = ()


class Message(Value):
    """What a message that takes this step must and must not contain."""

    subject_line: Words | None = None
    must_contain: tuple[Content, ...] = ()
    must_not_contain: Words | None = None


class Step(Value):
    """One thing to do when questions remain.

    `when` says in which case, where steps are alternatives or one holds in some cases only. A `phone` step
    is a call that can be logged; an `email` or `portal` step opens an escalation (or is only told, where the
    entry has none).
    """

    key: Key
    kind: DoorKind
    contact: ContactKey | None = None
    text: Words
    when: Words | None = None
    message: Message | None = None


class Arrangement(StrEnum):
    """Whether the steps follow each other or one of them is chosen."""

    IN_ORDER = "in_order"
    ALTERNATIVES = "alternatives"


class Door(Value):
    """Where the problem goes: a phone line, a mailbox, a portal, or a team of this desk."""

    kind: DoorKind
    contact: ContactKey | None = None
    team: TeamKey | None = None


class Urgency(Value):
    """How soon attention is needed, where the guide says so."""

    within: Duration
    text: Words


class WrongDoor(Value):
    """A door that people take by mistake, and what to tell them there."""

    contact: ContactKey
    text: Words
    instead: tuple[EntryKey, ...] = ()


class Entry(Section):
    """One row of the guide. Materials come before the steps."""

    title: Words
    heading: Words | None = None
    description: Words
    materials: tuple[MaterialKey, ...] = ()
    door: Door
    arrangement: Arrangement = Arrangement.IN_ORDER
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    notes: tuple[Words, ...] = ()
    have_at_hand: tuple[Words, ...] = ()
    takes: tuple[Words, ...] = ()
    urgency: Urgency | None = None
    wrong_doors: tuple[WrongDoor, ...] = ()
    also_called: dict[LanguageCode, tuple[Name, ...]] = {}

    @property
    def is_phone_line(self) -> bool:
        """Whether the door is a phone line: then it is no escalation type, but a call that can be logged."""
        return self.door.kind is DoorKind.PHONE

    @property
    def message(self) -> Message | None:
        """What a message to the door must contain: that of the first step which has one."""
        return next((step.message for step in self.steps if step.message), None)


class Headings(Value):
    """What stands above the three columns of the guide."""

    problem: Words
    materials: Words
    contact: Words


class GuideEdition(Edition):
    """The guide as it stood between two days. `for_the_rest` is the entry for what fits no other."""

    title: Words
    last_updated: date | None = None
    label: Words
    headings: Headings
    introduction: Words
    right_door: Words
    pii_notice: Words
    materials: dict[Key, Material]
    entries: dict[Key, Entry]
    for_the_rest: EntryKey | None = None

    def materials_of(self, entry: str) -> tuple[tuple[str, Material], ...]:
        """Return key and material of what to check before the steps of `entry`, in order."""
        return tuple((key, self.materials[key]) for key in self.entries[entry].materials)

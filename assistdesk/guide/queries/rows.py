"""What pages, API, paper and command line show of a guide: plain rows, in one language, for one audience."""

from dataclasses import dataclass
from datetime import date

from assistdesk.guide.rules import ChangeKind, PartChange
from assistdesk.shared.policy.schema.guide import Arrangement, ContentKind, DoorKind


@dataclass(frozen=True, slots=True)
class PhoneRow:
    """A phone number: to dial and as it is written; `purpose` where there are several."""

    number: str
    shown: str
    purpose: str


@dataclass(frozen=True, slots=True)
class WebRow:
    """A web address: to follow and as it is written."""

    url: str
    shown: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Somebody to turn to, with only what the reader may know. Empty text is nothing said."""

    key: str
    name: str
    phones: tuple[PhoneRow, ...]
    emails: tuple[str, ...]
    web: WebRow | None
    purpose: str
    not_for: str
    warning: str
    is_for_helpers: bool


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """Something to check first."""

    key: str
    title: str
    note: str
    web: WebRow | None


@dataclass(frozen=True, slots=True)
class ContentRow:
    """Something that a message has to hold; `choices` where it is one of some."""

    key: str
    kind: ContentKind
    label: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Another entry, or a type of escalation: its key and title."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class WarningRow:
    """What to tell somebody who is about to take the wrong door."""

    contact: str
    name: str
    text: str
    instead: tuple[LinkRow, ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One thing to do. `warnings` are those about the very door that this step takes."""

    key: str
    kind: DoorKind
    when: str
    text: str
    contact: ContactRow | None
    subject_line: str
    must_contain: tuple[ContentRow, ...]
    must_not_contain: str
    warnings: tuple[WarningRow, ...]
    opens: tuple[LinkRow, ...]

    @property
    def is_call(self) -> bool:
        """Whether the step is a call, which can be logged."""
        return self.kind is DoorKind.PHONE


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry of the guide, whole."""

    key: str
    title: str
    heading: str
    description: str
    urgency: str
    urgent_within_hours: int | None
    materials: tuple[MaterialRow, ...]
    arrangement: Arrangement
    steps: tuple[StepRow, ...]
    notes: tuple[str, ...]
    have_at_hand: tuple[str, ...]
    takes: tuple[str, ...]
    warnings: tuple[WarningRow, ...]
    is_phone_line: bool
    door_contact: str
    door_team: str

    @property
    def are_alternatives(self) -> bool:
        """Whether one of the steps is chosen, rather than one after the other."""
        return self.arrangement is Arrangement.ALTERNATIVES


@dataclass(frozen=True, slots=True)
class GuideRow:
    """One edition of the guide, whole; urgent entries first."""

    edition: str
    title: str
    label: str
    last_updated: date | None
    from_date: date | None
    to_date: date | None
    introduction: str
    right_door: str
    pii_notice: str
    problem_heading: str
    materials_heading: str
    contact_heading: str
    entries: tuple[EntryRow, ...]

    @property
    def contacts(self) -> tuple[ContactRow, ...]:
        """Everybody that the steps turn to, each once, in order."""
        found = {
            step.contact.key: step.contact for entry in self.entries for step in entry.steps if step.contact
        }
        return tuple(found.values())

    def entry(self, key: str) -> EntryRow | None:
        """Return the entry `key`, or None where this edition has none."""
        return next((entry for entry in self.entries if entry.key == key), None)


@dataclass(frozen=True, slots=True)
class IssuerRow:
    """One listing of an issuer: its contacts for one plan type."""

    key: str
    name: str
    heading: str
    plan_type: str
    plan_type_title: str
    phones: tuple[PhoneRow, ...]
    web: WebRow | None
    note: str


@dataclass(frozen=True, slots=True)
class PlanTypeRow:
    """A plan type that issuers are listed under."""

    key: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class IssuerSiteRow:
    """A name in the marketplace's list of issuer web sites; most have no address."""

    name: str
    web: WebRow | None


@dataclass(frozen=True, slots=True)
class FoundRow:
    """Something that a search found: an entry, or an issuer."""

    key: str
    title: str
    description: str
    score: float
    is_issuer: bool = False


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition in the list of them."""

    edition: str
    label: str
    last_updated: date | None
    from_date: date | None
    to_date: date | None
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What became of one entry between two editions; the key is empty for the guide's own texts."""

    key: str
    title: str
    kind: ChangeKind
    parts: tuple[PartChange, ...]

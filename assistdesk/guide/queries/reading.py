"""A guide as one reader sees it: every text in a language, contacts only where the reader may know them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache

from assistdesk.guide.queries.rows import (
    ContactRow,
    ContentRow,
    EntryRow,
    GuideRow,
    LinkRow,
    MaterialRow,
    PhoneRow,
    StepRow,
    WarningRow,
    WebRow,
)
from assistdesk.shared.policy.rendering import render_words
from assistdesk.shared.policy.schema import Audience, Pack, PartName, Words
from assistdesk.shared.policy.schema.base import Edition
from assistdesk.shared.policy.schema.directory import Contact, Phone, WebAddress
from assistdesk.shared.policy.schema.escalations import EscalationsEdition
from assistdesk.shared.policy.schema.guide import (
    Content,
    DoorKind,
    Entry,
    GuideEdition,
    Material,
    Step,
    WrongDoor,
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads one marketplace's guide. Equal for equal packs, so that what they read is kept."""

    digest: str
    language: str
    audience: Audience
    pack: Pack = field(compare=False, repr=False)

    @classmethod
    def of(cls, pack: Pack, *, language: str, audience: Audience) -> "Reader":
        """Return the reader of `pack` in `language`."""
        return cls(pack.digest, language, audience, pack)

    def says(self, words: Words | None) -> str:
        """Return a text as this reader sees it; "" for none."""
        if words is None:
            return ""
        return render_words(self.pack, words, language=self.language, audience=self.audience)

    def contact(self, key: str | None) -> ContactRow | None:
        """Return a contact with what this reader may know of it."""
        if key is None:
            return None
        contact = self.pack.contact(key, audience=self.audience)
        return ContactRow(
            key=key,
            name=self.says(contact.name),
            phones=self.phones(contact.phones),
            emails=contact.emails,
            web=web_row(contact.web),
            purpose=self.says(contact.purpose),
            not_for=self.says(contact.not_for),
            warning=self.says(contact.warning),
            is_for_helpers=contact.helpers_only,
        )

    def phones(self, phones: Iterable[Phone]) -> tuple[PhoneRow, ...]:
        """Return phone numbers in this reader's language."""
        return tuple(PhoneRow(one.number, one.shown, self.says(one.purpose)) for one in phones)


def web_row(web: WebAddress | None) -> WebRow | None:
    """Return a web address as a row."""
    return WebRow(web.url, web.shown) if web else None


@lru_cache(maxsize=128)
def guide(reader: Reader, edition: str) -> GuideRow:
    """Return one edition of the guide, whole, as `reader` sees it; urgent entries first."""
    found = reader.pack.guide_edition(edition)
    if found is None:
        raise KeyError(edition)
    entries = [_entry(reader, found, key, entry) for key, entry in found.entries.items()]
    return GuideRow(
        edition=found.edition,
        title=reader.says(found.title),
        label=reader.says(found.label),
        last_updated=found.last_updated,
        from_date=found.from_date,
        to_date=found.to_date,
        introduction=reader.says(found.introduction),
        right_door=reader.says(found.right_door),
        pii_notice=reader.says(found.pii_notice),
        problem_heading=reader.says(found.headings.problem),
        materials_heading=reader.says(found.headings.materials),
        contact_heading=reader.says(found.headings.contact),
        entries=tuple(sorted(entries, key=lambda entry: not entry.urgency)),
    )


def _entry(reader: Reader, guide_edition: GuideEdition, key: str, entry: Entry) -> EntryRow:
    taken = {step.contact for step in entry.steps if step.contact}
    return EntryRow(
        key=key,
        title=reader.says(entry.title),
        heading=reader.says(entry.heading),
        description=reader.says(entry.description),
        urgency=reader.says(entry.urgency.text) if entry.urgency else "",
        urgent_within_hours=entry.urgency.within // timedelta(hours=1) if entry.urgency else None,
        materials=tuple(_material(reader, one, it) for one, it in guide_edition.materials_of(key)),
        arrangement=entry.arrangement,
        steps=tuple(_step(reader, guide_edition, key, step) for step in entry.steps),
        notes=tuple(reader.says(note) for note in entry.notes),
        have_at_hand=tuple(reader.says(thing) for thing in entry.have_at_hand),
        takes=tuple(reader.says(thing) for thing in entry.takes),
        warnings=tuple(
            _warning(reader, guide_edition, wrong)
            for wrong in entry.wrong_doors
            if wrong.contact not in taken
        ),
        is_phone_line=entry.is_phone_line,
        door_contact=entry.door.contact or "",
        door_team=entry.door.team or "",
    )


def _material(reader: Reader, key: str, material: Material) -> MaterialRow:
    return MaterialRow(key, reader.says(material.title), reader.says(material.note), web_row(material.web))


def _step(reader: Reader, guide_edition: GuideEdition, key: str, step: Step) -> StepRow:
    message = step.message
    return StepRow(
        key=step.key,
        kind=step.kind,
        when=reader.says(step.when),
        text=reader.says(step.text),
        contact=reader.contact(step.contact),
        subject_line=reader.says(message.subject_line) if message else "",
        must_contain=tuple(_content(reader, one) for one in message.must_contain) if message else (),
        must_not_contain=reader.says(message.must_not_contain) if message else "",
        warnings=tuple(
            _warning(reader, guide_edition, wrong)
            for wrong in guide_edition.entries[key].wrong_doors
            if step.contact and wrong.contact == step.contact
        ),
        opens=_types(reader, guide_edition, key) if step.kind in (DoorKind.EMAIL, DoorKind.PORTAL) else (),
    )


def _content(reader: Reader, content: Content) -> ContentRow:
    choices = tuple(reader.says(choice.label) for choice in content.choices)
    return ContentRow(content.key, content.kind, reader.says(content.label), choices)


def _warning(reader: Reader, guide_edition: GuideEdition, wrong: WrongDoor) -> WarningRow:
    contact: Contact = reader.pack.contact(wrong.contact, audience=reader.audience)
    return WarningRow(
        contact=wrong.contact,
        name=reader.says(contact.name),
        text=reader.says(wrong.text),
        instead=tuple(LinkRow(key, reader.says(guide_edition.entries[key].title)) for key in wrong.instead),
    )


def _types(reader: Reader, guide_edition: GuideEdition, entry: str) -> tuple[LinkRow, ...]:
    """Return the types of escalation that an entry opens, of the edition beside the guide's."""
    beside = _escalations_beside(reader.pack, guide_edition)
    if beside is None:
        return ()
    return tuple(
        LinkRow(key, reader.says(kind.title)) for key, kind in beside.types.items() if kind.entry == entry
    )


def _escalations_beside(pack: Pack, guide_edition: Edition) -> EscalationsEdition | None:
    """Return the newest escalation types in force at some time while the guide's edition is."""
    if not pack.has(PartName.ESCALATIONS):
        return None
    overlapping = [
        one
        for one in pack.escalations
        if (one.from_date is None or guide_edition.to_date is None or one.from_date < guide_edition.to_date)
        and (one.to_date is None or guide_edition.from_date is None or guide_edition.from_date < one.to_date)
    ]
    return overlapping[-1] if overlapping else None

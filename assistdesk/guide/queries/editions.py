"""The editions of a guide: which there are, and what changed from one to another."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from assistdesk.guide import rules
from assistdesk.guide.queries.reading import Reader, guide
from assistdesk.guide.queries.rows import ChangeRow, EditionRow, EntryRow, GuideRow
from assistdesk.guide.refusals import NoSuchEdition

WHOLE = ""  # the guide's own texts, in the place of an entry


class EntryPart(StrEnum):
    """Where a text of an entry stands."""

    TITLE = "title"
    DESCRIPTION = "description"
    MATERIALS = "materials"
    STEPS = "steps"
    MESSAGE = "message"
    NOTES = "notes"


def editions(reader: Reader, *, today: date) -> list[EditionRow]:
    """Return all editions of the guide, the newest first."""
    return [
        EditionRow(
            edition=one.edition,
            label=reader.says(one.label),
            last_updated=one.last_updated,
            from_date=one.from_date,
            to_date=one.to_date,
            is_in_force=one.covers(today),
        )
        for one in reversed(reader.pack.guide)
    ]


def changes(reader: Reader, *, old: str, new: str) -> list[ChangeRow]:
    """Return what changed from the edition `old` to `new`, entry by entry.

    Raises:
        NoSuchEdition: the guide lacks one of them.
    """
    if not all(reader.pack.guide_edition(edition) for edition in (old, new)):
        raise NoSuchEdition
    before, after = guide(reader, old), guide(reader, new)
    titles = {entry.key: entry.title for entry in (*before.entries, *after.entries)}
    return [
        ChangeRow(change.key, titles.get(change.key, after.title), change.kind, change.parts)
        for change in rules.changes(_texts(before), _texts(after))
    ]


def _texts(edition: GuideRow) -> dict[str, rules.Parts]:
    own: rules.Parts = {
        EntryPart.TITLE: (edition.title, edition.label),
        EntryPart.DESCRIPTION: (edition.introduction,),
        EntryPart.NOTES: (edition.right_door, edition.pii_notice),
    }
    return {WHOLE: own, **{entry.key: _parts(entry) for entry in edition.entries}}


def _parts(entry: EntryRow) -> rules.Parts:
    return {
        EntryPart.TITLE: _said(entry.title, entry.heading),
        EntryPart.DESCRIPTION: _said(entry.description, entry.urgency, *entry.takes),
        EntryPart.MATERIALS: _said(*(_with(one.title, one.note) for one in entry.materials)),
        EntryPart.STEPS: _said(*(_with(step.text, step.when) for step in entry.steps)),
        EntryPart.MESSAGE: _said(*_message(entry)),
        EntryPart.NOTES: _said(*entry.notes, *entry.have_at_hand),
    }


def _message(entry: EntryRow) -> Iterator[str]:
    for step in entry.steps:
        yield step.subject_line
        yield from (_with(one.label, ", ".join(one.choices)) for one in step.must_contain)
        yield step.must_not_contain


def _with(text: str, more: str) -> str:
    return f"{text} ({more})" if more else text


def _said(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)

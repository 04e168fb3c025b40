"""The guide as a sheet to pin to a wall: what stands on it, in order, on the print page as on paper."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext, override

from assistdesk.guide.queries.issuers import issuers
from assistdesk.guide.queries.reading import Reader, guide
from assistdesk.guide.queries.rows import EntryRow, IssuerRow, MaterialRow, StepRow


@dataclass(frozen=True, slots=True)
class SheetStep:
    """A step on the sheet: what is said of it, what its message must hold, and what it must not."""

    said: tuple[str, ...]
    points: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One row of the sheet: the problem, the materials, and whom to contact."""

    title: str
    about: tuple[str, ...]
    takes: tuple[str, ...]
    materials: tuple[str, ...]
    have_lead: tuple[str, ...]
    have: tuple[str, ...]
    lead: tuple[str, ...]
    steps: tuple[SheetStep, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetWords:
    """The desk's own words on the sheet."""

    issuers: str
    plan_type: str
    issuer: str
    phone: str
    web: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One edition of a guide on paper. An issuer's row has four cells, each of some lines."""

    language: str
    marketplace: str
    accent: str
    title: str
    label: str
    before: tuple[str, ...]
    headings: tuple[str, str, str]
    entries: tuple[SheetEntry, ...]
    issuers: tuple[tuple[tuple[str, ...], ...], ...]
    said: SheetWords


@lru_cache(maxsize=64)
def sheet(reader: Reader, edition: str) -> Sheet:
    """Return what stands on the sheet of one edition, as `reader` may read it."""
    shown = guide(reader, edition)
    with override(reader.language):
        return Sheet(
            language=reader.language,
            marketplace=reader.says(reader.pack.identity.name),
            accent=reader.pack.identity.look.accent_dark,
            title=shown.title,
            label=shown.label,
            before=_said(
                reader.says(reader.pack.identity.name),
                shown.label,
                shown.introduction,
                shown.right_door,
                shown.pii_notice,
            ),
            headings=(shown.problem_heading, shown.materials_heading, shown.contact_heading),
            entries=tuple(_entry(entry) for entry in shown.entries),
            issuers=tuple(_issuer(row) for row in issuers(reader, plan_type=None)),
            said=SheetWords(
                issuers=reader.says(reader.pack.directory.issuers_title) or gettext("Insurers"),
                plan_type=gettext("Plan type"),
                issuer=gettext("Insurer"),
                phone=gettext("Phone"),
                web=gettext("Web site"),
            ),
        )


def _entry(entry: EntryRow) -> SheetEntry:
    return SheetEntry(
        title=entry.title,
        about=_said(entry.description, entry.urgency if entry.urgency != entry.description else ""),
        takes=entry.takes,
        materials=tuple(_material(one) for one in entry.materials),
        have_lead=(gettext("Have at hand:"),) if entry.have_at_hand else (),
        have=entry.have_at_hand,
        lead=(gettext("Choose what fits:"),) if entry.are_alternatives else (),
        steps=tuple(_step(step) for step in entry.steps),
        notes=_said(*entry.notes, *(warning.text for warning in entry.warnings)),
    )


def _material(material: MaterialRow) -> str:
    more = [
        material.note,
        material.web.shown if material.web and material.web.shown not in material.title else "",
    ]
    return " · ".join(part for part in (material.title, *more) if part)


def _step(step: StepRow) -> SheetStep:
    subject = gettext("Subject line: %(line)s") % {"line": step.subject_line} if step.subject_line else ""
    lead = gettext("The message must contain:") if step.must_contain else ""
    return SheetStep(
        said=_said(*(warning.text for warning in step.warnings), step.when, step.text, subject, lead),
        points=tuple(
            f"{one.label}: {', '.join(one.choices)}" if one.choices else one.label
            for one in step.must_contain
        ),
        after=_said(step.must_not_contain),
    )


def _issuer(row: IssuerRow) -> tuple[tuple[str, ...], ...]:
    phones = tuple(f"{one.shown} ({one.purpose})" if one.purpose else one.shown for one in row.phones)
    return (row.plan_type_title,), (row.name,), phones, _said(row.web.shown if row.web else "", row.note)


def _said(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)

"""Escalation types agree with the guide entries they come from, and the hotline with the directory."""

from collections.abc import Iterator

from assistdesk.shared.policy.checks.draft import Draft, meet
from assistdesk.shared.policy.documents import Document
from assistdesk.shared.policy.problems import Path, Problem
from assistdesk.shared.policy.schema.escalations import Channel, EscalationsEdition, EscalationType
from assistdesk.shared.policy.schema.guide import Content, ContentKind, Entry, GuideEdition
from assistdesk.shared.policy.schema.hotline import HotlineEdition
from assistdesk.shared.policy.schema.identity import PartName

DESCRIPTION = "description"
SUBJECT_PLACEHOLDERS = frozenset({"type", "incident_number", "person_id"})


def incident_faults(draft: Draft) -> Iterator[Problem]:
    """Yield what is wrong with escalation types and the hotline."""
    for document, edition in draft.read(PartName.ESCALATIONS, EscalationsEdition):
        yield from _edition_faults(draft, document, edition)
    for document, hotline in draft.read(PartName.HOTLINE, HotlineEdition):
        if draft.lacks(hotline.contact, "phone"):
            said = f"the contact '{hotline.contact}' has no phone"
            yield document.problem(("contact",), said, "name one that has")


def _edition_faults(draft: Draft, document: Document, edition: EscalationsEdition) -> Iterator[Problem]:
    guides = [guide for _, guide in draft.read(PartName.GUIDE, GuideEdition) if meet(guide, edition)]
    for name in ("one_consumer", "several_consumers"):
        line = getattr(edition.subject_lines, name)
        for strange in sorted(line.placeholders() - SUBJECT_PLACEHOLDERS):
            said = f"a subject line has no '{strange}'"
            instead = f"it has {', '.join(sorted(SUBJECT_PLACEHOLDERS))}"
            yield document.problem(("subject_lines", name), said, instead)
    yield from _handing_on_faults(document, edition)
    for key, kind in edition.types.items():
        path: Path = ("types", key)
        yield from _own_faults(draft, document, path, kind)
        for guide in guides:
            yield from _entry_faults(document, path, kind, guide)


def _handing_on_faults(document: Document, edition: EscalationsEdition) -> Iterator[Problem]:
    if edition.handing_on is None:
        return
    known = SUBJECT_PLACEHOLDERS | {field.key for kind in edition.types.values() for field in kind.fields}
    named = edition.handing_on.words
    contacts = {name for name in named.placeholders() if name.startswith("contact:")}
    for strange in sorted(named.placeholders() - contacts - known):
        said = f"the words for handing on know no '{strange}'"
        yield document.problem(("handing_on", "words"), said, f"they know {', '.join(sorted(known))}")


def _own_faults(draft: Draft, document: Document, path: Path, kind: EscalationType) -> Iterator[Problem]:
    keys = [field.key for field in kind.fields]
    for position, key in enumerate(keys):
        if key in keys[:position] or key == DESCRIPTION:
            place = (*path, "fields", position, "key")
            yield document.problem(place, f"the form has '{key}' already", "rename it, or leave it out")
    for position, route in enumerate(kind.routes):
        choices = {
            choice.key for field in kind.fields if field.key == route.field for choice in field.choices
        }
        if route.choice not in choices:
            said = f"no field '{route.field}' offers '{route.choice}'"
            yield document.problem(
                (*path, "routes", position), said, "name a field of this type and its choice"
            )
    if (kind.icon is None) is (kind.channel is Channel.ICON):
        yield document.problem(path, "an icon and its channel do not go together", "give both, or neither")
    helpers = draft.identity.helper_roles if draft.identity else kind.filed_by
    for position, role in enumerate(kind.filed_by):
        if role not in helpers:
            said = f"'{role.value}' is no helper of this marketplace"
            yield document.problem(
                (*path, "filed_by", position), said, "use one of 'helper_roles' of pack.yaml"
            )


def _entry_faults(
    document: Document, path: Path, kind: EscalationType, guide: GuideEdition
) -> Iterator[Problem]:
    entry = guide.entries.get(kind.entry)
    if entry is None:
        said = f"the guide of the same days ('{guide.edition}') has no entry '{kind.entry}'"
        yield document.problem((*path, "entry"), said, "name an entry of that edition, or change the dates")
        return
    if entry.is_phone_line:
        said = f"the door of '{kind.entry}' is a phone line"
        yield document.problem((*path, "entry"), said, "calls are logged: leave the type out")
    for content in _prescribed(entry):
        yield from _content_faults(document, path, kind, content)


def _prescribed(entry: Entry) -> Iterator[Content]:
    for step in entry.steps:
        if step.message:
            yield from step.message.must_contain


def _content_faults(
    document: Document, path: Path, kind: EscalationType, content: Content
) -> Iterator[Problem]:
    if content.kind is ContentKind.ATTACHMENT:
        if kind.attachments.min < 1:
            said = f"the guide asks for '{content.key}', and no attachment is required"
            yield document.problem((*path, "attachments"), said, "let 'min' be 1")
        return
    if content.key == DESCRIPTION:
        return
    field = next((field for field in kind.fields if field.key == content.key), None)
    if field is None or not field.required:
        said = f"the guide asks for '{content.key}', and the form does not require it"
        yield document.problem((*path, "fields"), said, f"add a field '{content.key}' with 'required: true'")
    elif {choice.key for choice in content.choices} != {choice.key for choice in field.choices}:
        said = f"the guide and the form offer other choices for '{content.key}'"
        yield document.problem((*path, "fields"), said, "offer the same choices in both")

"""Entries of a guide: what they name stands in the same edition, and every step reaches somebody."""

from collections.abc import Iterator

from assistdesk.shared.policy.checks.draft import Draft
from assistdesk.shared.policy.documents import Document
from assistdesk.shared.policy.problems import Path, Problem
from assistdesk.shared.policy.schema.guide import Arrangement, DoorKind, Entry, GuideEdition, Step
from assistdesk.shared.policy.schema.identity import PartName


def guide_faults(draft: Draft) -> Iterator[Problem]:
    """Yield what is wrong with the editions of the guide."""
    languages = draft.identity.languages if draft.identity else ()
    for document, guide in draft.read(PartName.GUIDE, GuideEdition):
        if guide.for_the_rest is not None and guide.for_the_rest not in guide.entries:
            said = f"this edition has no entry '{guide.for_the_rest}'"
            yield document.problem(("for_the_rest",), said, "name one that it has")
        for key, entry in guide.entries.items():
            yield from _named_elsewhere(document, guide, key, entry)
            yield from _search_words(document, key, entry, languages)
            yield from _steps(draft, document, key, entry)


def _named_elsewhere(document: Document, guide: GuideEdition, key: str, entry: Entry) -> Iterator[Problem]:
    for position, material in enumerate(entry.materials):
        if material not in guide.materials:
            path = ("entries", key, "materials", position)
            said = f"this edition has no material '{material}'"
            yield document.problem(path, said, "add it to this edition's 'materials'")
    for position, wrong in enumerate(entry.wrong_doors):
        for number, other in enumerate(wrong.instead):
            if other not in guide.entries:
                place = ("entries", key, "wrong_doors", position, "instead", number)
                yield document.problem(place, f"this edition has no entry '{other}'", "name one that it has")


def _search_words(
    document: Document, key: str, entry: Entry, languages: tuple[str, ...]
) -> Iterator[Problem]:
    for code in entry.also_called:
        if languages and code not in languages:
            path = ("entries", key, "also_called", code)
            yield document.problem(path, f"the pack does not speak '{code}'", f"use {', '.join(languages)}")


def _steps(draft: Draft, document: Document, key: str, entry: Entry) -> Iterator[Problem]:
    seen: set[str] = set()
    for position, step in enumerate(entry.steps):
        path = ("entries", key, "steps", position)
        if step.key in seen:
            yield document.problem((*path, "key"), f"two steps are called '{step.key}'", "rename one")
        seen.add(step.key)
        if entry.arrangement is Arrangement.ALTERNATIVES and step.when is None:
            yield document.problem(path, "an alternative does not say when", "add 'when'")
        yield from _reach(draft, document, (*path, "contact"), step)
    if entry.door.contact is None and entry.door.team is None:
        yield document.problem(("entries", key, "door"), "the door leads nowhere", "add 'contact' or 'team'")


def _reach(draft: Draft, document: Document, path: Path, step: Step) -> Iterator[Problem]:
    needed = {DoorKind.PHONE: "phone", DoorKind.EMAIL: "email"}.get(step.kind)
    if needed is None:
        return
    if step.contact is None:
        yield document.problem(path[:-1], f"the step reaches nobody by {needed}", "add 'contact'")
    elif draft.lacks(step.contact, needed):
        said = f"the contact '{step.contact}' has no {needed}"
        yield document.problem(path, said, f"name one that has, or add its {needed}")

"""Every part is there or said to be left out, and no day has two editions of one part."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from assistdesk.shared.policy.checks.draft import Draft, meet
from assistdesk.shared.policy.documents import Document
from assistdesk.shared.policy.folder import IDENTITY
from assistdesk.shared.policy.problems import Problem
from assistdesk.shared.policy.schema.base import Edition
from assistdesk.shared.policy.schema.identity import OPTIONAL_PARTS, PartName


def edition_faults(draft: Draft) -> Iterator[Problem]:
    """Yield what is wrong with the presence and the dates of editions."""
    if draft.documents[IDENTITY].values is not None:
        yield from _presence_faults(draft)
    for found in draft.editions.values():
        for document, edition in found:
            yield from _own_faults(document, edition)
        yield from _overlaps(found)


def _presence_faults(draft: Draft) -> Iterator[Problem]:
    document = draft.documents[IDENTITY]
    for part in PartName:
        is_left_out, is_present = draft.is_left_out(part), part in draft.present
        if is_left_out and part not in OPTIONAL_PARTS:
            yield document.problem(
                ("without",), f"no pack runs without '{part.value}'", "take it off the list"
            )
        elif is_left_out and is_present:
            said = f"'{part.value}' is left out, and its folder is there"
            yield document.problem(("without",), said, "take it off the list, or delete the folder")
        elif not is_left_out and not is_present:
            advice = f"add {part.value}/EDITION.yaml"
            advice += f", or list '{part.value}' under 'without'" if part in OPTIONAL_PARTS else ""
            yield document.problem((), f"the part '{part.value}' is missing", advice)


def _own_faults(document: Document, edition: Edition) -> Iterator[Problem]:
    if edition.from_date and edition.to_date and edition.from_date >= edition.to_date:
        yield document.problem(
            ("to_date",), "the edition ends before it starts", "give a day after 'from_date'"
        )
    name = document.file.rsplit("/", 1)[-1].removesuffix(".yaml")
    if edition.edition != name:
        said = f"the edition is called '{edition.edition}' and its file '{name}'"
        yield document.problem(
            ("edition",), said, f"write '{name}', or name the file '{edition.edition}.yaml'"
        )


def _overlaps(found: Sequence[tuple[Document, Edition]]) -> Iterator[Problem]:
    for (document, one), (_, other) in combinations(reversed(found), 2):
        if meet(one, other):
            said = f"'{one.edition}' and '{other.edition}' are both in force on some days"
            instead = "let 'to_date' of the older one be 'from_date' of the newer one"
            yield document.problem(("from_date",), said, instead)

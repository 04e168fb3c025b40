"""The documents lead somewhere, say no more than is there, and decisions have their five parts."""

import re

import pytest

from tests.fitness.sources import ROOT, Source, texts

LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
PARTS = ("## Context", "## Options", "## Choice", "## Consequences")
STATUS = re.compile(
    r"^Date: \d{4}-\d{2}-\d{2}\. Status: (accepted|replaced by \[.+\]\(.+\))\.$", re.MULTILINE
)
NUMBERED = re.compile(r"^docs/decisions/(\d{4})-[a-z0-9-]+\.md$")
MAKE_TARGET = re.compile(r"`make ([a-z]+)")


def dead_links(source: Source) -> list[str]:
    """Return the links of a document that lead to no file of the project."""
    folder = (ROOT / source.name).parent
    return [
        f"{source.name}: {found[1]}"
        for found in LINK.finditer(source.text)
        if not (folder / found[1]).exists()
    ]


def papers() -> list[Source]:
    """Return all documents."""
    return texts("*.md", "docs/**/*.md", "packs/**/*.md", ".github/**/*.md")


def decisions() -> list[Source]:
    """Return the decisions."""
    return texts("docs/decisions/[0-9]*.md")


def test_every_link_leads_somewhere() -> None:
    assert not [link for paper in papers() for link in dead_links(paper)]


def test_a_dead_link_is_found() -> None:
    assert dead_links(Source("README.md", "[x](docs/nowhere.md)")) == ["README.md: docs/nowhere.md"]
    assert not dead_links(Source("README.md", "[x](README.md#tour) [y](https://example.org/z)"))


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(found[1]) for one in decisions() if (found := NUMBERED.match(one.name))]

    assert numbers == list(range(1, len(decisions()) + 1))


@pytest.mark.parametrize("decision", decisions(), ids=lambda one: one.name)
def test_a_decision_has_its_parts_a_date_and_a_status(decision: Source) -> None:
    assert [part for part in PARTS if part in decision.text] == list(PARTS)
    assert STATUS.search(decision.text)


def test_every_make_target_that_is_named_exists() -> None:
    known = set(re.findall(r"^([a-z]+):", texts("Makefile")[0].text, re.MULTILINE))
    later = {"bench"} if "bench" not in known else set()
    named = {(found[1], paper.name) for paper in papers() for found in MAKE_TARGET.finditer(paper.text)}

    assert not [one for one in named if one[0] not in known | later]


def test_the_project_stands_alone() -> None:
    strangers = re.compile(
        r"\.\./(shared|seeds|reference|spec|data)/|00-overview|90-contract|95-architecture"
    )
    everything = [*papers(), *texts("assistdesk/**/*.py", "tools/**/*.py", "packs/**/*.yaml")]

    assert not [one.name for one in everything if strangers.search(one.text) and "docs/" not in one.name]

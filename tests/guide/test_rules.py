"""What the search and the comparison of editions decide, value by value."""

import pytest

from assistdesk.guide import rules
from assistdesk.guide.rules import ChangeKind, Document, EntryChange, NamedIssuer, PartChange, Passage
from assistdesk.guide.rules.spelling import slips
from assistdesk.guide.rules.words import words_of

INDEX = rules.build_index(
    [
        Document(
            "bikes", (Passage("Bicycle repairs", 2.0, is_name=True), Passage("flat tyre, broken chain", 1.0))
        ),
        Document("boats", (Passage("Boat hire", 2.0, is_name=True), Passage("rent a rowing boat", 1.0))),
        Document("rest", (Passage("Anything else", 2.0, is_name=True),), takes_the_rest=True),
    ]
)


@pytest.mark.rule("G-03")
@pytest.mark.parametrize(
    ("search", "best"),
    [
        ("flat tyre", "bikes"),
        ("my chain brokke", "bikes"),
        ("rowing", "boats"),
        ("flat tyre, broken chain, then BOAT HIRE", "boats"),
        ("qwxz", "rest"),
    ],
)
def test_the_best_document_comes_first(search: str, best: str) -> None:
    assert INDEX.rank(search)[0].key == best


def test_a_search_without_a_word_finds_nothing() -> None:
    assert INDEX.rank("?! …") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SR&I Ticket", ["sri", "ticket"]),
        ("doesn't, doesn\u2019t", ["doesnt", "doesnt"]),
        ("1095-A", ["1095", "a"]),
        ("Período ESPECIAL", ["periodo", "especial"]),
    ],
)
def test_words_are_folded(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("said", "wanted", "count"),
    [("same", "same", 0), ("smae", "same", 1), ("sme", "same", 1), ("samee", "same", 1), ("tame", "same", 1)],
)
def test_slips_are_counted(said: str, wanted: str, count: int) -> None:
    assert slips(said, wanted) == count


@pytest.mark.parametrize(
    ("search", "named", "rest"),
    [
        ("phone of green shield", ("green",), ("phone", "of")),
        ("greenshield", ("green",), ()),
        ("grenshield please", ("green",), ("please",)),
        ("green fields", (), ("green", "fields")),
        ("Oakwood or Green Shield", ("oak", "green"), ("or",)),
    ],
)
def test_issuers_are_recognised_however_they_are_spaced(
    search: str, named: tuple[str, ...], rest: tuple[str, ...]
) -> None:
    issuers = [NamedIssuer("green", ("Green Shield",)), NamedIssuer("oak", ("Oakwood Mutual", "Oakwood"))]

    found = rules.mentions(search, issuers=issuers)

    assert (found.issuers, found.rest) == (named, rest)


@pytest.mark.rule("P-03")
def test_what_came_went_and_changed_is_told_apart() -> None:
    old: dict[str, rules.Parts] = {
        "a": {"title": ("A",), "steps": ("one", "two")},
        "b": {"title": ("B",)},
        "c": {"title": ("C",)},
    }
    new: dict[str, rules.Parts] = {
        "c": {"title": ("C",)},
        "a": {"title": ("A",), "steps": ("one", "three")},
        "d": {"title": ("D",)},
    }

    found = rules.changes(old, new)

    assert found == [
        EntryChange("a", ChangeKind.CHANGED, (PartChange("steps", ("two",), ("three",)),)),
        EntryChange("d", ChangeKind.ADDED),
        EntryChange("b", ChangeKind.REMOVED),
    ]


@pytest.mark.rule("P-03")
def test_another_order_is_a_change() -> None:
    found = rules.changes({"a": {"steps": ("one", "two")}}, {"a": {"steps": ("two", "one")}})

    assert found == [
        EntryChange("a", ChangeKind.CHANGED, (PartChange("steps", ("one", "two"), ("two", "one")),))
    ]

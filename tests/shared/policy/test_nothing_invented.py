"""No pack names a number or an address that its documents lack; its Spanish says what its English does."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from assistdesk.shared.policy.schema import Pack
from tests.shared.policy.packs import kentucky, maryland

KENTUCKY = {
    "+18553264650",
    "+18553068959",
    "+18447845614",
    "+18557691464",
    "+18557386671",
    "+18557386673",
    "+18772058767",
    "+18888156446",
    "+18336441621",
    "+18884664477",
    "+18337052175",
    "KHBE.Program@ky.gov",
    "kynectdireneed@ky.gov",
    "KOGHelpdesk@ky.gov",
    "DFS.Medicaid@ky.gov",
    "1915cWaiverHelpDesk@ky.gov",
    "https://www.khbe.ky.gov",
    "https://khbe.ky.gov",
    "https://anthem.com",
    "https://bestlife.com/exchange",
    "https://caresource.com/marketplace",
    "https://passporthealthplan.com/marketplace",
    "https://Ambetter.WellCareKY.com",
}
MARYLAND = {"+18442246761", "mhbe.producers@maryland.gov", "mhc.trainingsupport@maryland.gov"}

PACKS = pytest.mark.parametrize("pack", [kentucky(), maryland()], ids=lambda pack: pack.marketplace)
ADDRESS = re.compile(r"https?://[^\s\"\\]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+1\d{10}")
SAME_IN_BOTH = 25


def texts_of(pack: Pack) -> list[tuple[str, str]]:
    """Return every text of a pack in English and Spanish."""
    return list(_texts(json.loads(pack.model_dump_json())))


def _texts(found: Any) -> Iterator[tuple[str, str]]:
    if isinstance(found, dict) and set(found) == {"en", "es"} and isinstance(found["en"], str):
        yield found["en"], found["es"]
        return
    inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    for one in inner:
        yield from _texts(one)


def differing(pack: Pack, pattern: str) -> list[tuple[str, str]]:
    """Return the texts in whose two languages `pattern` finds different things."""
    return [
        (english, spanish)
        for english, spanish in texts_of(pack)
        if set(re.findall(pattern, english)) != set(re.findall(pattern, spanish))
    ]


@pytest.mark.rule("P-05")
@pytest.mark.parametrize(
    ("pack", "known"), [(kentucky(), KENTUCKY), (maryland(), MARYLAND)], ids=["kentucky", "maryland"]
)
def test_a_pack_has_the_numbers_and_addresses_of_its_documents_and_no_others(
    pack: Pack, known: set[str]
) -> None:
    assert set(ADDRESS.findall(pack.model_dump_json())) == known


@pytest.mark.rule("M-04")
@PACKS
def test_a_pack_speaks_both_languages_throughout(pack: Pack) -> None:
    names = {"Kentucky Health Benefit Exchange", "Maryland Health Connection"}

    assert len(texts_of(pack)) > 200
    assert all(spanish.strip() for _, spanish in texts_of(pack))
    assert not [
        english
        for english, spanish in texts_of(pack)
        if english == spanish and len(english) > SAME_IN_BOTH and english not in names
    ]


@pytest.mark.rule("M-04")
@PACKS
@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"\{[^}]+\}", id="placeholders"),
        pytest.param(r"\b\d{1,3}\b", id="numbers"),
    ],
)
def test_the_spanish_names_the_same_numbers_and_contacts(pack: Pack, pattern: str) -> None:
    dated = {"KHBE Insight Newsletter from 11/18/2021"}

    assert not [pair for pair in differing(pack, pattern) if pair[0] not in dated]


@pytest.mark.rule("M-04")
@PACKS
def test_spanish_questions_and_exclamations_open_as_they_close(pack: Pack) -> None:
    marks = (("¿", "?"), ("¡", "!"))

    assert not [
        spanish
        for _, spanish in texts_of(pack)
        for opening, closing in marks
        if spanish.count(opening) != spanish.count(closing)
    ]

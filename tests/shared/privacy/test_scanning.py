"""Looking for expressions only where they can begin finds what looking everywhere finds."""

import importlib
import pkgutil
import random
import re
from pathlib import Path

import pytest

from assistdesk.shared.privacy import names, recognizers
from assistdesk.shared.privacy.labels import PATTERNS
from assistdesk.shared.privacy.names import lists
from assistdesk.shared.privacy.scanning import Ending, Places, Scan

FOLDERS = [Path(__file__).parent / name for name in ("messages", "sentences")]
PIECES = (
    "900-12-3456|(502)|555-0143|03/14/1985|14-Mar-85|A012-345-678|$1,200|1234|4|5|6|7|8|9|0|1|2|x1234|****6789|12"
    "|Main|St|Apt|PO Box 12,|KY|40202|DL#|kydl|#|(|)|.|,|:|-|_|\n|é|ñ|Ññ|n°|SSN|social|born|on|DOB:|nació|el"
    "|five|one|two|Mar|3rd|third|of|May|WAC2190012345|ABC123456789|last four|ending|in|#12-3456789"
)


def scans() -> list[tuple[str, Scan]]:
    """Return every scan of the recognizers and of the labels, by its place."""
    found = [("labels", PATTERNS)]
    for module in pkgutil.iter_modules(recognizers.__path__, f"{recognizers.__name__}."):
        for name, one in vars(importlib.import_module(module.name)).items():
            if isinstance(one, Scan):
                found.append((f"{module.name}.{name}", one))
    return found


def texts() -> list[str]:
    """Return the tests' own messages, and pieces of such put together by chance."""
    chance = random.Random(7)  # noqa: S311  # nothing secret
    written = [path.read_text(encoding="utf-8") for folder in FOLDERS for path in sorted(folder.iterdir())]
    states = [*PIECES.split("|"), *lists.states()]
    return written + [chance.choice(["", " "]).join(chance.choices(states, k=12)) for _ in range(400)]


@pytest.mark.rule("V-02")
@pytest.mark.parametrize("scan", [pytest.param(scan, id=name) for name, scan in scans()])
def test_a_scan_finds_what_its_expressions_find(scan: Scan) -> None:
    for text in texts():
        everywhere = [
            (number, found.span())
            for number, pattern in enumerate(scan.patterns)
            for found in pattern.finditer(text)
        ]
        assert [
            (number, found.span()) for number, found in scan.found_in(text, Places.of(text))
        ] == everywhere


def test_expressions_by_themselves_are_found_too() -> None:
    scan = Scan([re.compile(r"(?<!\w)roe", re.IGNORECASE)], by_themselves=True)
    text = "Roe, heroes and roe"
    assert [found.start() for _, found in scan.found_in(text, Places.of(text))] == [0, 16]


@pytest.mark.parametrize(
    ("pattern", "text", "may"),
    [
        (r"ab?c", "ac", True),
        (r"ab?c", "ad", False),
        (r"(?i:Ab)", "aB", True),
        (r"\d{3}-\d", "900-1", True),
        (r"\d{3}-\d", "90-11", False),
        (r"(?<!x)(?=y)[a-f]x", "fx", True),
        (r"[^a]b", "zb", True),
        (r"(\w)\1", "aa", True),
        (r"(\w)\1", "?a", False),
        (r"seven|eleven", "eleven", True),
        (r"seven|eleven", "elated", False),
        (r"[^\W\d]x", "1x", False),
        (r"[^1-4]x", "1x", True),
        (r"[^\d]x", "1x", False),
        (r"[^1]x", "1x", True),
        (r"\sx", "ax", False),
        (r".x", "ax", True),
        (r"a{2,}b", "ab", False),
        (r"id(?:#|$)", "id", True),
        (r"ids", "id", False),
        (r"é|a", "a ", True),
        (r"x?", "zz", True),
    ],
)
def test_how_an_expression_may_begin(pattern: str, text: str, *, may: bool) -> None:
    scan = Scan([re.compile(pattern)], by_themselves=True)
    assert bool(scan.possible[Places.of(text).pieces[0][1]]) == may


def endings() -> list[tuple[str, Ending]]:
    """Return every expression of what stands right before a place, by where it is written."""
    found = []
    for folder in (names, recognizers):
        for module in pkgutil.iter_modules(folder.__path__, f"{folder.__name__}."):
            written = vars(importlib.import_module(module.name)).items()
            found += [(f"{module.name}.{name}", one) for name, one in written if isinstance(one, Ending)]
    return found


WORDS_BEFORE = (
    "client|her son|Mrs.|dr|named|name:|nombre es|agent|representative:|owner: |assigned|assigned to "
    "|opened by |thanks,|Gracias|hi |dear|works at|speaks|moved to|in|and|1 |\n|(|, |. |v. |told |x|ñ|\t| |is"
    "|the|SSN|call |office (|el Dr. |Best,\n|Ana|Roe,|de|said |: |-|--|\"|'s|#| the "
)


@pytest.mark.rule("V-02")
@pytest.mark.parametrize("ending", [pytest.param(ending, id=name) for name, ending in endings()])
def test_an_ending_finds_what_its_expression_finds(ending: Ending) -> None:
    chance = random.Random(8)  # noqa: S311  # nothing secret
    words = WORDS_BEFORE.split("|")
    for _ in range(3_000):
        text = chance.choice(["", " "]).join(chance.choices(words, k=chance.randint(0, 5)))
        found, expected = ending.search(text), ending.pattern.search(text)
        assert (found and found.span()) == (expected and expected.span()), text
        assert ending.cut_from(text) == ending.pattern.sub("", text)
        found, expected = (
            ending.search(f"a{text}b", 1, len(text)),
            ending.pattern.search(f"a{text}b", 1, len(text)),
        )
        assert (found and found.span()) == (expected and expected.span()), text

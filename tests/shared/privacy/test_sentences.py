r"""Sentences as people write them, with each personal value marked: that is found, and nothing else.

A line of `sentences/*.txt` is one message; `[[DOB|3/14/1985]]` marks a value, `\n` and `\t` stand for
themselves. Those of `clean.txt` hold nothing personal: numbers and dates that anybody may see.
"""

import re
from pathlib import Path

import pytest

from assistdesk.shared.privacy.names import sentences
from tests.shared.privacy.sample import found

FOLDER = Path(__file__).parent / "sentences"
MARK = re.compile(r"\[\[(?P<type>[A-Z_]+)\|(?P<value>[^\]]*)\]\]")


def lines_of(name: str) -> list[str]:
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.replace("\\n", "\n").replace("\\t", "\t") for line in lines]


PERSONAL = [
    line for file in sorted(FOLDER.glob("*.txt")) if file.stem != "clean" for line in lines_of(file.stem)
]


@pytest.fixture(autouse=True)
def by_rules_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers and dates are a matter of rules: the model would only take time."""
    monkeypatch.setattr(sentences, "scores_of", lambda _: ())


def numbers_in(text: str) -> list[tuple[str, str]]:
    return [one for one in found(text) if one[0] != "PERSON"]


@pytest.mark.rule("V-02")
@pytest.mark.parametrize("line", PERSONAL)
def test_what_is_marked_is_found(line: str) -> None:
    assert numbers_in(MARK.sub(r"\g<value>", line)) == MARK.findall(line)


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("line", lines_of("clean"))
def test_nothing_is_found_where_nothing_is_personal(line: str) -> None:
    assert numbers_in(line) == []

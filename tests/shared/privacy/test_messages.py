"""Messages as agents, caseworkers and residents write them: whom they name is found, and nothing else is.

They stand in `messages`, parted by `===`; names of consumers in `{{}}`. A last line `known: ...` has the
message's own parties.
"""

import re
from pathlib import Path

import pytest

from assistdesk.shared.privacy import Parties, screen
from tests.shared.privacy.sample import DIRECTORY

FOLDER = Path(__file__).parent / "messages"
NAME = re.compile(r"\{\{(.*?)\}\}")


def messages(name: str) -> list[str]:
    """Return the messages of a file."""
    return FOLDER.joinpath(name).read_text(encoding="utf-8").removesuffix("\n").split("\n===\n")


def found_in(message: str) -> tuple[set[tuple[int, int]], list[str]]:
    """Return where the names of `message` stand, and the words of what was found."""
    text, _, known = message.partition("\nknown: ")
    parties = Parties(names=frozenset(filter(None, known.split("; "))))
    plain = NAME.sub(r"\1", text)
    verdict = screen(plain, directory=DIRECTORY, parties=parties)
    before = [4 * place for place, _ in enumerate(NAME.finditer(text))]
    places = [
        (found.start() - less, found.start() - less + len(found[1]))
        for found, less in zip(NAME.finditer(text), before, strict=True)
    ]
    missed = {
        (start, end)
        for start, end in places
        if 2 * sum(max(0, min(end, one.end) - max(start, one.start)) for one in verdict.findings)
        < end - start
    }
    wrong = [
        plain[one.start : one.end]
        for one in verdict.findings
        if not any(one.start < end and start < one.end for start, end in places)
    ]
    return missed, wrong


@pytest.mark.rule("V-02")
@pytest.mark.parametrize("message", messages("named.txt"))
def test_whoever_a_message_names_is_found(message: str) -> None:
    assert found_in(message) == (set(), [])


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("message", messages("clean.txt"))
def test_a_message_that_names_nobody_is_let_pass(message: str) -> None:
    assert found_in(message) == (set(), [])

"""Whom a message is between may be called as people call each other: for short, by an initial, in passing."""

import pytest

from assistdesk.shared.privacy import Parties, screen
from tests.shared.privacy.sample import DIRECTORY

BETWEEN = Parties(names=frozenset({"Gwendolyn Ashcombe", "Sister Philippa Marlowe", "Beth Ann Rowe Tackett"}))
CALLED = [
    "Gwen,\n\nthe file came back.",
    "Estimada Gwendolyn:\n\nEl archivo llegó.",
    "Oye Gwendolyn, ¿llegó el archivo?",
    "Gwendolyn it's the other form that they want.",
    "The file came back. Gwendolyn, please call the bank.",
    "Assigned on 3/2, G. Ashcombe did the rest.",
    "Mrs Ashcombe I still have no form.",
    "The file came back.\nBeth Ann",
    "the file came back. beth ann rowe tackett pikeville",
    'Voicemail:\n"Miss Ashcombe this is about the notice."',
    "Uncle Gwendolyn it's about the notice.",
    "This is Philippa Marlowe, the file came back.",
]
CLIENTS = [
    ("Client Gwendolyn needs a new card.", "Gwendolyn"),
    ("Client G. Ashcombe has no card.", "G. Ashcombe"),
    ("My client Gwen has no card.", "Gwen"),
    ("Her daughter Beth Ann has no card.", "Beth Ann"),
]


def found(text: str) -> list[str]:
    verdict = screen(text, directory=DIRECTORY, parties=BETWEEN)
    return [text[one.start : one.end] for one in verdict.findings]


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", CALLED)
def test_a_party_may_be_called_upon(text: str) -> None:
    assert found(text) == []


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(("text", "name"), CLIENTS)
def test_a_client_with_a_partys_name_is_found(text: str, name: str) -> None:
    assert found(text) == [name]

"""A name that somebody spells is found; letters of something else are let pass."""

import pytest

from tests.shared.privacy.sample import found

SPELLED = [
    ("My brother's name is Earl Combs, that's C O M B S.", "C O M B S"),
    ("It is Earlene Combs, that's C O M B S, I'm calling again.", "C O M B S"),
    ('She said "Quintessa, Q-U-I-N-T-E-S-S-A" twice.', "Q-U-I-N-T-E-S-S-A"),
    ("Last name spelled Z-Y-L-B-R.", "Z-Y-L-B-R"),
    ("Mi apellido se escribe X-O-L-O.", "X-O-L-O"),
]


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(("text", "letters"), SPELLED)
def test_a_spelled_name_is_found(text: str, letters: str) -> None:
    assert ("PERSON", letters) in found(text)


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", ["Boxes A B C D are empty.", "Pick A, B, C or D.", "Parts A-B-C-D apply."])
def test_letters_that_are_no_name_are_let_pass(text: str) -> None:
    assert found(text) == []

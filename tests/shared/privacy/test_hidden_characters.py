"""Nothing that does not show, and no other script's digits, hides a number."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistdesk.shared.privacy.normalization import normalize
from tests.shared.privacy.sample import found

UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202e\ufe0f\u034f"


@pytest.mark.parametrize(
    "number",
    [
        pytest.param("900-1\u200b2-3456", id="zero-width space"),
        pytest.param("90\u00ad0\u200f123456", id="soft hyphen and direction mark"),
        pytest.param("900\u201112\u20113456", id="non-breaking hyphens"),
        pytest.param("900\u201312\u22123456", id="dash and minus"),
        pytest.param("900\u00a012\u20093456", id="no-break and thin space"),
        pytest.param("\uff19\uff10\uff10-12-3456", id="full-width digits"),
        pytest.param("\u0669\u0660\u0660-\u0661\u0662-\u0663\u0664\u0665\u0666", id="Arabic-Indic digits"),
    ],
)
def test_a_disguised_number_is_found_whole(number: str) -> None:
    assert found(f"ssn {number} ok") == [("US_SSN", number)]


@given(st.lists(st.sampled_from(UNSEEN), min_size=10, max_size=10))
def test_unseen_characters_anywhere_in_a_number_hide_nothing(unseen: list[str]) -> None:
    number = "".join(digit + hidden for digit, hidden in zip("90012345", unseen[:8], strict=True)) + "6"

    assert found(f"{unseen[8]}x {number}{unseen[9]}") == [("US_SSN", number)]


@given(st.text())
def test_every_character_knows_where_it_came_from(original: str) -> None:
    normalized = normalize(original)

    assert len(normalized.text) == len(normalized.origins)
    assert list(normalized.origins) == sorted(normalized.origins)
    for character, position in zip(normalized.text, normalized.origins, strict=True):
        if original[position].isascii() and original[position].isprintable():
            assert character == original[position]
        assert unicodedata.category(character) not in {"Cf", "Zs"} or character == " "


@given(before=st.text(max_size=40))
def test_offsets_are_code_points_of_the_original(before: str) -> None:
    text = f"{before}\nssn 900-12-3456"

    assert ("US_SSN", "900-12-3456") in found(text)

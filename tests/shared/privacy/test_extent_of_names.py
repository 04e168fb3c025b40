"""A name is found as far as it goes: neither a verb behind it nor a word beside it is part of it."""

import pytest

from tests.shared.privacy.sample import found

EXTENTS = [
    ("Su hija Zlatina traduce las cartas.", ["Zlatina"]),
    ("El señor Kabuyaya recogió la tarjeta.", ["Kabuyaya"]),
    ("Her granddaughter Zlatina needs a card.", ["Zlatina"]),
    ("My client Brianna Okonkwo prolly qualifies.", ["Brianna Okonkwo"]),
    ("A nombre de Hermelinda Quispe lic vencida.", ["Hermelinda Quispe"]),
]


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(("text", "names"), EXTENTS)
def test_a_name_ends_where_it_ends(text: str, names: list[str]) -> None:
    assert found(text) == [("PERSON", name) for name in names]

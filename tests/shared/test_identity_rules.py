"""What tells one person from another is written alike, however somebody types it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistdesk.shared.people import rules


@pytest.mark.rule("C-02")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Muñoz", "munoz", id="accent and case"),
        pytest.param("Mun\u0303oz", "MU\u00d1OZ", id="composed or not"),
        pytest.param("O'Brien", "o\u2019brien", id="apostrophes"),
        pytest.param("Smith-Jones", "Smith Jones", id="hyphen and blank"),
        pytest.param("Smith\u2011Jones", "smithjones", id="a hyphen that does not break"),
        pytest.param("Delgado Jr.", "Delgado", id="suffix"),
        pytest.param("Delgado, III", "DELGADO", id="suffix after a comma"),
        pytest.param("  de la  Cruz ", "De La Cruz", id="blanks around"),
        pytest.param("Straße", "STRASSE", id="sharp s"),
        pytest.param("Bj\u00f8rn", "bjorn", id="a letter of another language"),
        pytest.param("Ana\u200b", "Ana", id="a sign without width"),
        pytest.param("\uff21na", "ana", id="full width"),
    ],
)
def test_names_that_are_the_same(one: str, other: str) -> None:
    assert rules.name(one) == rules.name(other) != ""


@pytest.mark.rule("C-02")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Delgado", "Delgad", id="a part"),
        pytest.param("Delgado", "Del%", id="a pattern"),
        pytest.param("Iv", "Ivanova", id="a name that looks like a suffix"),
        pytest.param("Ann", "Anna", id="one letter more"),
        pytest.param("Jr", "Sr", id="nothing but a suffix"),
    ],
)
def test_names_that_are_not(one: str, other: str) -> None:
    assert rules.name(one) != rules.name(other)


@pytest.mark.parametrize("nothing", ["", "  ", "-", "\u200b", "😀", "'"])
def test_what_is_no_name_is_empty(nothing: str) -> None:
    assert rules.name(nothing) == ""


@pytest.mark.rule("C-02")
@pytest.mark.parametrize(
    "written",
    ["900461234", "900-46-1234", "900 46 1234", " 900\u201346\u20131234 ", "\uff19\uff10\uff10461234"],
)
def test_a_number_is_the_same_with_and_without_signs(written: str) -> None:
    assert rules.ssn(written) == "900461234"


@pytest.mark.parametrize(
    "written", ["", "90046123", "9004612345", "900-46-123a", "900_46_1234", "000.00.0000"]
)
def test_what_is_no_number_is_empty(written: str) -> None:
    assert rules.ssn(written) == ""


@pytest.mark.rule("C-02")
def test_case_numbers_count_without_blanks_and_hyphens() -> None:
    assert rules.number(" 113-847 200 ") == rules.number("113847200") == "113847200"
    assert rules.number("kb-12") == "KB12"


def test_days_and_keys_are_compared_as_they_are() -> None:
    assert rules.day(date(1986, 4, 12)) == "1986-04-12"
    assert rules.code("Female ") == "female"


@given(st.text(max_size=40))
def test_to_normalize_twice_changes_nothing_more(written: str) -> None:
    for normalize in (rules.ssn, rules.number):
        assert normalize(normalize(written)) == normalize(written)


@given(st.text(max_size=40), st.sampled_from([" ", "-", "\u2010", ", "]))
def test_a_sign_behind_a_name_makes_no_other_name(written: str, sign: str) -> None:
    assert rules.name(written + sign) == rules.name(written)

"""Postal addresses are found whole; towns, counties and numbers beside words are none."""

import pytest

from tests.shared.privacy.sample import found

ADDRESSES = [
    "1428 Elm Street Apt 4B, Louisville, KY 40202",
    "77 W Pratt St, Baltimore, MD 21201",
    "PO Box 214, Hazard, KY 41701",
    "P.O. Box 9",
    "RR 2 Box 118",
    "9031 Old Bardstown Road",
    "512 N. 5th Ave. #3",
    "2215 CEDAR CREEK RD",
    "410 east main street",
    "410 n magnolia st baltimore 21201",
    "56 Sargent Rd., Chillum, MD\n20782",
    "Calle Las Flores #45, Apto. 3",
    "19 Rue de la Paix, 75002 Paris",
]
NONE = [
    "The plan Silver 2500 no longer shows.",
    "Household of 3 in Madison County, zip 20646.",
    "Wait time was 45 minutes, 3 members asked.",
    "Level 2 review of 12 cases is open.",
    "Error 500 on the Contact page.",
    "She lives in Bardstown, KY.",
]


@pytest.mark.rule("V-02")
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_found_whole(address: str) -> None:
    assert found(f"They moved from {address}. Please fix.") == [("ADDRESS", address)]


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Home Address: 88 Whispering Pines", "88 Whispering Pines"),
        ("Vive en 4410 Magnolia", "4410 Magnolia"),
    ],
)
def test_words_before_it_make_an_address_of_a_number_and_a_name(text: str, address: str) -> None:
    assert found(text) == [("ADDRESS", address)]


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", NONE)
def test_what_is_no_address_is_let_pass(text: str) -> None:
    assert found(text) == []

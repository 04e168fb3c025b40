"""Personal numbers in the many ways that people group, call and break them."""

import pytest

from tests.shared.privacy.sample import found

WRITTEN = [
    ("SSN 900:12:3456", [("US_SSN", "900:12:3456")]),
    ("SSN digits end in 3456", [("US_SSN", "3456")]),
    ("Q: last four of SSN?\nA: 3456", [("US_SSN", "3456")]),
    ("bank acct 5th 3rd 7712904433", [("BANK_ACCOUNT", "7712904433")]),
    ("ssn -3456", [("US_SSN", "3456")]),
    ("l4ssn 3456", [("US_SSN", "3456")]),
    ("the last 4 digits of her SS card are 3456", [("US_SSN", "3456")]),
    ("savings account ending in -0443", [("BANK_ACCOUNT", "0443")]),
    ("Member ID 104 5581 2290-00", [("MEMBER_ID", "104 5581 2290-00")]),
    ("Subscriber OC 8841 0927 3.", [("MEMBER_ID", "OC 8841 0927 3")]),
    ("I-94 B29 004417 C3", [("IMMIGRATION_ID", "B29 004417 C3")]),
    ("account number 7712 9044 3", [("BANK_ACCOUNT", "7712 9044 3")]),
    ("card 4111_1111_1111_1111", [("CREDIT_CARD", "4111_1111_1111_1111")]),
    ("dental ID DN4410077", [("MEMBER_ID", "DN4410077")]),
    ("medical record number 4410077", [("MEMBER_ID", "4410077")]),
    ("Member reference: AMB-9917-440-26", [("MEMBER_ID", "AMB-9917-440-26")]),
    ("referencia del miembro: AMB-9917-440-26", [("MEMBER_ID", "AMB-9917-440-26")]),
    ("her A is 231770119", [("ALIEN_NUMBER", "231770119")]),
    ("su A es 231770119", [("ALIEN_NUMBER", "231770119")]),
    ("admission record 29411800741", [("IMMIGRATION_ID", "29411800741")]),
    ("número de naturalización 41772093", [("IMMIGRATION_ID", "41772093")]),
    ("MD ID card MD12345678901", [("DRIVER_LICENSE", "MD12345678901")]),
    ("ID from Kentucky: L12345678", [("DRIVER_LICENSE", "L12345678")]),
    ("CLABE 032180000118359719", [("BANK_ACCOUNT", "032180000118359719")]),
]
OF_A_LIST = [("MEMBER_ID", number) for number in ("44018827300", "44018831500", "51200947700")]
OF_A_TABLE = [("DOB", "1974-05-19"), ("MEMBER_ID", "U8840217601")]
FROM_AFAR = [
    ("She had Medicaid in Ohio, id 910023847712.", [("MEMBER_ID", "910023847712")]),
    ("covered by Medicaid from Tennessee (910023847712)", [("MEMBER_ID", "910023847712")]),
    ("You sent me a card from Aetna, number W2288 40917.", [("MEMBER_ID", "W2288 40917")]),
    ("La tarjeta de ella dice 0048812937", [("MEMBER_ID", "0048812937")]),
    ("el numero de la targeta nueva es W6100 77 2841", [("MEMBER_ID", "W6100 77 2841")]),
    ("Aetna ID: W228840917", [("MEMBER_ID", "W228840917")]),
    ("her Anthem number is JQU882M40917", [("MEMBER_ID", "JQU882M40917")]),
    ("with Molina, ID 0110448820", [("MEMBER_ID", "0110448820")]),
    ("Humana # H66120044", [("MEMBER_ID", "H66120044")]),
]
FROM_AFAR += [
    (
        "The MA numbers that have no match in the other system: 44018827300, 44018831500, 51200947700 too.",
        OF_A_LIST,
    ),
    ("She was naturalized in May. Her cert no is 38 114 702", [("IMMIGRATION_ID", "38 114 702")]),
    ("The licence that the client showed is Indiana 8840-21-6634", [("DRIVER_LICENSE", "8840-21-6634")]),
    ("her SSN ends with the digits 3307", [("US_SSN", "3307")]),
    ("They had the debit card as well, 4400661270853319", [("CREDIT_CARD", "4400661270853319")]),
    ("MOL5540017283 is not active for him", [("MEMBER_ID", "MOL5540017283")]),
    ("|X|Born|Member ID|\n|---|---|---|\n|x|1974-05-19|U8840217601|", OF_A_TABLE),
    ("one|19870211|900559083|dup", [("DOB", "19870211"), ("US_SSN", "900559083")]),
]
OF_A_CHECK = [("BANK_ROUTING", "083000137"), ("BANK_ACCOUNT", "771290443")]
BROKEN = [
    ("The USCIS number is 231-770-\n119.", [("ALIEN_NUMBER", "231-770-\n119")]),
    ("> the SSN is 900 12\n> 3456", [("US_SSN", "900 12\n> 3456")]),
    ("please call her at 502 555\n0134", [("PHONE", "502 555\n0134")]),
]


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_a_number_is_found_however_it_is_grouped_and_called(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), FROM_AFAR)
def test_what_a_card_or_a_programme_is_numbered_is_a_members(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "RTN/acct 083000137/771290443",
        "routing/account: 083000137 / 771290443",
        "routing 083000137, acct 771290443",
    ],
)
def test_the_first_of_two_numbers_on_a_check_is_the_banks(text: str) -> None:
    assert found(text) == OF_A_CHECK


def test_figures_with_spaces_between_them_are_a_checks_numbers_too() -> None:
    assert found("Routing / acct 0 8 3 0 0 0 1 3 7 / 7 7 1 2 9 0 4 4 3") == [
        ("BANK_ROUTING", "0 8 3 0 0 0 1 3 7"),
        ("BANK_ACCOUNT", "7 7 1 2 9 0 4 4 3"),
    ]


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_a_number_is_found_over_the_end_of_a_line(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Cases 402993118\n402993119",
        "Anthem confirmation number 4410077",
        "the Anthem hotline number is 1-800-555-0100",
        "Anthem group number 0755001",
        "Member ID card not sent, tickets 4410 0077",
        "The policy was cancelled, confirmation number 4410077",
        "page 12 345\n67 lines",
        "My authorization lapsed; the training certificate no. MD-2024-11806 is here",
        "call us back at one, eight five five, three two six, four six five zero",
    ],
)
def test_numbers_of_things_beside_such_words_are_nobodys(text: str) -> None:
    assert found(text) == []


def test_what_machines_read_on_papers_is_found() -> None:
    passport = "P<UTOROE<<ANA<MARIA<<<<<<<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
    card = "C1USA2317701197SRC2190044781<<\n7503092F2904147UTO<<<<<<<<<<<4\nROE<<ANA<MARIA<<<<<<<<<<<<<<<<"

    assert [kind for kind, _ in found(passport)] == ["PERSON", "PASSPORT"]
    assert [kind for kind, _ in found(card)] == ["IMMIGRATION_ID", "DOB", "PERSON"]

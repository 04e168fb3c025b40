"""Numbers of papers however they are spaced and listed, and what only has the shape of one."""

import pytest

from tests.shared.privacy.sample import found

WRITTEN = [
    ("Recibo IOE 91 0044 7812 del TPS", [("IMMIGRATION_ID", "IOE 91 0044 7812")]),
    ("the notice WAC 2390 1500 45 came", [("IMMIGRATION_ID", "WAC 2390 1500 45")]),
    ("the I-94 is 294 118 007 A1", [("IMMIGRATION_ID", "294 118 007 A1")]),
    ("visa J5510093 from Manila", [("IMMIGRATION_ID", "J5510093")]),
    ("visa foil 20221345670004", [("IMMIGRATION_ID", "20221345670004")]),
    ("her number is A 8 912 004 now", [("ALIEN_NUMBER", "A 8 912 004")]),
    ("Can you look it up by passport? A 0344 1190", [("PASSPORT", "A 0344 1190")]),
    (
        "routing 056 073 502 / account 9 440 118",
        [("BANK_ROUTING", "056 073 502"), ("BANK_ACCOUNT", "9 440 118")],
    ),
    ("MRN 11 40 22 87", [("MEMBER_ID", "11 40 22 87")]),
    ("Medicaid con número 88104427190", [("MEMBER_ID", "88104427190")]),
    ("the SSNs:\n900331209\n900331218", [("US_SSN", "900331209"), ("US_SSN", "900331218")]),
    ("Agent: last 4 of the SSN?\nOur Client: 0440", [("US_SSN", "0440")]),
    ("nació el 6-IX-2022", [("DOB", "6-IX-2022")]),
    ("b day 8-8-48", [("DOB", "8-8-48")]),
    ("dob/072490", [("DOB", "072490")]),
    ("born march the third nineteen fifty two", [("DOB", "march the third nineteen fifty two")]),
    ("nací el tres de mayo del cincuenta y ocho", [("DOB", "tres de mayo del cincuenta y ocho")]),
    ("the kids, both 10/10/2016, were dropped", [("DOB", "10/10/2016")]),
    ("mcaid: 330 1187 4420", [("MEMBER_ID", "330 1187 4420")]),
    ("naturalized last spring, certificate 41772093", [("IMMIGRATION_ID", "41772093")]),
    ("Visa (K-1) number 20141120660007", [("IMMIGRATION_ID", "20141120660007")]),
    ("su seguro termina en 0092", [("US_SSN", "0092")]),
    ("Navigator: last 4\nher: 1936", [("US_SSN", "1936")]),
]
OTHER = [
    "Invoice 078-05-1121 is unpaid.",
    "Transaction 987-65-4320 on the sheet",
    "La referencia 900-12-3456 aparece en la carta",
    "Notice NTC-900-44-5120 is dated wrong.",
    "It says Fecha: 00/00/0000 y Caso: 000-00-0000.",
    "policy 01/01/2025-12/31/2025 was cancelled",
    "training certificate 9912-0034-5571",
    "retro date 07/01/2001 of the policy form",
    "the orphans, transactions:\n3009917742\n3009917802\n3009918114",
    "Apache/2.4.57 shows in the header",
    "the case ids are 119003271, 119003288, 118774100",
    "cs 110099218 is stuck",
    "Cases affected:\n- 402993118\n- 402993119 (two people)\n- 402993120",
    "Please check these cases:\n1. 402993118 stuck\n2. 402993119 pending",
    "Case 402993118 for the mother, 402993119 for the daughter",
    "Case 402993118 was merged into 402993119.",
    "type the number, e.g. 123456789",
    "Born to run: born to be wild is a song.",
]
STILL = [
    ("case 900-12-3456", "US_SSN"),
    ("SSN-900-12-3456", "US_SSN"),
    ("Case 402993118 was opened, 900993119 for the daughter", "US_SSN"),
    ("402993118 for the mother, 402993119 for the daughter", "US_SSN"),
    ("The invoice of her 900-12-3456 came", "US_SSN"),
]


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(("text", "values"), WRITTEN)
def test_a_number_is_found_however_it_is_written(text: str, values: list[tuple[str, str]]) -> None:
    assert found(text) == values


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", OTHER)
def test_what_has_another_name_or_goes_on_is_let_pass(text: str) -> None:
    assert found(text) == []


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(("text", "kind"), STILL)
def test_a_social_security_number_is_not_let_pass_for_a_word_nearby(text: str, kind: str) -> None:
    assert {one for one, _ in found(text)} == {kind}

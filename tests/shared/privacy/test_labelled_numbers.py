"""The nearest label says what a number is: personal whatever its shape, or allowed."""

import pytest

from assistdesk.shared.privacy import Directory, Parties, screen
from tests.shared.privacy.sample import found


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Medicaid ID: 0012345678", ("MEMBER_ID", "0012345678")),
        ("policy # ABC12345", ("MEMBER_ID", "ABC12345")),
        ("número de póliza ABC-90012", ("MEMBER_ID", "ABC-90012")),
        ("insurance card number is ZZP882M40917", ("MEMBER_ID", "ZZP882M40917")),
        ("member 9001488712", ("MEMBER_ID", "9001488712")),
        ("MBI 1EG4TE5MK73", ("MEMBER_ID", "1EG4TE5MK73")),
        ("ACCT 4452 0098 1123", ("BANK_ACCOUNT", "4452 0098 1123")),
        ("cuenta bancaria 000123456789", ("BANK_ACCOUNT", "000123456789")),
        ("routing number 083000137", ("BANK_ROUTING", "083000137")),
        ("ITIN 912-70-3456", ("ITIN", "912-70-3456")),
        ("foreign passport is K932-778-3840", ("PASSPORT", "K932-778-3840")),
        ("pasaporte FE482913", ("PASSPORT", "FE482913")),
        ("driver's license S-530-427-881-094", ("DRIVER_LICENSE", "S-530-427-881-094")),
        ("licencia de conducir 90012345", ("DRIVER_LICENSE", "90012345")),
        ("A-number: 123-456-789", ("ALIEN_NUMBER", "123-456-789")),
        ("he has A123456789", ("ALIEN_NUMBER", "A123456789")),
        ("A# 123456789", ("ALIEN_NUMBER", "123456789")),
        ("I-94 94628375104", ("IMMIGRATION_ID", "94628375104")),
        ("rejected: MSC2190123456", ("IMMIGRATION_ID", "MSC2190123456")),
        ("SEVIS N0012345678", ("IMMIGRATION_ID", "N0012345678")),
        ("it says 946283751B4", ("IMMIGRATION_ID", "946283751B4")),
        ("immigration number 900123456", ("IMMIGRATION_ID", "900123456")),
        ("re-entry permit R9001234", ("IMMIGRATION_ID", "R9001234")),
        (
            "G900234561MEX8503142F3002228<<<<<<<<<<<<<<06",
            ("PASSPORT", "G900234561MEX8503142F3002228<<<<<<<<<<<<<<06"),
        ),
        ("Visa 4111 1111 1111 1111", ("CREDIT_CARD", "4111 1111 1111 1111")),
        ("4111111111111111 was charged", ("CREDIT_CARD", "4111111111111111")),
        ("4111 1111 1111 1112 was charged", ("CREDIT_CARD", "4111 1111 1111 1112")),
    ],
)
def test_a_personal_number_is_found(text: str, finding: tuple[str, str]) -> None:
    assert found(text) == [finding]


@pytest.mark.rule("V-03")
@pytest.mark.parametrize(
    "text",
    [
        "Incident 200528-2866868 and 200528-2866869 are the same",
        "case 900123456",
        "Case # 900123456",
        "case no. 900123456",
        "Case Number\n900123456",
        "900123456 is her case number",
        "cases 900123450, 900123451 and 900123452",
        "número de caso 900123456",
        "Person ID 900123456",
        "PID #:900123456",
        "application id 900123456",
        "ticket 900123456",
        "NPN 900123456",
        "agent license 900123456",
        "Household ID 900123456",
        "control number 900123456",
        "Re: case 900123456 / 900123457",
        "Two cases exist: old 900123456, new 900123457",
        "WO 900123456",
        "claim 900123456 was denied",
        "RFI 900123456",
        "Check number 900123456",
        "Enrollment 900123456 was cancelled",
        "agency tax id 900123456",
        "Tax ID 61-9001234 of the agency",
        "Premium $1,284.00, error code 900123456",
        "Compare Silver 4500 with Bronze 60 for 2024",
    ],
)
def test_a_number_that_is_not_personal_is_not_flagged(text: str) -> None:
    assert found(text) == []


@pytest.mark.rule("V-03")
def test_the_packs_own_label_allows_a_number() -> None:
    assert found("HLP 900123456") == []
    assert found("XLP 900123456") == [("US_SSN", "900123456")]


def test_an_insurers_name_is_no_label() -> None:
    assert found("case 900123456 (Passport Mutual)") == []
    assert found("case 900123456 (passport)") == [("PASSPORT", "900123456")]


def test_the_words_after_a_label_that_are_no_number_are_left_alone() -> None:
    assert (
        found("member since 2019-05-01, policy effective 01/01/2024, account locked, passport attached") == []
    )


@pytest.mark.rule("V-03")
@pytest.mark.parametrize(
    "number", ["Service Line ticket 4471902", "Service Line 4471902", "service line #4471902"]
)
def test_a_marketplaces_own_label_of_several_words_allows_its_number(number: str) -> None:
    directory = Directory(allowed_labels=frozenset({"Service Line"}))
    verdict = screen(f"See {number.replace('4471902', '447190212')}.", directory=directory, parties=Parties())

    assert verdict.findings == ()

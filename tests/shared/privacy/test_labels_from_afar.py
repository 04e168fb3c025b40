"""Numbers whose label stands farther off, and numbers whose label is of another thing."""

import pytest

from tests.shared.privacy.sample import found

PERSONAL = [
    ("the joint account he has with Ana (000718811421", "BANK_ACCOUNT"),
    ("her acct at the credit union, 88155472", "BANK_ACCOUNT"),
    ("we paid it from Bank of America 4468 2019 5531, you can check", "BANK_ACCOUNT"),
    ("la cuenta que registró es 3350055174 (M&T)", "BANK_ACCOUNT"),
    ("la ruta 055003308 (M&T Bank me lo dijo)", "BANK_ROUTING"),
    ("he sent the check number as the routing. real one 283977725", "BANK_ROUTING"),
    ("The naturalization cert was typed wrong. It's 38455190", "IMMIGRATION_ID"),
    ('el certificado de naturalización por "ilegible". El número es 29 155 807', "IMMIGRATION_ID"),
    ("parolee, I-94 class UHP, number 7719355221A", "IMMIGRATION_ID"),
    ("The paper of the airport is 2A4455907K8", "IMMIGRATION_ID"),
    ("USCIS receipt 0047-2218", "IMMIGRATION_ID"),
    ("sent a passport as ID, no. B50155203", "PASSPORT"),
    ("his medical assistance no. 91055872600", "MEMBER_ID"),
    ("her Medicaid one says 77155418290", "MEMBER_ID"),
    ("RE: Medicaid # needed\n\nCarmen it's 0055447726 for grandma", "MEMBER_ID"),
    ("policy-holder ID PH-2291-5540", "MEMBER_ID"),
    ("Soy afiliado UHC 90455-1182.", "MEMBER_ID"),
    ("her license 30044182, NPN 8830142 is mine", "DRIVER_LICENSE"),
    ("driver's license 30044182 of a producer", "DRIVER_LICENSE"),
    ("Proof of identity: MD license 3004418277. Producer NPN 8830142", "DRIVER_LICENSE"),
    ("born 7/3/64", "DOB"),
    ("his medicaid id on the other case is 0077331745 btw", "MEMBER_ID"),
]
CLEAN = [
    "My NPN is 8830142 and my Maryland licence number is 2114433.",
    "I am licensed in two states. MD license 2100345933.",
    "Edit. License DOI-884155, CE due 3/31/2026.",
    "Supplies cost $118.40 (receipt 0047-2218).",
    "ID cards mailed on 12/03 (USPS 9400 1118 9956 2841 7730 05).",
    "The bank says ACH company ID for aetna premium collections is 1611600439",
    "E&O policy PHL-0044155-24, limit $1M",
    "comisiones de agosto, estado de cuenta 0824-CF-7755",
    "Are Silver 73/87/94 variants loaded?",
    "Bank's trace 09100001-4471882",
]


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(("text", "kind"), PERSONAL)
def test_a_label_speaks_over_the_words_between(text: str, kind: str) -> None:
    assert kind in {one for one, _ in found(text)}


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", CLEAN)
def test_what_is_called_another_things_is_let_pass(text: str) -> None:
    assert found(text) == []

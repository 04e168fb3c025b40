"""Numbers that look like somebody's and are a thing's, and those that are somebody's all the same."""

import pytest

from tests.shared.privacy.sample import found

CLEAN = [
    "The parking number 400112233 expires in May.",
    "the locker number is 606-55-0142",
    "su número de pedido 400112233 llegó",
    "badge # 400112233 does not open the door",
    "The factura 512-30-8846 is ours.",
    "Renewal form 114-22-2025 has the schedule.",
    "Bring one, e.g. 330-41-7765, to the window.",
    "The row 512-30-8846 is a code, not an SSN.",
    "La fila 512-30-8846 no es un seguro social.",
    "Case 104-88-2213 (case number, the system prints dashes)",
    "Can you check 118330947? The portal still spins.",
    "Any update on 118330947 today?",
    "Accepted papers: I-327, I-551, I-571, I-766, I-94, DS-2019.",
    "The desk number is five oh two five five five oh one six three.",
    "He left 502-555-0143, it is the front desk.",
    "call 502-555-0143 (QRST office)",
    "We merged case 412993118 into 730211944 on May 2.",
    "Case 412993118 was merged with 730211944.",
    "La oficina atiende en el 502-555-0143 hasta las 4.",
    "The webinar's registration code 730211944",
    "fax broke, use 410-555-0167 x 3",
    "La oficina de Bowling Green 270-555-0106 no contesta.",
    "Problems go to training.abc@example.org or prensa@example.org.",
]
PERSONAL = [
    ("her number 400112233", "US_SSN"),
    ("Case 412993118 is stuck, 730211944 too", "US_SSN"),
    ("merge case 412993118 into the one of SSN 730211944", "US_SSN"),
    ("the socal number 400112233", "US_SSN"),
    ("el número de ella 400112233", "US_SSN"),
    ("wife number 400112233", "US_SSN"),
    ("Case 104-88-2213 is hers.", "US_SSN"),
    ("please check 900118330", "US_SSN"),
    ("please check 118330947, her name is wrong", "US_SSN"),
    ("ssn? please check 118330947", "US_SSN"),
    ("The SSN 512-30-8846 is not the one on file.", "US_SSN"),
    ("her social for the form 512-30-8846", "US_SSN"),
    ("call her at 502-555-0143 tonight", "PHONE"),
    ("write to lupe.ortega@example.org", "EMAIL"),
    ("Passport of Example Land OP0447182", "PASSPORT"),
    ("el pasaporte boliviano, nro. QJ80417", "PASSPORT"),
    ("passport card C03005988 and book 567 890 123", "PASSPORT"),
    ("the A number on his card is A 221 009 874", "ALIEN_NUMBER"),
    ("A-No. A-211.045.998", "ALIEN_NUMBER"),
    ("Núm. de USCIS 063-227-918", "ALIEN_NUMBER"),
    ("I-571 R00418827", "IMMIGRATION_ID"),
    ("Their I-94s are one digit apart, 60441772093", "IMMIGRATION_ID"),
    ("DL (VA) T64-20-8817", "DRIVER_LICENSE"),
    ("he read H120-441-77-209-0 to me", "DRIVER_LICENSE"),
    ("Transit 124000999", "BANK_ROUTING"),
]


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", CLEAN)
def test_a_number_that_is_called_a_things_is_let_pass(text: str) -> None:
    assert found(text) == []


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(("text", "kind"), PERSONAL)
def test_a_number_that_may_be_somebodys_is_found(text: str, kind: str) -> None:
    assert kind in {one for one, _ in found(text)}

"""Numbers and dates as people say them on the telephone, and as others write them down."""

import pytest

from tests.shared.privacy.sample import found

SPOKEN = [
    ("SS five oh two, eleven, 9931", "US_SSN", "five oh two, eleven, 9931"),
    ("my Social's five oh four, [cut] sixty-one, nineteen twenty", "US_SSN", None),
    ("tarjeta de Medicaid: uno uno cero cuatro siete siete dos nueve ocho cinco uno", "MEMBER_ID", None),
    ("pueden hablar al cuatro diez, cinco cinco cinco, cero uno seis uno", "PHONE", None),
    ("it comes out too. three four nine, oh one one seven", "PHONE", None),
    ("Rep: last four of your social\nResident: six one oh nine", "US_SSN", "six one oh nine"),
    ("AGENTE: ¿Los últimos cuatro de su seguro social?\nCLIENTE: Nueve cero uno tres.", "US_SSN", None),
    ("[10:04 AM] Ana: last 4 social?\n[10:05 AM] Ben A.: 7731\n[10:06 AM] Ana: ok", "US_SSN", "7731"),
    ("Rep: date of birth?\nResident: the ninth of February, forty-five", "DOB", None),
    ("birth date\nAna Roe: six fourteen fifty eight", "DOB", "six fourteen fifty eight"),
    ("¿Su fecha de nacimiento, don Iván?\nCLIENTE: Once de junio del cincuenta y nueve.", "DOB", None),
    ("his birthday, June the third twenty eighteen", "DOB", "June the third twenty eighteen"),
    ("Email's t roe underscore nine two at example dot com.", "EMAIL", None),
    (
        "from over on forty-five Quicksilver Road in Jackson",
        "ADDRESS",
        "forty-five Quicksilver Road in Jackson",
    ),
    ("on two sixteen Cane Fork Road now", "ADDRESS", "two sixteen Cane Fork Road"),
    ("Ana Roe 19680413\nBen Roe 19710929", "DOB", "19680413"),
    ("kids Ana 2/14/2012, Zakariya 6/30/2015, Ben 9/1/2017", "DOB", "6/30/2015"),
    ("Lucas (hijo, 10/02/2020)", "DOB", "10/02/2020"),
    ('Son is Ben "MJ" Roe, 2015.08.29', "DOB", "2015.08.29"),
    ("rubén roe\n14 08 1974\ncel", "DOB", "14 08 1974"),
    ("nació el 3/2/2014 y el primo el 2/4/2014", "DOB", "2/4/2014"),
    ("I-94 no.: A4R 88121 6W8", "IMMIGRATION_ID", "A4R 88121 6W8"),
    ("Ben should be 61902238A42", "IMMIGRATION_ID", "61902238A42"),
    ("su visa B-2, número N4471905", "IMMIGRATION_ID", "N4471905"),
    ("Passport: FE 662195 (Ukraine)", "PASSPORT", "FE 662195"),
    ("W-2: box a 400557785", "US_SSN", "400557785"),
    ("mr roe. rtng 083000137", "BANK_ROUTING", "083000137"),
    ("My bank is Citizens, the check says 042105934 then 0011872251", "BANK_ROUTING", "042105934"),
    ("My bank is Citizens, the check says 042105934 then 0011872251", "BANK_ACCOUNT", "0011872251"),
    ("roe / 502 five five five 0143 / 400-five five-2122", "PHONE", "502 five five five 0143"),
    ("The dependent's ID was 914420088 03, group 0755001.", "MEMBER_ID", "914420088 03"),
    ("The old Medicaid record under number 4002218875 is active", "MEMBER_ID", "4002218875"),
    ('MEMBER_ID,NAME,EFF\nKY0019928835,"ABELL, C",20250101', "MEMBER_ID", "KY0019928835"),
    ("Star Route 2, Box 29B, Sandy Hook KY 41171", "ADDRESS", None),
    ("Bobbie, Hwy 80 W #2293, evenings", "ADDRESS", "Hwy 80 W #2293"),
    ("PSL: his street\nAvery Sample: 5029 Poplar Level Rd\nPSL: ok", "ADDRESS", "5029 Poplar Level Rd"),
    ("It is over. Avery Sample, client Rosa, 606-555-0139", "PHONE", "606-555-0139"),
    ("Avery told her. Rosa 606-555-0139", "PHONE", "606-555-0139"),
    ("It is over. Avery Sample called Rosa, 606-555-0139", "PHONE", "606-555-0139"),
    ("It is over. Avery Sample, please call 606-555-0139", "PHONE", "606-555-0139"),
    ("It is over. Avery call 606-555-0139", "PHONE", "606-555-0139"),
    ("Rosa Law, 606-555-0139", "PHONE", "606-555-0139"),
    ("Claims desk 301-555-0184\n606-555-0139", "PHONE", "606-555-0139"),
    ("Name | Unit | Phone\nRoe | 4 | 606-555-0139", "PHONE", "606-555-0139"),
    ("Name | Carrier | Phone\nRoe | Aetna | 606-555-0139", "PHONE", "606-555-0139"),
    ("Anything else from the office?\nResident: my number is 606-555-0139", "PHONE", "606-555-0139"),
    ("She claims rosa@example.com is hers.", "EMAIL", "rosa@example.com"),
    ("Her office is closed, I'm at 606-555-0139", "PHONE", "606-555-0139"),
]
CLEAN = [
    "It is over. Avery Sample, somerset, 606-555-0139",
    "It is over. Avery Sample, assister, tel. 606-555-0139.",
    "It is over. avery 606 555 0139",
    "Call me at 502-555-0132 (my office)",
    "Márcame al 502 555 0112, esa es la oficina.",
    "Support: which number?\nA: 859 555 0182, el de la agencia",
    "A: what's the fax for docs\nB 2:03 PM  502-555-0105 central",
    "Questions: desk@exchange.example.org or 502-555-0182.",
    "Agencia Serrato e Hijos, 1214 Broadway, Paducah, KY 42001",
    "Sample Benefits | 410-555-0142 | 33 Light St, Baltimore, MD 21202",
    "It goes to our principal address, 212 Ring Rd, Elizabethtown.",
    "escalations anthem.ky.esc@issuer.example.net",
    "   Kim Sample     NPN 20881177    ksample@whisper.example.net",
    "De: Ana Roe, NPN 19330418",
    "His training certificate no. is MP-2025-118833.",
    "The certificate (Policy form CGL-2233) expired.",
    "returned USPS 10/24 trk 9400 1112 0622 5573 3308 19",
    "grupo 00091, plan Silver",
    "Nine thirty to ten fifteen, or two to four.",
]


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(("text", "kind", "words"), SPOKEN)
def test_a_value_is_found_as_it_is_said(text: str, kind: str, words: str | None) -> None:
    values = [one for which, one in found(text) if which == kind]
    assert words in values if words else values


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", CLEAN)
def test_how_helpers_are_reached_and_what_things_are_called_is_let_pass(text: str) -> None:
    assert found(text) == []

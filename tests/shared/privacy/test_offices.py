"""An office's address, telephone and mail may be told; a consumer's may not, wherever it stands."""

import pytest

from tests.shared.privacy.sample import found

OFFICES = [
    "Our office is 214 Caroline Ave, Pikeville.",
    "Our site moved to 40 Rolling Rd, Catonsville 21228.",
    "Castellano Insurance Group, 77 Main Street, Frederick MD 21701, 301-555-0177",
    "Quarles & Daughters Brokers\n3300 Eastern Blvd Ste 14, Essex, MD 21221\n(410) 555-0138",
    "Centro Quevedo, 2118 Bardstown Rd, Louisville, KY 40205",
    "Do we still fax forms to (410) 555-0199?",
    "The conference bridge is 502-555-0100.",
    "Her desk 606-555-0125 is on the first floor.",
    "I need a supervisor callback, 502-555-0180.",
    "The clinic has NPI 1999999984, 606-555-0160.",
    "Oficina: 301-555-0166",
    "All is well. Avery Sample, 606-555-0137",
    "All is well. Avery Sample NPN 2774810 ofc 606-555-0120",
    "Write to quarles@tri-county-insurance.example.com or ana@seguros-norte.example.org",
]
CONSUMERS = [
    ("Her office is 502-555-0111.", "PHONE"),
    ("She lives at Hope Center, 12 Main Street, Frankfort.", "ADDRESS"),
    ("Her mail goes to 214 Caroline Ave, Pikeville.", "ADDRESS"),
    ("Avery Sample\n\n214 Caroline Ave, Pikeville", "ADDRESS"),
    ("Avery Sample\nClient moved, 606-555-0137", "PHONE"),
    ("Write to rosa@rivera-family.example.com", "EMAIL"),
    ("cel 301 555 01 44", "PHONE"),
]


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", OFFICES)
def test_an_offices_address_and_telephone_may_be_told(text: str) -> None:
    assert found(text) == []


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(("text", "kind"), CONSUMERS)
def test_a_consumers_is_found(text: str, kind: str) -> None:
    assert [one for one, _ in found(text)] == [kind]

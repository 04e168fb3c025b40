"""Where people meet and how an office is reached may be told; where a consumer lives may not."""

import pytest

from tests.shared.privacy.sample import found

ANNOUNCED = [
    "Next meeting: 512 Sample Street, Frankfort, room 3, March 6, 10:30.",
    "La audiencia es el 14 de mayo a las 9:30 a. m. en 88 Gilmore Road, Towson",
    "Tengo una cita en Rockville (31 Hungry Drive) a las 11.",
    "Union hall, 77 N Example Ave. Doors at 9.",
    "Nos vemos en la iglesia de la calle Western Avenue 3500.",
    "The Boone County office moved. New one is 5301 Example Drive Suite D. Phone's the same, 240-555-0182.",
    "El centro de Wheatland (1102 Mill Rd, Suite 70) abre los sábados. Para citas: 240-555-0183",
    "They printed the wrong return address (20 W Preston Street).",
    "Send it to the agency: P.O. Box 857, Lanham, MD 20703.",
    "Sample Health Benefit Exchange, 75 E Platt St, 6th floor, Baltimore MD 21202",
    "The county health department (170 McCormick Dr, Largo) says another thing.",
    "Fax to our office 502-555-0187 and the one in Warren County said 502-555-0185.",
    "I can give samples at 301-555-0184, my office number.",
    "Claims desk 301-555-0184 or 301-555-0186.",
    "Team,Contact,Phone\nNotices,A. Sample,410-555-0186\nTax forms,B. Sample,410-555-0187",
    "Two agents: (NPN 18800417, Louisville, kroe@valley.example.net) and (NPN 19110720, kim@h.example.net).",
    "Fine by me.\n\nAvery Sample\nRiver Coverage, 21 E Patrick St, Frederick",
    "Fine by me.\n\nAvery Sample, assister\nHazel Outreach, 606-555-0139",
]
CONSUMERS = [
    ("She has a meeting at home, 512 Sample Street, Frankfort.", "ADDRESS"),
    ("The appointment is for the client at 88 Gilmore Road, Towson", "ADDRESS"),
    ("She missed her appointment and moved to 88 Gilmore Road, Towson", "ADDRESS"),
    ("Client,Team,Phone\nA. Sample,Notices,410-555-0186", "PHONE"),
    ("Claims desk 301-555-0184 or her cell 502-555-0186.", "PHONE"),
    ("Callback 859 555 0107. Wants to add the newborn.", "PHONE"),
    ("Hi,\nAvery Sample\nRosa Delgado, 606-555-0139", "PHONE"),
    ("Avery Sample,\nRosa Delgado Rivera Market, 606-555-0139", "PHONE"),
]


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", ANNOUNCED)
def test_where_an_event_or_an_office_is_may_be_told(text: str) -> None:
    assert found(text) == []


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(("text", "kind"), CONSUMERS)
def test_what_is_a_consumers_beside_one_is_found(text: str, kind: str) -> None:
    assert kind in {one for one, _ in found(text)}

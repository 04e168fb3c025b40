"""Who answers for an office or an issuer may be named; an issuer's members may not."""

import pytest

from assistdesk.shared.privacy import Directory, screen
from tests.shared.privacy.sample import PARTIES, found

STAFF = [
    'The client was told by "Imelda" at the help desk that it is closed.',
    "I asked Imelda at Aetna about the client's card.",
    "Imelda from Aetna said that the client paid.",
    "My client paid twice. I spoke with Imelda from CareFirst today.",
    "The client can't get back in, per SSA (Imelda).",
    "Su cliente sigue sin tarjeta, en la SSA (Imelda) me dijeron que no.",
    "For the client I spoke with CareFirst (Imelda, ref. 9914-0221).",
    "Tier 2 (Imelda) found the client's application.",
    "11:20 Soporte (Imelda): ¿el caso del cliente?",
    "Called Molina twice for the client, spoke with Imelda the first time.",
    "For this client: Aetna 888-815-6446 (press 4, ask for Imelda)",
    "El cliente pagó. Imelda, de la mesa de ayuda, me pidió otra captura.",
    "La señora Castellano, de Capacitación, me confirmó lo del cliente.",
    "Si llama Imelda de CareFirst por el cliente, que me espere.",
    "The client heard it from Imelda at corporate.",
    "A lady named Imelda gave me ticket 4419 for the client.",
    "I was told by Imelda (badge 2216) that my client is active.",
    "AOR shows Imelda Castellano, should be me, for this client.",
    "Mi delegada, Imelda Castellano, ve al cliente.",
    "Mrs. Castellano could reproduce what the client saw.",
    "La Sra. Imelda ya la desbloqueó, el cliente entra.",
]
CONSUMERS = [
    "Please move Imelda from Aetna to Molina.",
    "Imelda from Aetna to Kaiser, effective March 1.",
    "Cambien a Imelda de CareFirst a Kaiser.",
    "The plan of Imelda from Anthem was dropped.",
    "I called Anthem with Imelda on the line.",
    "My client is dropped. We called Anthem, I spoke with Imelda on a three-way with the carrier.",
    "No 834 yet for Kaiser (Imelda) and Anthem.",
    "My client Imelda at CareFirst has no card.",
    "Imelda with Anthem has no card.",
    "Imelda in the NICU has no card.",
    "On TPS (Imelda) we wait.",
    "Imelda with Eligibility questions called me.",
    "Her daughter Imelda at Aetna was dropped.",
]


@pytest.mark.rule("V-03")
def test_who_is_with_a_team_of_the_directory_may_be_named() -> None:
    text = "Hi, this is Imelda with the Orchard Line, about your client. Thanks."
    directory = Directory(names=frozenset({"Orchard Line"}))

    assert not screen(text, directory=directory, parties=PARTIES).findings
    assert screen(text, directory=Directory(), parties=PARTIES).findings


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", STAFF)
def test_who_answers_for_an_office_may_be_named(text: str) -> None:
    assert found(text) == []


@pytest.mark.rule("V-02")
@pytest.mark.parametrize("text", CONSUMERS)
def test_a_member_of_an_issuer_is_found(text: str) -> None:
    assert ("PERSON", "Imelda") in found(text)

"""Those who help consumers may be named: by their function, their office, or what only staff does."""

import pytest

from tests.shared.privacy.sample import found

AT = "@"  # the provider is real, the person is not: no whole address stands here
STAFF = [
    "Dr. Imelda Castellano is listed for the wrong network.",
    "La Dra. Castellano aparece dos veces.",
    "Hearing officer Imelda Castellano set the date.",
    "Judge Imelda Castellano, interpreter Duc Tran.",
    "Our trainer Imelda Castellano says month of receipt.",
    "El supervisor anterior, Anselmo Castellano, lo prometió.",
    "Fax it, attention Imelda Castellano, no cover page.",
    "Imelda in our Paducah office has the same.",
    "Please route to Imelda Castellano on the policy team.",
    "Can Ms. Castellano at the call center confirm?",
    "Castellano from the help desk wants a file.",
    "I got two answers from Imelda (ext 2204).",
    "Antes era Imelda Castellano, extensión 40217.",
    "Imelda Castellano (supervisor) signs for us.",
    "Pagó Imelda Castellano, nuestra jefa.",
    "Imelda transferred me to voicemail.",
    "Imelda read me a script saying thirty.",
    "Castellano opened a ticket for it.",
    "Me atendió Imelda Castellano y colgó.",
    "Thank you Imelda. Closing both.",
    "Habló con una tal Imelda y nada.",
    "Dudas con Imelda Castellano.",
    "The interpreter last time was Mr. Castellano.",
    "A supervisor (Ms. Castellano) said so.",
    "Our counsel is Atty. Imelda Castellano.",
    "As in Castellano v. Heckler, the notice counts.",
    "The table at St. Matthias is ours, and one in San Anselmo.",
    "Opened 02/06/2025 11:08 by I. Castellano, assigned to A. Yilmaz.",
    "02/06 11:30 assigned A. Yilmaz",
    "The client was told by rep I. Castellano, evaluator A. Yilmaz.",
    "The account mgr there is imelda, she has the client's bill.",
    "From: Team\nCc: Imelda Castellano; Supervisors\n\nThe client was approved.",
    "Imelda from Passport broker support called about the client.",
    "Don Anselmo, el de la agencia, abre la puerta al cliente.",
    "Your client was approved, the notice follows.\nRegards,\nImelda Castellano\nCastellano Insurance Group",
    "Your client was approved, and the notice follows.\n\nImelda Castellano, Training Support",
    "Nothing on the client is open, as you had asked us. Best, Imelda Castellano, Professional Services Line",
    "Ticket 88120 on the client\nOwner: I. Castellano",
    "Presenters: Imelda Castellano, Faith Jordan and Will Banks. No client is named.",
    "Atienden Imelda, Pablo y Doris. No mande datos de clientes.",
    "14:02 Desk (Imelda): which client is it?",
    "Notaria: Imelda Castellano, comisión vence en mayo.",
    "Please add Imelda Castellano (i.c, NPN 21884031) as staff.",
]
CONSUMERS = [
    ("My client Dr. Imelda Castellano has no card.", "Imelda Castellano"),
    ("She is Dr. Imelda Castellano but not as a provider.", "Imelda Castellano"),
    ("Dr. Imelda Castellano, DOB 03/14/1985, was dropped.", "Imelda Castellano"),
    ("The client Imelda Castellano (ext 2204) called.", "Imelda Castellano"),
    ("Imelda Castellano, my authorized rep, signed.", "Imelda Castellano"),
    ("Her daughter Imelda in our Paducah office was dropped.", "Imelda"),
    ("Imelda Castellano read the notice.", "Imelda Castellano"),
    (
        "The notice for my daughter never came, and there is no card.\n\nThank you,\nImelda Castellano",
        "Imelda Castellano",
    ),
    (
        "My uncle owes it back and has no card. Imelda Castellano, of Hazard. I am an agent but not hers.",
        "Imelda Castellano",
    ),
    ("His papers are all in order now. Her child, Imelda C., got none. I'm at our office.", "Imelda C."),
    (f"Cc: Imelda Castellano <imelda{AT}gmail.com>\n\nThe case is closed.", "Imelda Castellano"),
    ("client1: Imelda\nclient2: Anselmo", "Imelda"),
]


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", STAFF)
def test_staff_may_be_named(text: str) -> None:
    assert found(text) == []


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(("text", "name"), CONSUMERS)
def test_a_consumer_is_found_where_staff_could_be_meant(text: str, name: str) -> None:
    assert ("PERSON", name) in found(text)

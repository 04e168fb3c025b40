"""Colleagues in messages about the work itself may be named; a consumer in one may not."""

import pytest

from tests.shared.privacy.sample import found

STAFF = [
    "Heads up from the broker call this morning. Imelda Castellano and Anselmo Rios presented, slides up.",
    "FYI, Imelda has the deck and Anselmo brings the cake.",
    "Please join me in congratulating Ms. Imelda Castellano and Mr. Anselmo Rios, who both passed!",
    "Imelda tiene la del año pasado y Mercedes la tiene en papel nomás.",
    "Welcome to the team! KOG stuff goes to Imelda or Anselmo.",
    "Ticket 4412 on the client\nStatus: Last touched 1/15 by I. Castellano",
    "Su incidente 260511-4420190 sobre el cliente se asignó a Imelda Castellano.",
    "Minutes\nPresent: Castellano, Rios, Imelda\nThe client list is next.",
    "My clients show no broker. Others in the office have it too: Imelda Castellano, Anselmo Rios.",
]
CONSUMERS = [
    ("After the training I called Imelda, her plan was dropped.", "Imelda"),
    ("On the broker call they said Imelda Castellano was denied.", "Imelda Castellano"),
    ("Slides are up. Imelda lost her job.", "Imelda"),
    ("En la junta del equipo dijeron que Imelda no pagó.", "Imelda"),
    ("Imelda says thanks :) all good", "Imelda"),
    ("Imelda says the portal froze again on her.", "Imelda"),
    ("The household, present: Imelda and Anselmo.", "Imelda"),
]


@pytest.mark.rule("V-03")
@pytest.mark.parametrize("text", STAFF)
def test_colleagues_may_be_named_where_work_is_spoken_of(text: str) -> None:
    assert found(text) == []


@pytest.mark.rule("V-02")
@pytest.mark.parametrize(("text", "name"), CONSUMERS)
def test_a_consumer_is_found_among_words_of_work(text: str, name: str) -> None:
    assert ("PERSON", name) in found(text)

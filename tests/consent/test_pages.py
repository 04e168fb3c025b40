"""The pages: Request Case Access, the wait, the confirmation, the voice, and the client's survey."""

from typing import Any

import pytest
from django.test import Client

from assistdesk.consent.models import Association, ConsentRequest
from assistdesk.shared.people.models import Person
from tests.consent.playing import Helper, Resident, Time
from tests.guide.pages import text_within

pytestmark = pytest.mark.django_db
SEARCH = "/m/kentucky/case-access"


def words(answer: Any) -> str:
    """Return what the middle of a page says."""
    return text_within(answer.content.decode(), "main").replace("\u00a0", " ")


def sent(helper: Helper, who: Person, **changes: Any) -> Any:
    """Fill in the form and send it."""
    form = {
        "first_name": who.first_name,
        "last_name": who.last_name,
        "sex": who.sex,
        "date_of_birth": who.date_of_birth.isoformat(),
        **changes,
    }
    return helper.browser.post(SEARCH, form)


def posted(helper: Helper, place: str, form: Any = None) -> str:
    """Send a form and return where it leads."""
    answer: Any = helper.browser.post(place, form or {})
    return str(answer.url)


def asked(helper: Helper, who: Person) -> str:
    """Search and press Request Electronic Consent; return the address of the request's page."""
    place = sent(helper, who).url
    return posted(helper, place, {"method": "electronic"})


@pytest.mark.rule("C-01")
def test_the_form_asks_for_what_the_pack_says(agent: Helper) -> None:
    page = agent.browser.get(SEARCH)

    said = words(page)
    for label in ("First Name", "Last Name", "Sex", "Date of Birth", "Social Security Number", "Case Number"):
        assert label in said
    assert "Application Number" in said
    assert "With this search you attest" in said
    assert "Agents should not associate with clients by creating a prospect" in said
    refused = agent.browser.post(SEARCH, {"first_name": "Rosa", "ssn": "12"})
    assert refused.status_code == 422
    assert b'value="Rosa"' in refused.content


@pytest.mark.rule("C-10", "C-11")
def test_unknown_and_out_of_reach_are_told_the_same_next_steps(agent: Helper, rosa: Resident) -> None:
    one = words(sent(agent, rosa.record, first_name="Nobody"))
    other = words(sent(agent, Resident("resident-none").record))

    assert "three-way" not in one  # a key, no words
    for said in (one, other):
        assert "Call the PSL at" in said
        assert "paper form" in said
    assert one.partition("All that is given")[0] == other.partition("All that is given")[0]


@pytest.mark.rule("C-03")
def test_an_associated_client_leads_to_the_case(agent: Helper) -> None:
    client = Person.objects.filter(grants__account__username="agent").order_by("person_id")[0]

    place = sent(agent, client).url

    assert place == f"/m/kentucky/cases/{client.cases.get().case_number}"
    assert client.last_name in words(agent.browser.get(place))


@pytest.mark.rule("C-04", "C-07", "C-18")
def test_from_the_form_to_the_case(agent: Helper, rosa: Resident) -> None:
    found = agent.browser.get(sent(agent, rosa.record).url)
    assert "You do not have an Agent association" in words(found)
    assert b"Request Electronic Consent" in found.content

    place = asked(agent, rosa.record)
    waiting = agent.browser.get(place)
    assert "Waiting for the client" in words(waiting)
    assert b'http-equiv="refresh" content="5"' in waiting.content
    assert rosa.record.last_name.encode() not in waiting.content

    phone, link = Client(), f"/c/{rosa.link()}"
    survey = phone.get(link)
    for one in (
        "Casey Tolliver",
        "Bluegrass Coverage Partners",
        "9513027",
        "Accept",
        "Decline",
        "take it back",
    ):
        assert one in words(survey)
    assert ConsentRequest.objects.get().state == "pending"
    assert phone.post(link, {"answer": "accept"}).headers["Location"] == link
    assert "You accepted" in words(phone.get(link))

    received = agent.browser.get(place)
    assert "Client Consent Received" in words(received)
    assert "Next" in words(received)
    assert not Association.objects.exists()
    confirming = agent.browser.get(f"{place}?step=confirm")
    assert "Does this association come from a kynect On Demand referral?" in words(confirming)
    case = posted(agent, f"{place}/confirm", {"from_on_demand": "yes"})
    assert Association.objects.get().from_on_demand
    assert "Rosa Delgado" in words(agent.browser.get(case))
    assert agent.browser.get(place).headers["Location"] == case


@pytest.mark.rule("C-17")
def test_after_a_no_the_page_has_only_cancel(agent: Helper, rosa: Resident) -> None:
    place = asked(agent, rosa.record)
    Client().post(f"/c/{rosa.link()}", {"answer": "decline"})

    page = agent.browser.get(place)

    assert "Client did not consent." in words(page)
    assert "Cancel" in words(page)
    assert b"Verbal" not in page.content
    again = words(agent.browser.get(sent(agent, rosa.record).url))
    assert "Client did not consent." in again
    assert "Electronic" not in again


@pytest.mark.rule("C-09", "C-08")
def test_no_answer_then_by_voice(agent: Helper, rosa: Resident) -> None:
    place = asked(agent, rosa.record)
    rosa.link()
    agent.waits({"auth_req_id": place.rpartition("/")[2]}, 90)

    over = agent.browser.get(place)
    assert "Client did not respond." in words(over)
    assert "Confirm Verbal Consent" in words(over)
    reading = posted(agent, f"{place}/speak")
    aloud = agent.browser.get(reading)
    assert "Your consent is voluntary" in words(aloud)
    keys = ["who", "what", "purpose", "voluntary", "take-back"]
    assert posted(agent, f"{reading}/record", {"read": keys}) == reading
    assert "Ok" in words(agent.browser.get(reading))
    assert posted(agent, f"{reading}/confirm", {"from_on_demand": "no"}).startswith("/m/kentucky/cases/")


@pytest.mark.rule("C-09")
def test_a_point_that_is_not_ticked_is_asked_for_and_the_others_stay_ticked(agent: Helper) -> None:
    place = posted(agent, sent(agent, Resident("resident-letter").record).url, {"method": "verbal"})
    unticked = agent.browser.get(place)
    assert b"checked" not in unticked.content

    answer = agent.browser.post(f"{place}/record", {"read": ["who", "purpose"]})

    assert answer.status_code == 422
    assert "Read every point aloud and tick it" in words(answer)
    assert answer.content.decode().count(" checked") == 2
    assert ConsentRequest.objects.get().state == "pending"


@pytest.mark.rule("C-09")
def test_what_is_read_aloud_is_in_the_clients_language(agent: Helper) -> None:
    ximena = Resident("resident-es")
    place = asked(agent, ximena.record)
    ximena.link()
    agent.waits({"auth_req_id": place.rpartition("/")[2]}, 90)

    reading = agent.browser.get(posted(agent, f"{place}/speak"))

    assert "Su consentimiento es voluntario" in words(reading)
    assert 'lang="es"' in reading.content.decode()
    survey = Client().get(f"/c/{ximena.link()}")
    assert "Esta solicitud venció" in words(survey)


@pytest.mark.rule("C-06")
def test_a_page_that_is_left_expires_unless_it_is_back_within_seconds(
    agent: Helper, rosa: Resident, desk_time: Time
) -> None:
    place = asked(agent, rosa.record)
    link = f"/c/{rosa.link()}"
    agent.browser.get(place)
    agent.browser.post(f"{place}/away", {"visit": 1})
    assert ConsentRequest.objects.get().away_until
    agent.browser.get(place)
    assert ConsentRequest.objects.get().away_until is None
    agent.browser.post(f"{place}/away", {"visit": 1})
    assert ConsentRequest.objects.get().away_until is None

    agent.browser.post(f"{place}/away", {"visit": 2})
    late = Client().post(link, {"answer": "accept"})

    assert late.status_code == 410
    assert "This request has expired" in words(late)
    assert "The request expired when you left the screen." in words(agent.browser.get(place))
    assert ConsentRequest.objects.get().ending == "left"


@pytest.mark.rule("C-06")
def test_the_page_without_scripts_lives_by_asking_again(
    agent: Helper, rosa: Resident, desk_time: Time
) -> None:
    place = asked(agent, rosa.record)
    for _ in range(17):
        desk_time.jump(seconds=5)
        assert "Waiting for the client" in words(agent.browser.get(place))
    desk_time.jump(seconds=5)

    assert "Waiting" not in words(agent.browser.get(place))


def test_cancel_takes_the_request_back(agent: Helper, rosa: Resident) -> None:
    place = asked(agent, rosa.record)

    assert posted(agent, f"{place}/cancel") == SEARCH
    assert ConsentRequest.objects.get().state == "cancelled"
    assert "You cancelled this request" in words(agent.browser.get(place))


def test_a_page_that_opens_in_another_marketplace_is_not_there(agent: Helper, rosa: Resident) -> None:
    place = asked(agent, rosa.record)

    assert agent.browser.get(place.replace("kentucky", "maryland")).status_code == 404
    assert agent.browser.get("/m/maryland/case-access").status_code == 404

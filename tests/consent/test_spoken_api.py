"""Consent by voice by API, and the ways to it."""

import pytest

from assistdesk.consent.models import Association
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.models import AccessGrant
from tests.consent.playing import KEYS, Helper, Resident, Time, problem

pytestmark = pytest.mark.django_db


@pytest.mark.rule("C-08", "C-09")
def test_no_answer_opens_the_way_by_voice(agent: Helper, rosa: Resident, desk_time: Time) -> None:
    asked = agent.asks(rosa.record)
    assert problem(agent.asks(rosa.record, "verbal", 409)) == "verbal-not-open"
    rosa.link()
    ended = agent.waits(asked, 90)
    assert (ended["status"], ended["verbal_reason"]) == ("expired", "no_response")

    spoken = agent.asks(rosa.record, "verbal")
    read = agent.gets(f"/case-access/requests/{spoken['auth_req_id']}/acknowledgements")
    assert [one["key"] for one in read["items"]] == KEYS
    agent.does(spoken, "verbal", {"acknowledgements": KEYS[1:]}, 422)
    assert agent.does(spoken, "verbal", {"acknowledgements": KEYS})["status"] == "approved"
    assert not AccessGrant.objects.filter(person=rosa.record).exists()
    agent.does(spoken, "confirm", {"from_on_demand": True})

    association = Association.objects.get()
    assert (association.method, association.from_on_demand) == ("verbal", True)


@pytest.mark.rule("C-09")
def test_the_request_that_was_not_answered_leads_to_the_voice_too(agent: Helper, rosa: Resident) -> None:
    asked = agent.asks(rosa.record)
    rosa.link()
    agent.waits(asked, 90)

    assert agent.gets(f"/case-access/requests/{asked['auth_req_id']}/acknowledgements")["language"] == "en"
    spoken = agent.does(asked, "verbal", {"acknowledgements": KEYS})
    assert (spoken["method"], spoken["status"]) == ("verbal", "approved")
    assert agent.does(asked, "verbal", {"acknowledgements": KEYS})["auth_req_id"] == spoken["auth_req_id"]
    assert agent.does(asked, "confirm", {"from_on_demand": False})["case_number"]
    assert agent.sees(asked)["status"] == "expired"
    assert agent.sees(spoken)["status"] == "confirmed"


@pytest.mark.rule("C-08", "C-09")
def test_who_prefers_letters_is_asked_by_voice(agent: Helper) -> None:
    edith = Resident("resident-letter").record
    found = agent.searches(edith)

    assert (found["methods"], found["verbal_reason"]) == (["verbal"], "not_electronic")
    assert problem(agent.asks(edith, "electronic", 409)) == "electronic-not-open"
    assert agent.asks(edith, "verbal")["status"] == "pending"


@pytest.mark.rule("C-20")
def test_after_a_yes_by_voice_the_client_is_told_and_can_take_it_back(agent: Helper, desk_time: Time) -> None:
    edith = Resident("resident-letter")
    spoken = agent.asks(edith.record, "verbal")
    agent.does(spoken, "verbal", {"acknowledgements": KEYS})
    number = agent.does(spoken, "confirm", {"from_on_demand": False})["case_number"]

    told = Outgoing.objects.filter(template="consent_given_verbally", to_person=edith.record)
    assert {one.channel for one in told} == {"email", "sms"}
    address = f"/c/{edith.link()}/take-back"
    assert b"Casey Tolliver" in edith.browser.get(address).content
    assert agent.gets(f"/cases/{number}")
    assert Resident("").browser.post(address).status_code == 302
    agent.gets(f"/cases/{number}", 404)


@pytest.mark.rule("C-08")
def test_what_no_provider_takes_has_failed_and_opens_the_way_by_voice(
    agent: Helper, rosa: Resident, desk_time: Time
) -> None:
    for channel in ("sms", "email"):
        agent.posts("/demo/faults", {"channel": channel, "mode": "fail"})
    asked = agent.asks(rosa.record)
    desk_time.work()
    assert agent.sees(asked)["status"] == "pending"
    desk_time.jump(seconds=6)
    desk_time.work()

    found = agent.sees(asked)
    assert (found["status"], found["verbal_reason"]) == ("failed", "failed")
    assert agent.asks(rosa.record, "verbal")["status"] == "pending"


@pytest.mark.rule("C-08", "C-17")
@pytest.mark.parametrize("end", ["pending", "left", "cancelled", "declined"])
def test_nothing_is_read_aloud_where_the_way_by_voice_is_not_open(
    agent: Helper, rosa: Resident, end: str
) -> None:
    asked = agent.asks(rosa.record)
    if end == "declined":
        rosa.answers("decline")
    elif end != "pending":
        agent.does(asked, {"left": "leave", "cancelled": "cancel"}[end])

    refused = agent.gets(f"/case-access/requests/{asked['auth_req_id']}/acknowledgements", 409)

    assert problem(refused) == "verbal-not-open"

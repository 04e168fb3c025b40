"""Electronic requests by API: ask, answer in time, confirm."""

from datetime import timedelta

import pytest

from assistdesk.consent.models import Association, ConsentRequest
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.models import AccessGrant
from tests.consent.playing import KEYS, Helper, Resident, Time, problem

pytestmark = pytest.mark.django_db


@pytest.mark.rule("C-04", "C-07")
def test_from_search_to_case(agent: Helper, rosa: Resident) -> None:
    found = agent.searches(rosa.record)
    assert (found["result"], found["methods"], found["verbal_reason"]) == (
        "consent_needed",
        ["electronic"],
        None,
    )
    asked = agent.asks(rosa.record)
    assert (asked["status"], asked["expires_in"], asked["attempts_left"]) == ("pending", 90, 2)
    assert not AccessGrant.objects.filter(person=rosa.record).exists()

    assert rosa.answers("accept")["status"] == "approved"
    assert agent.sees(asked)["status"] == "approved"
    assert not AccessGrant.objects.filter(person=rosa.record).exists()
    agent.gets(f"/cases/{rosa.record.cases.get().case_number}", 404)

    number = agent.does(asked, "confirm", {"from_on_demand": False})["case_number"]
    assert agent.sees(asked)["status"] == "confirmed"
    assert agent.gets(f"/cases/{number}")["members"][0]["person_id"] == rosa.record.person_id
    assert agent.does(asked, "confirm", {"from_on_demand": False})["case_number"] == number
    assert Association.objects.count() == 1


@pytest.mark.rule("C-04")
def test_the_question_goes_the_way_the_client_prefers(agent: Helper, rosa: Resident) -> None:
    agent.asks(rosa.record)
    agent.asks(Resident("resident-email").record)
    agent.asks(Resident("resident-es").record)

    sent = {one.to_person_id: one for one in Outgoing.objects.exclude(state="spare")}
    assert sent[rosa.record.id].channel == "sms"
    assert sent[Resident("resident-email").record.id].channel == "email"
    assert "solicita ver su caso" in sent[Resident("resident-es").record.id].body
    assert rosa.record.last_name not in sent[rosa.record.id].body
    assert {one.decision for one in sent.values()} == {"pass"}
    assert all(one.expires_at for one in sent.values())


@pytest.mark.rule("C-05")
def test_asking_again_while_asked_is_the_same_request(agent: Helper, rosa: Resident) -> None:
    first, again = agent.asks(rosa.record), agent.asks(rosa.record)

    assert first["auth_req_id"] == again["auth_req_id"]
    assert ConsentRequest.objects.count() == 1


@pytest.mark.rule("C-05", "C-08")
def test_the_fourth_request_is_refused_and_the_way_by_voice_shown(agent: Helper, rosa: Resident) -> None:
    for left in (2, 1, 0):
        rosa.link() if left < 2 else None
        asked = agent.asks(rosa.record)
        assert asked["attempts_left"] == left
        rosa.link()
        assert agent.waits(asked, 90)["reason"] == "no_response"

    assert problem(agent.asks(rosa.record, status=409)) == "consent-limit"
    found = agent.searches(rosa.record)
    assert (found["methods"], found["verbal_reason"]) == (["verbal"], "no_response")


@pytest.mark.rule("C-21")
def test_all_agents_together_may_ask_six_times_a_day(
    agent: Helper, other_agent: Helper, rosa: Resident, desk_time: Time
) -> None:
    for helper in (agent, other_agent):
        for _ in range(3):
            helper.does(helper.asks(rosa.record), "leave")

    third = Helper("kynector")
    assert problem(third.asks(rosa.record, status=409)) == "consent-limit"
    desk_time.jump(hours=24)
    assert third.asks(rosa.record)["status"] == "pending"


@pytest.mark.rule("C-17", "C-08")
def test_after_a_no_nothing_is_left_but_cancel(agent: Helper, rosa: Resident) -> None:
    asked = agent.asks(rosa.record)
    rosa.answers("decline")

    assert agent.sees(asked)["status"] == "denied"
    for method in ("electronic", "verbal"):
        assert problem(agent.asks(rosa.record, method, 409)) == "consent-declined"
    assert agent.does(asked, "confirm", {"from_on_demand": False}, 409)["status"] == 409
    assert agent.does(asked, "cancel")["status"] == "denied"
    agent.does(asked, "verbal", {"acknowledgements": KEYS}, 409)
    assert not AccessGrant.objects.filter(person=rosa.record).exists()


@pytest.mark.rule("C-15", "C-04")
@pytest.mark.parametrize(("seconds", "status"), [(89, 200), (89.9, 200), (90, 410), (90.1, 410), (91, 410)])
def test_an_answer_counts_until_the_ninetieth_second(
    agent: Helper, rosa: Resident, desk_time: Time, seconds: float, status: int
) -> None:
    asked = agent.asks(rosa.record)
    token = rosa.link()
    started = ConsentRequest.objects.get().started_at
    agent.waits(asked, 80)
    ahead = seconds - (desk_time.now - started).total_seconds()
    desk_time.jump(seconds=ahead - (0.05 if status == 200 else 0))

    answered = rosa.answers("accept", status, token)

    assert answered["status"] == ("approved" if status == 200 else 410)
    assert agent.sees(asked)["status"] == ("approved" if status == 200 else "expired")


@pytest.mark.rule("C-06")
def test_a_request_whose_page_is_not_heard_of_expires(agent: Helper, rosa: Resident, desk_time: Time) -> None:
    asked = agent.asks(rosa.record)
    token = rosa.link()
    desk_time.jump(seconds=12)

    assert problem(rosa.answers("accept", 410, token)) == "link-expired"
    found = agent.sees(asked)
    assert (found["status"], found["reason"], found["verbal_reason"]) == ("expired", "left", None)
    assert agent.searches(rosa.record)["attempts_left"] == 2


@pytest.mark.rule("C-06", "C-08")
def test_who_leaves_ends_the_request_and_opens_no_other_way(agent: Helper, rosa: Resident) -> None:
    asked = agent.asks(rosa.record)
    token = rosa.link()

    for _ in range(2):
        left = agent.does(asked, "leave")
        assert (left["status"], left["reason"]) == ("expired", "left")
    assert agent.sees(asked)["status"] == "expired"
    rosa.answers("accept", 410, token)
    assert problem(agent.asks(rosa.record, "verbal", 409)) == "verbal-not-open"


@pytest.mark.rule("C-07")
@pytest.mark.parametrize(("seconds", "status"), [(60, 200), (0, 409)])
def test_a_yes_waits_for_the_helpers_ok_as_long_as_the_pack_says(
    agent: Helper, rosa: Resident, desk_time: Time, seconds: int, status: int
) -> None:
    asked = agent.asks(rosa.record)
    rosa.answers("accept")
    yes = ConsentRequest.objects.get()
    assert yes.answered_at is not None
    assert yes.confirm_by is not None
    assert abs(yes.confirm_by - yes.answered_at - timedelta(minutes=30)) < timedelta(seconds=10)
    ConsentRequest.objects.update(confirm_by=desk_time.now + timedelta(seconds=seconds))

    agent.does(asked, "confirm", {"from_on_demand": False}, status)

    assert Association.objects.exists() is (status == 200)


def test_nobody_meddles_with_the_request_of_another(
    agent: Helper, other_agent: Helper, rosa: Resident
) -> None:
    asked = agent.asks(rosa.record)
    place = f"/case-access/requests/{asked['auth_req_id']}"

    assert problem(other_agent.gets(place, 404)) == "not-found"
    for what in ("cancel", "leave", "confirm", "verbal"):
        other_agent.does(asked, what, {"acknowledgements": []}, 404)
    Resident("resident-email").posts(f"/me/consents/{asked['auth_req_id']}/answer", {"answer": "accept"}, 404)
    found = agent.searches(rosa.record)
    other_agent.posts("/case-access/requests", {"search_id": found["search_id"], "method": "electronic"}, 404)

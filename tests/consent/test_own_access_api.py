"""What a client sees and takes back, and what proves a consent."""

import pytest

from assistdesk.consent.models import Record
from assistdesk.consent.rules import verifier
from assistdesk.consent.services import history
from assistdesk.shared.people.models import Account
from tests.consent.playing import Helper, Resident, problem

pytestmark = pytest.mark.django_db


@pytest.mark.rule("C-12")
def test_the_record_says_it_all_word_for_word_and_nobody_can_change_it(agent: Helper, rosa: Resident) -> None:
    asked = agent.asks(rosa.record)
    rosa.answers("accept")
    agent.does(asked, "confirm", {"from_on_demand": False})

    entries = list(Record.objects.order_by("number"))
    assert [one.step for one in entries] == ["asked", "answered", "confirmed"]
    facts = entries[0].facts
    assert facts["text_digest"] == verifier.digest(facts["text"])
    assert "Casey Tolliver" in facts["text"]
    assert {"edition", "language", "npn", "license_number", "license_until", "messages"} <= set(facts)
    assert entries[1].facts["by"] == "link"
    previous = verifier.START
    for one in entries:
        assert one.previous == previous
        assert one.digest == verifier.linked(previous, history.said(one))
        previous = one.digest


@pytest.mark.rule("C-13", "C-14")
def test_the_client_sees_who_has_access_and_who_looked_and_takes_it_back(
    agent: Helper, rosa: Resident
) -> None:
    asked = agent.asks(rosa.record)
    mine = rosa.gets("/me/consents")["items"]
    assert [(one["id"], one["status"]) for one in mine] == [(asked["auth_req_id"], "pending")]
    rosa.posts(f"/me/consents/{asked['auth_req_id']}/answer", {"answer": "accept"})
    number = agent.does(asked, "confirm", {"from_on_demand": False})["case_number"]
    agent.gets(f"/cases/{number}")

    (row,) = rosa.gets("/me/access")["items"]
    assert (row["name"], row["method"]) == ("Casey Tolliver", "electronic")
    assert [one["name"] for one in rosa.gets("/me/views")["items"]] == ["Casey Tolliver"]
    assert rosa.posts(f"/me/access/{row['id']}/revoke")["ended_at"]
    assert rosa.posts(f"/me/access/{row['id']}/revoke")["ended_at"]
    assert rosa.gets("/me/access")["items"] == []
    agent.gets(f"/cases/{number}", 404)
    assert agent.searches(rosa.record)["result"] == "consent_needed"


@pytest.mark.rule("C-13")
def test_the_client_gives_access_without_being_asked(agent: Helper, rosa: Resident) -> None:
    rosa.posts("/me/access", {"npn": "1"}, 422)
    (row,) = rosa.posts("/me/access", {"npn": "9513027"})["items"]

    assert row["method"] == "client_starts"
    assert agent.searches(rosa.record)["result"] == "associated"


@pytest.mark.rule("C-07", "C-13")
def test_what_the_client_gave_meanwhile_goes_on_when_the_helper_confirms(
    agent: Helper, rosa: Resident
) -> None:
    asked = agent.asks(rosa.record)
    (row,) = rosa.posts("/me/access", {"npn": "9513027"})["items"]
    rosa.answers("accept")

    assert agent.does(asked, "confirm", {"from_on_demand": False})["case_number"]

    assert [one["id"] for one in rosa.gets("/me/access")["items"]] == [row["id"]]
    rosa.posts(f"/me/access/{row['id']}/revoke")
    assert agent.searches(rosa.record)["result"] == "consent_needed"


@pytest.mark.rule("C-13")
def test_an_address_that_two_have_names_nobody(agent: Helper, other_agent: Helper, rosa: Resident) -> None:
    Account.objects.filter(username__in=["agent", "agent2"]).update(email="office@example.com")

    refused = rosa.posts("/me/access", {"email": "office@example.com"}, 422)

    assert [one["field"] for one in refused["errors"]] == ["email"]
    assert rosa.gets("/me/access")["items"] == []


@pytest.mark.rule("C-14")
def test_staff_see_a_case_by_their_role_and_that_is_told(agent: Helper, rosa: Resident) -> None:
    number = rosa.record.cases.get().case_number

    Helper("khbe").gets(f"/cases/{number}")
    Helper("caseworker").gets(f"/cases/{number}", 404)

    (view,) = rosa.gets("/me/views")["items"]
    assert (view["name"], view["role"]) == (None, "caseworker")


@pytest.mark.parametrize("token", ["x", "0" * 32 + ".aaaaaaaaaaaaaaaa"])
def test_a_link_that_is_none_says_the_same_as_one_that_is_over(agent: Helper, token: str) -> None:
    assert problem(agent.gets(f"/consents/{token}", 410)) == "link-expired"
    assert agent.browser.get(f"/c/{token}").status_code == 410

"""The client's own page, signed in: answer, see who has access, give it and take it back."""

from typing import Any

import pytest

from assistdesk.consent.models import ConsentRequest
from assistdesk.shared.people.models import AccessGrant
from tests.consent.playing import Helper, Resident, Time
from tests.guide.pages import text_within

pytestmark = pytest.mark.django_db
PAGE = "/m/kentucky/my-access"


def words(answer: Any) -> str:
    """Return what the middle of a page says."""
    return text_within(answer.content.decode(), "main").replace("\u00a0", " ")


@pytest.mark.rule("C-04")
@pytest.mark.parametrize(("pressed", "state"), [("accept", "approved"), ("decline", "denied")])
def test_the_client_answers_signed_in(agent: Helper, rosa: Resident, pressed: str, state: str) -> None:
    asked = agent.asks(rosa.record)
    page = words(rosa.browser.get(PAGE))
    assert "Casey Tolliver" in page
    assert "Accept Decline" in page

    sent = rosa.browser.post(f"{PAGE}/requests/{asked['auth_req_id']}", {"answer": pressed})

    assert sent.status_code == 302
    assert ConsentRequest.objects.get().state == state
    assert ConsentRequest.objects.get().answered_by == "signed_in"
    assert "Accept Decline" not in words(rosa.browser.get(PAGE))


@pytest.mark.rule("C-06")
def test_too_late_is_said(agent: Helper, rosa: Resident) -> None:
    asked = agent.asks(rosa.record)
    agent.does(asked, "leave")

    late = rosa.browser.post(f"{PAGE}/requests/{asked['auth_req_id']}", {"answer": "accept"})

    assert late.status_code == 409
    assert "This request has expired" in words(late)


@pytest.mark.rule("C-13", "C-14")
def test_the_client_gives_access_sees_it_and_takes_it_back(agent: Helper, rosa: Resident) -> None:
    assert "Nobody but you" in words(rosa.browser.get(PAGE))
    wrong = rosa.browser.post(f"{PAGE}/add", {"who": "nobody@example.com"})
    assert wrong.status_code == 422
    assert 'value="nobody@example.com"' in wrong.content.decode()
    rosa.browser.post(f"{PAGE}/add", {"who": "agent@example.com"})
    number = rosa.record.cases.get().case_number
    agent.gets(f"/cases/{number}")

    page = words(rosa.browser.get(PAGE))
    assert page.count("Casey Tolliver") == 2  # has access, and looked
    grant = AccessGrant.objects.get(person=rosa.record)
    other = Resident("resident-email")
    assert other.browser.post(f"{PAGE}/{grant.id}/revoke").status_code == 404
    rosa.browser.post(f"{PAGE}/{grant.id}/revoke")
    assert "Nobody but you" in words(rosa.browser.get(PAGE))
    agent.gets(f"/cases/{number}", 404)


@pytest.mark.rule("C-04")
def test_the_clients_home_says_that_somebody_waits_for_an_answer(
    agent: Helper, rosa: Resident, desk_time: Time
) -> None:
    quiet = words(rosa.browser.get("/home"))
    assert "Authorized Reps, kynectors, and Agents" in quiet
    assert "Somebody asks to see your case" not in quiet

    agent.asks(rosa.record)
    assert "Somebody asks to see your case" in words(rosa.browser.get("/home"))
    assert "Somebody asks" not in words(Resident("resident-email").browser.get("/home"))

    desk_time.jump(seconds=12)
    assert "Somebody asks" not in words(rosa.browser.get("/home"))


@pytest.mark.rule("C-13")
def test_the_client_sees_how_access_came_about(agent: Helper, rosa: Resident) -> None:
    asked = agent.asks(rosa.record)
    rosa.answers("accept")
    agent.does(asked, "confirm", {"from_on_demand": False})

    assert "accepted by message or online" in words(rosa.browser.get(PAGE))

"""The page of a case: who has access and how, and to staff who looked before; a helper sees their own."""

from typing import Any

import pytest

from tests.consent.playing import Helper, Resident
from tests.guide.pages import text_within

pytestmark = pytest.mark.django_db
DESK = "/m/kentucky/case-access/staff"


def words(answer: Any) -> str:
    """Return what the middle of a page says."""
    return text_within(answer.content.decode(), "main").replace("\u00a0", " ")


@pytest.fixture
def case(agent: Helper, other_agent: Helper, rosa: Resident) -> str:
    """Return the address of a case that two helpers may see, one of them by consent and one by the client."""
    asked = agent.asks(rosa.record)
    rosa.answers("accept")
    number = agent.does(asked, "confirm", {"from_on_demand": False})["case_number"]
    rosa.posts("/me/access", {"npn": "9513040"})
    return f"/m/kentucky/cases/{number}"


@pytest.mark.rule("C-14")
def test_a_helper_sees_how_they_came_to_the_case_and_nothing_of_others(agent: Helper, case: str) -> None:
    agent.browser.get(case)

    page = words(agent.browser.get(case))

    assert "Your access" in page
    assert "accepted by message or online" in page
    for others in ("Jordan Pruitt", "Who looked before", "given by the client"):
        assert others not in page


@pytest.mark.rule("C-14")
def test_staff_see_who_has_access_and_who_looked(agent: Helper, rosa: Resident, case: str) -> None:
    agent.browser.get(case)
    lead = Helper("khbe-lead")

    page = words(lead.browser.get(case))

    for said in ("Casey Tolliver, Agent", "Jordan Pruitt, Agent", "given by the client", "What is on record"):
        assert said in page
    assert page.count("Casey Tolliver") == 2  # has access, and looked
    assert "Frances Combs" not in page
    assert "Frances Combs" in words(lead.browser.get(case))
    access = rosa.gets("/me/access")["items"]
    mine = next(one for one in access if one["name"] == "Casey Tolliver")
    rosa.posts(f"/me/access/{mine['id']}/revoke")
    assert "ended" in words(lead.browser.get(case))


@pytest.mark.rule("C-14")
def test_the_page_asks_the_same_number_of_questions_however_many_looked(
    case: str, django_assert_max_num_queries: Any
) -> None:
    lead = Helper("khbe-lead")
    for _ in range(5):
        lead.browser.get(case)

    with django_assert_max_num_queries(32):
        lead.browser.get(case)


@pytest.mark.rule("C-14")
def test_a_number_that_opens_no_case_stays_in_the_field(agent: Helper, case: str) -> None:
    staff = Helper("psl")

    wrong = staff.browser.post(DESK, {"case_number": "999 999"})
    nothing = staff.browser.post(DESK, {"case_number": " "})
    right = staff.browser.post(DESK, {"case_number": case.rpartition("/")[2]})

    assert wrong.status_code == 422
    assert 'value="999 999"' in wrong.content.decode()
    assert "Check the number." in words(wrong)
    assert "Give the number of a case." in words(nothing)
    assert right.headers["Location"] == case


@pytest.mark.rule("C-14")
def test_who_has_to_give_a_reason_is_not_told_before_whether_a_case_exists(agent: Helper) -> None:
    sent = Helper("admin").browser.post(DESK, {"case_number": "999999"})

    assert sent.headers["Location"] == "/m/kentucky/cases/999999"

"""What a policy is on a day, said by the rule and by the query alike."""

from datetime import date, timedelta

import pytest

from assistdesk.book.models import Policy
from assistdesk.book.rules import policies
from assistdesk.book.rules.days import Days
from assistdesk.book.states import Enrolment, PolicyShown
from tests.book import keeping as build
from tests.book.keeping import Keeper

ACTIVE, TERMED, PENDING = PolicyShown.ACTIVE, PolicyShown.TERMED, PolicyShown.PENDING
EXPIRED, EXPIRING = PolicyShown.EXPIRED_RFI, PolicyShown.RFI_EXPIRING

POLICIES = [
    pytest.param("enrolled", 0, None, ACTIVE, id="from today on"),
    pytest.param("enrolled", 1, None, PENDING, id="from tomorrow on"),
    pytest.param("enrolled", -60, 0, ACTIVE, id="on its last day"),
    pytest.param("enrolled", -60, -1, TERMED, id="the day after its last"),
    pytest.param("terminated", -60, 0, ACTIVE, id="terminated, on its last day"),
    pytest.param("terminated", -60, -1, TERMED, id="terminated, the day after"),
    pytest.param("pending", -60, None, PENDING, id="not paid for"),
    pytest.param("pending", 30, None, PENDING, id="not paid for, ahead"),
    pytest.param("pending", -60, -1, TERMED, id="never paid for, and over"),
    pytest.param("cancelled", 30, None, TERMED, id="cancelled before it began"),
    pytest.param("cancelled", -60, None, TERMED, id="cancelled from the start"),
]
REQUESTS = [
    pytest.param(-1, None, EXPIRED, id="due yesterday"),
    pytest.param(0, None, EXPIRING, id="due today"),
    pytest.param(7, None, EXPIRING, id="due in seven days"),
    pytest.param(8, None, None, id="due in eight days"),
    pytest.param(-1, -2, None, id="answered in time"),
    pytest.param(3, 0, None, id="answered today"),
]


def moved(days: Days, by: int | None) -> date | None:
    return None if by is None else days.today + timedelta(days=by)


@pytest.mark.rule("C-16")
@pytest.mark.django_db
@pytest.mark.parametrize(("enrolment", "starts", "ends", "expected"), POLICIES)
def test_rule_and_query_say_the_same_of_a_policy(
    agent: Keeper, enrolment: str, starts: int, ends: int | None, expected: PolicyShown
) -> None:
    days = build.days()
    starts_on, ends_on = days.today + timedelta(days=starts), moved(days, ends)
    build.policy(agent.client, enrolment=enrolment, starts_on=starts_on, ends_on=ends_on)

    said = policies.standing(
        enrolment=Enrolment(enrolment), starts_on=starts_on, ends_on=ends_on, today=days.today
    )

    assert said is expected
    found = [one for one in (ACTIVE, TERMED, PENDING) if Policy.objects.shown(one, days=days).exists()]
    assert found == [expected]


@pytest.mark.rule("C-16")
@pytest.mark.django_db
@pytest.mark.parametrize(("due", "answered", "expected"), REQUESTS)
def test_rule_and_query_say_the_same_of_a_request(
    agent: Keeper, due: int, answered: int | None, expected: PolicyShown | None
) -> None:
    days = build.days()
    due_on, answered_on = days.today + timedelta(days=due), moved(days, answered)
    build.rfi(build.policy(agent.client), due_on=due_on, answered_on=answered_on)

    assert policies.request_standing(due_on=due_on, answered_on=answered_on, days=days) is expected
    found = [one for one in (EXPIRED, EXPIRING) if Policy.objects.shown(one, days=days).exists()]
    assert found == ([expected] if expected else [])

"""Take the next: what presses most, and never the same for two."""

from datetime import timedelta

import pytest

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident
from assistdesk.escalations.refusals import NothingToTake, NotYourTeam
from assistdesk.escalations.states import IncidentState
from assistdesk.shared.people.actors import Actor
from tests.conftest import TEN_O_CLOCK, at_the_same_time
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of

pytestmark = pytest.mark.rule("E-15")

QUEUE = f"/m/maryland/queue/{build.TEAM}"
DAY = timedelta(days=1)


@pytest.mark.django_db
def test_the_next_one_is_what_presses_most(producer: Actor, caseworker: Actor, signed_in: SignIn) -> None:
    later = build.incident(producer, at=build.EARLIER + DAY)
    first = build.incident(producer, at=build.EARLIER)
    browser = signed_in(caseworker)

    assert browser.post(f"{QUEUE}/next")["Location"].endswith(f"{first.number}?done=taken#done")
    assert browser.post(f"{QUEUE}/next")["Location"].endswith(f"{later.number}?done=taken#done")
    page = browser.post(f"{QUEUE}/next")

    assert page.status_code == 409
    assert "Nothing waits for somebody now" in text_of(page)
    first.refresh_from_db()
    assert (first.assignee_id, first.state) == (caseworker.account_id, IncidentState.IN_REVIEW)


@pytest.mark.django_db
def test_what_waits_for_its_helper_is_not_the_next(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK)
    services.transition(
        build.ref(incident),
        to=IncidentState.WAITING_ON_HELPER,
        reason="Which plan?",
        actor=caseworker,
        at=TEN_O_CLOCK,
    )
    Incident.objects.update(assignee=None)

    with pytest.raises(NothingToTake):
        services.take_next(marketplace=build.MARYLAND, team=build.TEAM, actor=caseworker, at=TEN_O_CLOCK)
    with pytest.raises(NotYourTeam):
        services.take_next(
            marketplace=build.MARYLAND, team=build.OPERATIONS, actor=caseworker, at=TEN_O_CLOCK
        )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(3))
def test_colleagues_at_once_get_different_ones(producer: Actor, attempt: int) -> None:
    made = {build.incident(producer).number for _ in range(4)}
    colleagues = [build.staff(build.TEAM) for _ in range(5)]

    def take_for(actor: Actor) -> object:
        return services.take_next(
            marketplace=build.MARYLAND, team=build.TEAM, actor=actor, at=TEN_O_CLOCK
        ).number

    outcomes = at_the_same_time(*[lambda one=one: take_for(one) for one in colleagues])

    assert {one for one in outcomes if isinstance(one, str)} == made
    assert sum(isinstance(one, NothingToTake) for one in outcomes) == 1

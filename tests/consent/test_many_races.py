"""Hundreds of races of one answer against another end: each has one winner, and no grant follows a loss.

Sixty of each in the suite; `ASSISTDESK_RACES=1000` makes them a thousand, which takes some minutes and is for
whoever changes how answers are taken.
"""

import os
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

import pytest
from pytest_django import Settings

from assistdesk.consent import services
from assistdesk.consent.models import ConsentRequest, Search
from assistdesk.consent.refusals import AlreadyAnswered, LinkExpired, NotPossible
from assistdesk.consent.states import AnsweredBy
from assistdesk.shared import clock
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import AccessGrant, Account, Case, CaseMember, Person
from assistdesk.shared.policy import services as policy
from assistdesk.site.demo import people as demo
from tests.conftest import at_the_same_time
from tests.desks import pack_in

pytestmark = pytest.mark.django_db(transaction=True)
NOBODY = Actor.anonymous()
RACES = int(os.environ.get("ASSISTDESK_RACES", "60"))
AHEAD = timedelta(milliseconds=40)
MINUTE = timedelta(minutes=1)
Race = Callable[[ConsentRequest, Actor, int], list[object]]


@pytest.fixture
def agent(transactional_db: None, settings: Settings) -> Iterator[Actor]:
    """Return an agent of a desk whose rows other connections see."""
    settings.DEMO, settings.DEMO_LIMITS = True, False
    at = clock.now()
    policy.run_pack(pack_in(settings.PACKS_DIR / "kentucky"), actor=Actor.system(None), at=at)
    demo.make(at=at)
    yield people.actor_of(Account.objects.get(username="agent"))
    clock.set_right()


def pending(agent: Actor, count: int, *, at: datetime) -> list[ConsentRequest]:
    """Return so many requests that wait for their clients, each a client of its own."""
    edition = services.rulebook("kentucky", at=at).edition.edition
    made = [_pending(agent, place, edition, at=at) for place in range(count)]
    Person.objects.bulk_create([one.person for one in made])
    Case.objects.bulk_create([one.case for one in made])
    CaseMember.objects.bulk_create([CaseMember(case=one.case, person=one.person) for one in made])
    Search.objects.bulk_create([one.search for one in made])
    ConsentRequest.objects.bulk_create(made)
    return made


def _pending(agent: Actor, place: int, edition: str, *, at: datetime) -> ConsentRequest:
    assert agent.account_id is not None
    number = f"9{place:06}"
    person = Person(id=uuid.uuid4(), marketplace="kentucky", person_id=number, date_of_birth=at.date())
    case = Case(id=uuid.uuid4(), marketplace="kentucky", case_number=number)
    search = Search(
        id=uuid.uuid4(),
        marketplace="kentucky",
        helper_id=agent.account_id,
        at=at,
        result="consent_needed",
        asked_by=[],
        edition=edition,
        person=person,
        case=case,
    )
    return ConsentRequest(
        id=uuid.uuid4(),
        marketplace="kentucky",
        helper_id=agent.account_id,
        person=person,
        case=case,
        search=search,
        method="electronic",
        edition=edition,
        language="en",
        text="May this agent see your case?",
        started_at=at,
        expires_at=at + MINUTE,
        lease_at=at + MINUTE,
    )


def accepting(request: ConsentRequest) -> object:
    """Let the client accept by the link."""
    return services.accept(request.id, by=AnsweredBy.LINK, actor=NOBODY, at=clock.now())


def against_a_no(request: ConsentRequest, agent: Actor, place: int) -> list[object]:
    """Let the client accept on one device and decline on another."""
    no = partial(services.decline, request.id, by=AnsweredBy.SIGNED_IN, actor=NOBODY, at=clock.now())
    return at_the_same_time(partial(accepting, request), no)


def against_leaving(request: ConsentRequest, agent: Actor, place: int) -> list[object]:
    """Let the client accept while the agent leaves the page."""
    leave = partial(services.leave, request.id, actor=agent, at=clock.now())
    return at_the_same_time(partial(accepting, request), leave)


def against_the_end(request: ConsentRequest, agent: Actor, place: int) -> list[object]:
    """Let the client accept from five milliseconds before the deadline to five after it."""
    end = clock.now() + AHEAD
    ConsentRequest.objects.filter(pk=request.pk).update(expires_at=end, lease_at=end)
    at = end + timedelta(milliseconds=place % 11 - 5)

    def wait(call: Callable[[], object]) -> object:
        while clock.now() < at:
            time.sleep(0)
        return call()

    sweep = partial(wait, lambda: services.expire_due(at=clock.now()))
    outcomes = at_the_same_time(partial(wait, partial(accepting, request)), sweep)
    services.expire_due(at=max(clock.now(), end))
    return outcomes


@pytest.mark.rule("C-15", "C-17", "C-06", "C-07")
@pytest.mark.parametrize("race", [against_a_no, against_leaving, against_the_end])
def test_one_end_each_and_no_grant_without_a_yes_in_time(agent: Actor, race: Race) -> None:
    for place, request in enumerate(pending(agent, RACES, at=clock.now())):
        outcomes = race(request, agent, place)

        request.refresh_from_db()
        said_yes = isinstance(outcomes[0], ConsentRequest)
        assert said_yes is (request.state == "approved"), (request.state, outcomes)
        assert said_yes or isinstance(outcomes[0], LinkExpired | AlreadyAnswered), outcomes
        assert request.answered_at is None or request.answered_at < request.expires_at
        try:
            services.confirm(request.id, from_on_demand=False, actor=agent, at=clock.now())
        except NotPossible:
            assert not said_yes
        assert AccessGrant.objects.filter(person=request.person).count() == said_yes

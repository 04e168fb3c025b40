"""What happens at once leaves one truth: one client of two who add the same person, one answer to a quote."""

from collections.abc import Iterator
from functools import partial
from uuid import UUID

import pytest
from pytest_django import Settings

from assistdesk.book import services
from assistdesk.book.models import Quote
from assistdesk.book.refusals import QuoteMoved
from assistdesk.book.rules.plans import PlanTerms, read_plan
from assistdesk.book.rules.writing import Choice
from assistdesk.book.services import Conversion, Outcome
from assistdesk.shared import clock
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account, Person
from assistdesk.shared.policy import services as policy
from assistdesk.site.demo import people as demo
from tests.book.keeping import MINA, PLAN
from tests.conftest import at_the_same_time
from tests.desks import pack_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agents(transactional_db: None, settings: Settings) -> Iterator[list[Actor]]:
    """Return two agents of a desk whose rows other connections see."""
    settings.DEMO, settings.DEMO_LIMITS = True, False
    at = clock.now()
    policy.run_pack(pack_in(settings.PACKS_DIR / "kentucky"), actor=Actor.system(None), at=at)
    demo.make(at=at)
    yield [people.actor_of(Account.objects.get(username=name)) for name in ("agent", "agent2")]
    clock.set_right()


def prospect_of(actor: Actor) -> UUID:
    return services.add_prospect(MINA, marketplace="kentucky", actor=actor, at=clock.now())


@pytest.mark.rule("C-11")
def test_two_who_make_a_client_of_the_same_person_make_one(agents: list[Actor]) -> None:
    calls = [
        partial(services.convert_prospect, prospect_of(one), has_agreed=True, actor=one, at=clock.now())
        for one in agents
    ]

    outcomes = at_the_same_time(*calls)

    assert all(isinstance(one, Conversion) for one in outcomes), outcomes
    assert sorted(one.outcome for one in outcomes if isinstance(one, Conversion)) == [
        Outcome.CONVERTED,
        Outcome.REQUEST_ACCESS,
    ]
    assert Person.objects.filter(last_name="Harker").count() == 1


def test_a_quote_is_answered_once(agents: list[Actor]) -> None:
    actor, at = agents[0], clock.now()
    terms = PlanTerms((), (Choice("QHP", frozenset({"qhp"})),))
    quote_id = services.start_quote(
        person_id="",
        prospect_id=prospect_of(actor),
        starts_on=at.date(),
        plans=[read_plan(PLAN, terms=terms)],
        actor=actor,
        at=at,
    )
    services.submit_quote(quote_id, actor=actor, at=at)
    plan_id = Quote.objects.get().plans.get().id

    outcomes = at_the_same_time(
        partial(services.accept_quote, quote_id, plan_id=plan_id, actor=actor, at=at),
        partial(services.reject_quote, quote_id, actor=actor, at=at),
    )

    assert sorted(type(one).__name__ for one in outcomes) == sorted(["NoneType", QuoteMoved.__name__])
    quote = Quote.objects.get()
    assert (quote.state, quote.chosen_id) in {("accepted", plan_id), ("rejected", None)}

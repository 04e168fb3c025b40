"""Who meets in the tests of the book: the demo's agents, with empty books unless a test fills them."""

import pytest
from pytest_django import Settings

from assistdesk.book.models import InformationRequest, Policy, Prospect, Quote, QuotePlan
from assistdesk.shared import clock
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from tests.book.keeping import Keeper
from tests.conftest import TEN_O_CLOCK


@pytest.fixture
def empty_books(demo_desk: None, settings: Settings) -> None:
    """Let nobody have prospects, policies or quotes, at ten in the morning in Baltimore."""
    settings.DEMO_LIMITS = False
    clock.advance(TEN_O_CLOCK - clock.now())
    Quote.objects.update(state="in_progress", chosen=None)
    for table in (QuotePlan, Quote, Prospect, InformationRequest, Policy):
        table.objects.all().delete()


@pytest.fixture
def agent(empty_books: None) -> Keeper:
    """Return the first agent."""
    return Keeper("agent")


@pytest.fixture
def other_agent(empty_books: None) -> Keeper:
    """Return the second agent."""
    return Keeper("agent2")


@pytest.fixture
def agent_actor(agent: Keeper) -> Actor:
    """Return the first agent, for services and queries."""
    return people.actor_of(Account.objects.get(username="agent"))

"""Who meets in the tests of case access: the demo's agents and residents, by API."""

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import Settings

from assistdesk.shared import clock
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from tests.conftest import TEN_O_CLOCK
from tests.consent.playing import Helper, Resident, Time


@pytest.fixture
def desk_time(demo_desk: None, settings: Settings) -> Iterator[Time]:
    """Return the desk's clock at ten in the morning in Baltimore; afterwards it is right again."""
    settings.DEMO_LIMITS = False
    clock.advance(TEN_O_CLOCK - clock.now())
    yield Time()
    if not connection.needs_rollback:
        clock.set_right()


@pytest.fixture
def agent(desk_time: Time) -> Helper:
    """Return the first agent, who has no access to the residents who sign in."""
    return Helper("agent")


@pytest.fixture
def other_agent(desk_time: Time) -> Helper:
    """Return the second agent."""
    return Helper("agent2")


@pytest.fixture
def agent_actor(agent: Helper) -> Actor:
    """Return the first agent, for services."""
    return people.actor_of(Account.objects.get(username="agent"))


@pytest.fixture
def rosa(desk_time: Time) -> Resident:
    """Return a client who prefers text messages."""
    return Resident("resident")

"""Who meets in the tests of the referrals, and the pack that has them."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from assistdesk.referrals import services
from assistdesk.referrals.services import duty_roll
from assistdesk.shared import clock
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from tests.conftest import TEN_O_CLOCK
from tests.referrals import taking_part as build

SignIn = Callable[[Actor], Client]
Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def running_pack(db: None) -> None:
    """Let the pack run."""
    build.run_pack()


@pytest.fixture
def agent(running_pack: None) -> Actor:
    """Return a helper with a license who may register."""
    return build.helper()


@pytest.fixture
def signed_in() -> SignIn:
    """Return a function that signs somebody in and returns their browser."""

    def sign_in(actor: Actor) -> Client:
        browser = Client()
        assert actor.account_id is not None
        browser.force_login(Account.objects.get(pk=actor.account_id))
        return browser

    return sign_in


@pytest.fixture
def ask(signed_in: SignIn) -> Ask:
    """Return a function that makes an API call as somebody, and returns status and JSON."""

    def call(actor: Actor, path: str, body: object = None, *, method: str = "GET") -> tuple[int, Any]:
        browser = signed_in(actor)
        text = "" if body is None else json.dumps(body)
        answer = browser.generic(method, f"/api/v1{path}", text, content_type="application/json")
        return answer.status_code, json.loads(answer.content) if answer.content else None

    return call


class DeskTime:
    """The desk's clock, set to a Tuesday morning: services and database see the same moment."""

    @property
    def now(self) -> datetime:
        """The present moment."""
        return clock.now()

    def pass_by(self, **by: float) -> None:
        """Let time pass, with all that is due in it happening when it is due, to the half minute."""
        until = self.now + timedelta(**by)
        while (left := until - self.now) > timedelta(0):
            clock.advance(min(left, timedelta(seconds=30)))
            self.let_happen()

    def jump(self, **by: float) -> None:
        """Let time pass with nobody at work, as while the desk was stopped."""
        clock.advance(timedelta(**by))

    def let_happen(self) -> None:
        """Let what is due happen, as a worker does."""
        messaging.deliver_due()
        services.close_due(at=self.now)
        services.look_due(at=self.now)
        services.chase_silent(at=self.now)
        duty_roll.roll(at=self.now)
        messaging.deliver_due()


@pytest.fixture
def desk_time(running_pack: None) -> Iterator[DeskTime]:
    """Return the desk's clock at ten in the morning in Baltimore; afterwards it is right again."""
    clock.advance(TEN_O_CLOCK - clock.now())
    yield DeskTime()
    if not connection.needs_rollback:
        clock.set_right()


@pytest.fixture
def page(agent: Actor, signed_in: SignIn) -> Client:
    """Return the browser of a helper who may register."""
    return signed_in(agent)


@pytest.fixture
def taking_part(agent: Actor, page: Client) -> Client:
    """Return the browser of a helper who takes part."""
    build.register(agent, at=clock.now())
    return page

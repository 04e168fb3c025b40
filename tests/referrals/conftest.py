"""Who meets in the tests of the referrals, and the pack that has them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
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

"""People who meet in every test of the escalations, and the packs that ship."""

import json
from typing import Any

import pytest
from django.test import Client

from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from tests.escalations import build, calling
from tests.escalations.reading import Ask, SignIn


@pytest.fixture
def packs(db: None) -> None:
    """Let both packs run."""
    build.run_packs()


@pytest.fixture
def producer(packs: None) -> Actor:
    """Return a helper who may escalate."""
    return build.helper()


@pytest.fixture
def caseworker(packs: None) -> Actor:
    """Return somebody of the team that takes most incidents."""
    return build.staff(build.TEAM)


@pytest.fixture
def representative(packs: None) -> Actor:
    """Return somebody who takes the helpers' calls."""
    return calling.representative()


@pytest.fixture
def caller(packs: None) -> Actor:
    """Return a helper who can be verified."""
    return calling.caller()


@pytest.fixture
def agent(packs: None) -> Actor:
    """Return a helper of the marketplace that has agencies."""
    return build.helper(marketplace=build.KENTUCKY)


@pytest.fixture
def clerk(packs: None) -> Actor:
    """Return somebody of a team of that marketplace that hands incidents on, and of one that doesn't."""
    return build.staff("khbe", "kog", marketplace=build.KENTUCKY)


@pytest.fixture
def signed_in() -> SignIn:
    """Return a function that signs somebody in and returns their browser."""

    def sign_in(actor: Actor) -> Client:
        browser = Client()
        browser.force_login(Account.objects.get(pk=build.id_of(actor)))
        return browser

    return sign_in


@pytest.fixture
def ask(signed_in: SignIn) -> Ask:
    """Return a function that makes a call as somebody, and returns status and JSON."""

    def call(actor: Actor, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
        browser: Client = signed_in(actor)
        if body is None:
            answer = browser.get(f"/api/v1{path}")
        else:
            answer = browser.post(
                f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers
            )
        return answer.status_code, json.loads(answer.content)

    return call


@pytest.fixture
def browser(representative: Actor, signed_in: SignIn) -> Client:
    """Return the representative's browser."""
    return signed_in(representative)

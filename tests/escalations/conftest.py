"""People who meet in every test of the escalations, and the packs that ship."""

import pytest
from django.test import Client

from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from tests.escalations import build
from tests.escalations.reading import SignIn


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
def signed_in() -> SignIn:
    """Return a function that signs somebody in and returns their browser."""

    def sign_in(actor: Actor) -> Client:
        browser = Client()
        browser.force_login(Account.objects.get(pk=build.id_of(actor)))
        return browser

    return sign_in

"""Both packs loaded, and somebody of any role signed in: all that the guide's pages need."""

from collections.abc import Callable

import pytest
from django.test import Client

from assistdesk.shared import clock
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy import services as policy
from tests.guide.packs import MARKETPLACES, pack_of

SignedIn = Callable[[str, str], Client]


@pytest.fixture
def packs(db: None) -> None:
    """Let both packs run."""
    at = clock.now()
    for marketplace in MARKETPLACES:
        policy.run_pack(pack_of(marketplace), actor=Actor.system(None), at=at)


@pytest.fixture
def signed_in(packs: None) -> SignedIn:
    """Return a function that signs somebody of a role in a marketplace in."""

    def sign_in(role: str, marketplace: str) -> Client:
        client = Client()
        account = Account.objects.create(
            username=f"{role}-{marketplace}",
            role=Role(role).value,
            marketplace=marketplace,
            made_at=clock.now(),
        )
        client.force_login(account)
        return client

    return sign_in

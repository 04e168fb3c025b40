"""Callers of the API for the stories of this folder."""

from collections.abc import Callable

import pytest
from django.test import Client

from assistdesk.shared.people.models import Account
from tests.journeys.callers import Caller
from tests.journeys.third_desk import third, third_folder

__all__ = ["caller", "third", "third_folder"]


@pytest.fixture
def caller(demo_desk: None) -> Callable[[str], Caller]:
    """Return a function that gives a caller for a username."""

    def call_as(username: str) -> Caller:
        client = Client()
        client.force_login(Account.objects.get(username=username))
        return Caller(client)

    return call_as

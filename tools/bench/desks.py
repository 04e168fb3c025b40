"""The desks that are measured: prepared as `serve --demo` prepares them, and who is signed in on them."""

from django.test import Client

from assistdesk.shared import clock
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.queries import actor_of
from assistdesk.site import preparation
from assistdesk.site.demo.scale import loading
from assistdesk.site.demo.scale.grounds import Amounts
from assistdesk.site.demo.scale.shape import shape

__all__ = ["Amounts", "actor", "client", "make", "ok"]


def make(amounts: Amounts | None = None) -> None:
    """Make a demo desk, and fill it."""
    preparation.prepare_desk(demo=True, say=lambda _: None)
    if amounts is not None:
        loading.load(amounts, shape(), at=clock.now(), is_checked=False, tell=lambda _: None)
        loading.tidy()


def client(username: str) -> Client:
    """Return a browser in which somebody is signed in."""
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(Account.objects.get(username=username))
    return browser


def actor(username: str) -> Actor:
    """Return somebody who acts."""
    return actor_of(Account.objects.get(username=username))


def ok(response: object) -> object:
    """Return a response that was a success.

    Raises:
        AssertionError: it was not; what was measured then is no work.
    """
    status = getattr(response, "status_code", 0)
    assert status in (200, 201), status
    return response

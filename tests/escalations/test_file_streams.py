"""The file of a report reaches an asynchronous server piece by piece, and leaves no connection behind."""

import asyncio
import threading
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.asgi import get_asgi_application
from django.db import connection
from django.test import Client

from assistdesk.escalations.views import file_streams
from assistdesk.shared import clock
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.roles import Role
from tests import loops
from tests.escalations import build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rule("E-20")]
PATH = f"/m/{build.MARYLAND}/reports/incidents.csv"
SPAN = "from=2026-03-02&to=2026-03-15"
PATIENCE_SECONDS = 20.0
INCIDENTS = 3


@pytest.fixture(autouse=True)
def one_line_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each line be a piece of its own."""
    monkeypatch.setattr(file_streams, "LINES_AT_ONCE", 1)


@pytest.fixture
def browser(producer: Actor) -> Client:
    """Return the browser of somebody who reads reports, where there are incidents to read of."""
    for _ in range(INCIDENTS):
        build.incident(producer, at=build.EARLIER)
    client = Client()
    client.force_login(Account.objects.get(pk=build.id_of(build.staff(role=Role.AUDITOR))))
    return client


async def fetched(browser: Client, *, gone_after: int | None = None) -> list[bytes]:
    """Return the pieces of the body; with `gone_after`, who asked hangs up when so many have come."""
    cookie = f"desk_session={browser.cookies['desk_session'].value}".encode()
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": PATH,
        "raw_path": PATH.encode(),
        "query_string": SPAN.encode(),
        "headers": [(b"host", b"localhost"), (b"cookie", cookie)],
        "server": ("localhost", 80),
        "client": ("127.0.0.1", 1),
    }
    pieces: list[bytes] = []
    asked, gone = iter([{"type": "http.request", "body": b"", "more_body": False}]), asyncio.Event()

    async def receive() -> Any:
        for one in asked:
            return one
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message.get("body"):
            pieces.append(message["body"])
        if gone_after is not None and len(pieces) == gone_after:
            gone.set()
            await asyncio.Event().wait()  # nobody takes any more

    await asyncio.wait_for(get_asgi_application()(scope, receive, send), PATIENCE_SECONDS)
    return pieces


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return whether each reading thread's connection was given back."""
    states: list[bool] = []
    end = file_streams._ReadInOneThread._end

    def watched(self: Any) -> None:
        end(self)
        states.append(connection.connection is None)

    monkeypatch.setattr(file_streams._ReadInOneThread, "_end", watched)
    return states


def wait_for_readers() -> None:
    """Wait until no thread reads a file any more."""
    for one in threading.enumerate():
        if one.name.startswith(file_streams.THREAD):
            one.join(PATIENCE_SECONDS)
            assert not one.is_alive()


def test_an_asynchronous_server_gets_it_piece_by_piece(browser: Client, ended: list[bool]) -> None:
    whole = b"".join(browser.get(f"{PATH}?{SPAN}"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pieces = loops.run(fetched(browser))
    wait_for_readers()

    assert len(pieces) == INCIDENTS + 1
    assert b"".join(pieces) == whole
    assert ended == [True]


def test_who_hangs_up_leaves_no_connection_behind(browser: Client, ended: list[bool]) -> None:
    pieces = loops.run(fetched(browser, gone_after=2))
    wait_for_readers()

    assert len(pieces) == 2
    assert ended == [True]


def test_a_reading_that_fails_leaves_no_connection_behind(ended: list[bool]) -> None:
    def failing() -> Iterator[str]:
        yield str(clock.now())
        raise RuntimeError("gone")

    async def read() -> None:
        async for _ in file_streams._ReadInOneThread(failing()):
            pass

    with pytest.raises(RuntimeError, match="gone"):
        loops.run(read())
    wait_for_readers()

    assert ended == [True]


def test_a_synchronous_server_gets_it_without_a_warning(browser: Client) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        pieces = list(browser.get(f"{PATH}?{SPAN}"))

    assert len(pieces) == INCIDENTS + 1


def test_a_reports_head_is_answered_as_its_page_is(browser: Client) -> None:
    for path in (PATH, PATH.removesuffix("/incidents.csv")):
        assert browser.head(f"{path}?{SPAN}").status_code == 200

"""What the tests of messages share: a thing that can be answered, and jobs that were queued."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from assistdesk.shared import clock, jobs
from assistdesk.shared.messaging import replies
from tests.shared.messaging.build import KIND
from tests.shared.messaging.servers import MoodyInbox, free_port, running, use

TAKE_REPLY = "tests.take_reply"


@jobs.task(name=TAKE_REPLY, queue="desk")
def take_reply(incoming_id: str) -> None:
    """Stand for the task of a context that takes answers; these tests only look whether it was queued."""


@pytest.fixture(autouse=True)
def answerable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let things of the kind used here be answered by mail."""
    monkeypatch.setitem(replies._TASKS, KIND, TAKE_REPLY)


@pytest.fixture
def jobs_queued() -> Callable[[str], list[dict[str, object]]]:
    """Return a function that tells the arguments of the jobs queued under a name."""

    def arguments(name: str) -> list[dict[str, object]]:
        rows = ProcrastinateJob.objects.filter(task_name=name).order_by("id")
        return [row.args for row in rows]

    return arguments


@pytest.fixture
def desk_clock() -> Iterator[Callable[[datetime], None]]:
    """Return a function that lets the desk's clock show a moment; afterwards it is right again."""

    def show(moment: datetime) -> None:
        clock.advance(moment - clock.now())

    yield show
    if not connection.needs_rollback:
        clock.set_right()


def later(**by: float) -> timedelta:
    """Return a span."""
    return timedelta(**by)


@pytest.fixture
def port(settings: Settings) -> int:
    """Return the port at which the desk expects its mail server; nothing listens there yet."""
    chosen = free_port()
    use(chosen, settings)
    return chosen


@pytest.fixture
def inbox(port: int) -> Iterator[MoodyInbox]:
    """Return the inbox of a mail server that runs."""
    inbox = MoodyInbox()
    with running(inbox, port):
        yield inbox

"""What the tests of messages share: a thing that can be answered, and jobs that were queued."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from assistdesk.shared import clock, jobs
from assistdesk.shared.messaging import replies
from tests.shared.messaging.build import KIND

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

"""Background work: queued by name in the caller's transaction, and sweeps that run every second.

A job that is queued runs if and only if the transaction that queued it commits. A sweep is the
safety net below: a lost job costs a second, not a deadline.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any, LiteralString, TypeVar

from django.db import connection
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from psycopg.types.json import Jsonb

from assistdesk.shared import copying, transactions

Work = TypeVar("Work", bound=Callable[..., None])

_RETRY = RetryStrategy(max_attempts=10, exponential_wait=3)

# A worker fetches jobs by a connection of its own; what its tasks queue must go by Django's all the same.
_IN_THIS_TRANSACTION = JobManager(DjangoConnector())


class _WithTheRows(DjangoConnector):
    """Queues jobs with the rows that are added at the end of a block; nobody learns their numbers."""

    def execute_query_all(
        self,
        query: LiteralString,
        **arguments: Any,  # noqa: ANN401 - as the library says it
    ) -> list[dict[str, Any]]:
        ((name, jobs),) = arguments.items()
        statement = query.replace(f"%({name})s", "%s").rstrip("; \n")
        copying.run(statement, [[tuple(map(_as_value, job)) for job in jobs]])
        return [{"id": None}] * len(jobs)


_WITH_THE_ROWS = JobManager(_WithTheRows())

SWEEPS: dict[str, Callable[[], None]] = {}
QUEUES = ("mail", "escalations", "referrals", "desk")
UNDER_WAY = ("todo", "doing")


class UnknownTask(LookupError):
    """Work was queued under a name that no task has."""


def task(*, name: str, queue: str) -> Callable[[Work], Work]:
    """Return a decorator that registers a function as the task called `name`, run by any worker.

    A task is retried with growing pauses when it fails; it may run twice, late, or beside itself.
    """
    if queue not in QUEUES:
        raise ValueError(f"No worker serves the queue {queue!r}.")

    def register(work: Work) -> Work:
        app.task(name=name, queue=queue, retry=_RETRY)(work)
        return work

    return register


def sweep(*, name: str) -> Callable[[Work], Work]:
    """Return a decorator that lets every worker call the function about once a second."""

    def register(work: Work) -> Work:
        SWEEPS[name] = work
        return work

    return register


def queue(name: str, *, run_at: datetime | None = None, **arguments: str | int) -> None:
    """Queue the task called `name`: it runs if and only if the caller's transaction commits.

    `run_at` is the earliest moment by the desk's clock; None means as soon as a worker is free.
    Arguments are identifiers.

    Raises:
        UnknownTask: no task has that name.
    """
    transactions.required()
    if name not in app.tasks:
        raise UnknownTask(name)
    at = _on_the_database_clock(run_at) if run_at else None
    deferrer = app.configure_task(name, allow_unknown=False, schedule_at=at)
    deferrer.job_manager = _IN_THIS_TRANSACTION
    deferrer.defer(**arguments)


def queue_each(names: Collection[str]) -> None:
    """Queue several tasks without arguments, to run as soon as a worker is free; as `queue`, one statement.

    Within `copying.together` they are queued at the end of its block, with the rows.

    Raises:
        UnknownTask: no task has one of these names.
    """
    transactions.required()
    for name in names:
        if name not in app.tasks:
            raise UnknownTask(name)
    if names:
        _WITH_THE_ROWS.batch_defer_jobs([app.configure_task(name).make_new_job() for name in names])


def queue_once(name: str, **arguments: str | int) -> None:
    """Queue a task as `queue` does, unless the same with these arguments waits already or is under way.

    Sweeps use it, which look every second. Two that look at the same instant may queue it twice.

    Raises:
        UnknownTask: no task has that name.
    """
    from procrastinate.contrib.django.models import ProcrastinateJob  # noqa: PLC0415 - needs Django to be set up

    same = ProcrastinateJob.objects.filter(task_name=name, args=arguments, status__in=UNDER_WAY)
    if not same.exists():
        queue(name, run_at=None, **arguments)


def _as_value(value: object) -> object:
    return Jsonb(value) if isinstance(value, dict) else value


def _on_the_database_clock(moment: datetime) -> datetime:
    """Return when, by the database's own clock, the desk's clock shows `moment`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s - (desk_now() - clock_timestamp())", [moment])
        own: datetime = cursor.fetchone()[0]
    return own

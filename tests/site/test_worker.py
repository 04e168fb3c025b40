"""The worker's promises: a dead worker's job is done by another, and a task's own work is one transaction."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from assistdesk.shared import jobs
from assistdesk.site import worker


def _in_a_thread(work: Callable[[], None]) -> None:
    """Run `work` in a thread of its own, as the worker does; a browser's tests keep a loop in this one."""
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def _queue_one() -> int:
    with transaction.atomic():
        jobs.queue("messaging.deliver")
    return int(ProcrastinateJob.objects.latest("id").id)


@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_worker_that_died_is_given_to_another() -> None:
    job_id = _queue_one()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) "
            "VALUES (now() - interval '1 hour') RETURNING id"
        )
        dead = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", [dead, job_id]
        )

    _in_a_thread(worker.retry_stalled)

    assert ProcrastinateJob.objects.get(id=job_id).status == "todo"


@pytest.mark.django_db(transaction=True)
def test_the_job_of_a_worker_that_lives_is_left_to_it() -> None:
    job_id = _queue_one()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now()) RETURNING id")
        alive = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s", [alive, job_id]
        )

    _in_a_thread(worker.retry_stalled)

    assert ProcrastinateJob.objects.get(id=job_id).status == "doing"


@pytest.mark.django_db(transaction=True)
def test_what_a_task_queues_is_undone_with_the_task_also_in_a_worker() -> None:
    with app.replace_connector(worker.own_connector()), transaction.atomic():
        jobs.queue("messaging.deliver")
        transaction.set_rollback(True)

    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_a_sweep_that_fails_keeps_no_other_from_running(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def fails() -> None:
        raise RuntimeError

    monkeypatch.setattr(jobs, "SWEEPS", {"one": fails, "two": lambda: done.append("two")})

    worker.sweep_once()

    assert done == ["two"]


@pytest.mark.parametrize(("took", "waits"), [(0.0, 1.0), (0.25, 0.75), (0.9, 0.1), (0.95, 0.1), (7.0, 0.1)])
def test_rounds_begin_a_second_apart_and_after_a_long_one_soon(took: float, waits: float) -> None:
    assert worker.pause_after(took) == pytest.approx(waits)

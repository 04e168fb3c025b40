"""Waiting until what a demo call set off has happened, so that a program can look at once."""

import time

from django.db import connection

from assistdesk.site import health, worker

LONGEST_SECONDS = 8.0
POLL_SECONDS = 0.05


def settle() -> None:
    """Run every sweep, then wait until the workers have done what is due, for some seconds at most.

    Where no worker is alive, nothing is waited for.
    """
    worker.sweep_once()
    if not health.worker_is_alive():
        return
    deadline = time.monotonic() + LONGEST_SECONDS
    while _is_work_waiting() and time.monotonic() < deadline:
        time.sleep(POLL_SECONDS)


def _is_work_waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM procrastinate_jobs WHERE status = 'doing' "
            "OR (status = 'todo' AND coalesce(scheduled_at, '-infinity') <= clock_timestamp()))"
        )
        return bool(cursor.fetchone()[0])

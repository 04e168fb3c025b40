"""The background work of one process: jobs as they come, and every sweep about once a second."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from django.db import close_old_connections, connection
from procrastinate.connector import BaseAsyncConnector
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager

from assistdesk.shared import jobs
from assistdesk.site import warming

SWEEP_SECONDS = 1.0
BREATH_SECONDS = 0.1
POLL_SECONDS = 0.5
HEARTBEAT_SECONDS = 5
STALLED_SECONDS = 60

log = structlog.get_logger("assistdesk.worker")


def run() -> None:
    """Work until a signal ends it; jobs under way are finished first."""
    warming.warm_worker()
    with _sweeping(), app.replace_connector(own_connector()):
        app.run_worker(
            queues=list(jobs.QUEUES),
            concurrency=4,
            fetch_job_polling_interval=POLL_SECONDS,
            update_heartbeat_interval=HEARTBEAT_SECONDS,
            stalled_worker_timeout=STALLED_SECONDS,
            shutdown_graceful_timeout=10,
            delete_jobs="successful",
        )


def own_connector() -> BaseAsyncConnector:
    """Return a connection of the worker's own, for fetching jobs; what its tasks queue goes by Django's."""
    return DjangoConnector().get_worker_connector()


def sweep_once() -> None:
    """Run every sweep once. One that fails is logged and doesn't keep the others from running."""
    for name, work in jobs.SWEEPS.items():
        try:
            work()
        except Exception:
            log.exception("sweep failed", sweep=name)


def retry_stalled() -> None:
    """Give the jobs of workers that died to those that live."""
    asyncio.run(_retry_stalled())


async def _retry_stalled() -> None:
    connector = own_connector()
    await connector.open_async()
    try:
        manager = JobManager(connector)
        for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
            await manager.retry_job(job)
    finally:
        await connector.close_async()


@contextmanager
def _sweeping() -> Iterator[None]:
    """Sweep in a thread of its own for as long as the block runs."""
    is_over = threading.Event()
    thread = threading.Thread(target=_sweep_until, args=(is_over,), name="sweeps", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join(timeout=5)


def pause_after(seconds: float) -> float:
    """Return how many seconds to wait after sweeps that took so long: rounds begin about once a second.

    One that had much to do is followed by the next after a breath.
    """
    return max(BREATH_SECONDS, SWEEP_SECONDS - seconds)


def _sweep_until(is_over: threading.Event) -> None:
    rounds, pause = 0, SWEEP_SECONDS
    while not is_over.wait(pause):
        began = time.monotonic()
        close_old_connections()
        sweep_once()
        pause = pause_after(time.monotonic() - began)
        rounds += 1
        if rounds % STALLED_SECONDS == 0:
            try:
                retry_stalled()
            except Exception:
                log.exception("stalled jobs could not be retried")
    connection.close()

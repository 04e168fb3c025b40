"""What all tests share: a fixed moment, and the races of several threads."""

import os
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from tests.database import django_db_setup
from tests.desks import demo_desk

__all__ = ["TEN_O_CLOCK", "at", "at_the_same_time", "demo_desk", "django_db_setup"]

# No example has a deadline: a busy machine is no fault. In CI examples are the same each time: a chance find
# belongs to whoever is there to mend it.
settings.register_profile("patient", deadline=None)
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady" if os.environ.get("CI") else "patient")

TEN_O_CLOCK = datetime(2027, 3, 2, 15, 0, tzinfo=UTC)  # a Tuesday, ten in the morning in Baltimore


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the slow files be first, so that no process of several waits for them alone at the end."""
    items.sort(key=lambda item: not (item.get_closest_marker("browser") or item.get_closest_marker("real")))


@pytest.fixture(autouse=True)
def no_jobs_left_behind(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Forget the jobs that a test committed: Django's own clean-up knows only the tables it manages."""
    yield
    mark = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or (mark and mark.kwargs.get("transaction"))
    if commits:
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


@pytest.fixture
def at() -> datetime:
    """Return the moment at which tests play unless they say otherwise."""
    return TEN_O_CLOCK


def at_the_same_time(*calls: Callable[[], object]) -> list[object]:
    """Run the calls in threads that start together; return their results or the exceptions they raised."""
    barrier = threading.Barrier(len(calls))
    outcomes: list[object] = [None] * len(calls)

    def run(place: int, call: Callable[[], object]) -> None:
        barrier.wait()
        try:
            outcomes[place] = call()
        except Exception as error:  # noqa: BLE001 - whatever happens is the outcome
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes

"""The one place that asks what time it is.

The time is the database's, so a wrong clock on a host moves no deadline. In demo use one offset is
kept in the database too, so that every process of the desk moves together.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection


@dataclass(slots=True)
class _Reading:
    """A moment that the database told, and when that was by this process's stopwatch, in seconds."""

    moment: datetime | None = None
    then: float = 0.0


_READING: ContextVar[_Reading | None] = ContextVar("what the clock showed", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Within it the database is asked for the time once; a stopwatch adds what has gone by since.

    The stopwatch knows nothing of the host's time of day, and what it adds is never more than has gone by.
    """
    token = _READING.set(_Reading())
    try:
        yield
    finally:
        _READING.reset(token)


def told(moment: datetime) -> None:
    """Take what the database told just now, within `read_once`; the first word counts."""
    reading = _READING.get()
    if reading is not None and reading.moment is None:
        reading.moment, reading.then = moment, time.monotonic()


def now() -> datetime:
    """Return the desk's present moment: aware, in UTC."""
    reading = _READING.get()
    if reading is not None and reading.moment is not None:
        return reading.moment + timedelta(seconds=time.monotonic() - reading.then)
    moment = _read()
    told(moment)
    return moment


def _read() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT desk_now()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def _forget() -> None:
    reading = _READING.get()
    if reading is not None:
        reading.moment = None


def offset() -> timedelta:
    """Return by how much the desk's clock is ahead of the database's own; zero outside demo use."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(sum(ahead), interval '0') FROM desk_clock")
        ahead: timedelta = cursor.fetchone()[0]
    return ahead


def advance(by: timedelta) -> None:
    """Move the desk's clock forward by `by`, for every process that shares the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO desk_clock (id, ahead) VALUES (1, %s) "
            "ON CONFLICT (id) DO UPDATE SET ahead = desk_clock.ahead + excluded.ahead",
            [by],  # type: ignore[list-item]  # psycopg takes a timedelta; the stubs forget it
        )
    _forget()


def set_right() -> None:
    """Let the desk's clock show the database's own time again."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM desk_clock")
    _forget()

"""The one place that asks what time it is.

The time is the database's, so a wrong clock on a host moves no deadline. In demo use one offset is
kept in the database too, so that every process of the desk moves together.
"""

from datetime import datetime, timedelta

from django.db import connection


def now() -> datetime:
    """Return the desk's present moment: aware, in UTC."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT desk_now()")
        moment: datetime = cursor.fetchone()[0]
    return moment


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


def set_right() -> None:
    """Let the desk's clock show the database's own time again."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM desk_clock")

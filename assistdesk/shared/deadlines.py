"""Comparing a deadline with the clock in the very statement that uses it; nobody reads the time for it."""

from django.db import models


class DeskNow(models.Func):
    """The desk's present moment, worked out by the database in the very statement that uses it."""

    template = "desk_now()"
    output_field = models.DateTimeField()


class DeskNowOnce(DeskNow):
    """The desk's moment at the start of the statement, worked out once and not for each row.

    For searches alone: a change that may have waited for a lock asks `DeskNow`.
    """

    template = "(SELECT desk_now())"


class DatabaseNow(models.Func):
    """The database's own time, which nobody shifts: for the leases of processes."""

    template = "clock_timestamp()"
    output_field = models.DateTimeField()

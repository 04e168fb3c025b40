"""What compares a deadline with the clock in the very statement that uses it."""

from django.db import models


class DeskNow(models.Func):
    """The desk's present moment, worked out by the database."""

    template = "desk_now()"
    output_field = models.DateTimeField()

"""What is known of addresses: who wants no text messages, what can't be reached, and how fast we may send."""

import uuid

from django.db import models


class OptOut(models.Model):
    """One time that somebody asked for no text messages, until `ended_at`; None as long as it holds.

    The number is a keyed hash to find it by, and sealed for whoever has to know. `number_of_ours` is where
    they asked, empty where the provider told us later; what was said to one of our numbers holds for all.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number_hash = models.CharField(max_length=64)
    sealed = models.BinaryField()
    number_of_ours = models.CharField(max_length=60, blank=True)
    stopped_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number_hash"],
                name="messaging_optout_one",
                condition=models.Q(ended_at__isnull=True),
            )
        ]

    def __repr__(self) -> str:
        return f"OptOut({self.id})"


class AddressMark(models.Model):
    """An address that messages could not be delivered to, and why; gone when one arrives there after all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    channel = models.CharField(max_length=10)
    address_hash = models.CharField(max_length=64)
    failure = models.CharField(max_length=40)
    marked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "address_hash"], name="messaging_mark_one"),
        ]

    def __repr__(self) -> str:
        return f"AddressMark({self.id}, {self.failure})"


class Pace(models.Model):
    """When a channel may be given its next message, by the database's own clock."""

    channel = models.CharField(max_length=10, primary_key=True)
    next_at = models.DateTimeField()

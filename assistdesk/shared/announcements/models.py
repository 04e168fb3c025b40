"""Announcements, and who read what."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assistdesk.shared.people.models import Account


class Announcement(models.Model):
    """Something that staff of a marketplace tell the people of some roles, in each language of its pack.

    It shows from `shows_from`, inclusive, until `shows_until`, exclusive; None means until it is withdrawn.
    `titles` and `texts` hold one text by language.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=60)
    roles = ArrayField(models.CharField(max_length=40))
    is_urgent = models.BooleanField()
    titles = models.JSONField()
    texts = models.JSONField()
    shows_from = models.DateTimeField()
    shows_until = models.DateTimeField(null=True)
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="announcements_ends_after_it_begins",
                condition=models.Q(shows_until__isnull=True)
                | models.Q(shows_until__gt=models.F("shows_from")),
            ),
            models.CheckConstraint(
                name="announcements_withdrawn_by",
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["marketplace", "-shows_from", "-id"], name="announcements_newest")]

    def __repr__(self) -> str:
        return f"Announcement({self.id})"


class Reading(models.Model):
    """That an account has read something: `item_id` is an announcement, or a message of the desk to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="readings")
    item_id = models.UUIDField()
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "item_id"], name="announcements_read_once")]

    def __repr__(self) -> str:
        return f"Reading({self.id})"

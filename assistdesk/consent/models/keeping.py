"""What keeps the records of a consent longer than their time, and what says that they were erased."""

import uuid

from django.db import models
from django.db.models import Q

from assistdesk.consent.models.searches import KEY_LENGTH
from assistdesk.shared.people.models import Account

REASON_LENGTH = 500


class HoldQuerySet(models.QuerySet["Hold"]):
    """Named filters."""

    def standing(self) -> "HoldQuerySet":
        """Return those that nobody has lifted."""
        return self.filter(lifted_at__isnull=True)


class Hold(models.Model):
    """A legal hold on the records of one consent, its `thread`: while it stands they are not erased."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    thread = models.UUIDField()
    reason = models.CharField(max_length=REASON_LENGTH)
    put_at = models.DateTimeField()
    put_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    why_lifted = models.CharField(max_length=REASON_LENGTH, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread"], condition=Q(lifted_at__isnull=True), name="consent_one_hold"
            )
        ]


class Erasure(models.Model):
    """That what the records of one consent said was erased, and since when that was due.

    The database lets nothing of a record be erased without it.
    """

    thread = models.UUIDField(primary_key=True)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    due_at = models.DateTimeField()
    erased_at = models.DateTimeField()
    records = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="consent_erased_when_due", condition=Q(erased_at__gte=models.F("due_at"))
            )
        ]

"""Incidents that were handed on to outside offices, and the mails of each."""

import uuid
from datetime import datetime

from django.db import models

from assistdesk.escalations.models.incidents import KEY_LENGTH, Incident
from assistdesk.escalations.models.threads import Post
from assistdesk.shared.messaging.models import ADDRESS_LENGTH
from assistdesk.shared.people.models import Account

WAITING = models.Q(answered_at__isnull=True, ended_at__isnull=True)


class HandoffQuerySet(models.QuerySet["Handoff"]):
    """Named filters."""

    def waiting(self) -> "HandoffQuerySet":
        """Return those whose office is still waited for."""
        return self.filter(WAITING)

    def late(self, at: datetime) -> "HandoffQuerySet":
        """Return those whose office is waited for and whose own time has passed at `at`."""
        return self.waiting().filter(due_at__lte=at)

    def to_nudge(self, at: datetime) -> "HandoffQuerySet":
        """Return those whose office is to be reminded by `at`, the longest overdue first."""
        return self.filter(next_nudge_at__lte=at).order_by("next_nudge_at", "id")


class Handoff(models.Model):
    """One time that an incident was handed on to an office outside.

    `office` is its key in the directory, `names` what it was called then, by language. Without an `address`
    staff reached it in their own way, and no mail went out. `due_at` is the end of its own time, None where
    no time is known; `next_nudge_at` is when it is reminded. It is waited for until it has answered
    (`answered_at`) or the waiting was ended (`ended_at`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="handoffs")
    marketplace = models.CharField(max_length=KEY_LENGTH)
    office = models.CharField(max_length=KEY_LENGTH)
    kind = models.CharField(max_length=20)
    names = models.JSONField()
    address = models.CharField(max_length=ADDRESS_LENGTH, blank=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    clock_kind = models.CharField(max_length=20)
    clock_amount = models.PositiveIntegerField()
    due_at = models.DateTimeField(null=True)
    most_nudges = models.PositiveSmallIntegerField()
    nudges = models.PositiveSmallIntegerField(default=0)
    nudged_at = models.DateTimeField(null=True)
    next_nudge_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = HandoffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "office"], name="escalations_handoff_once", condition=WAITING
            ),
            models.CheckConstraint(
                name="escalations_handoff_nudged_while_waiting",
                condition=WAITING | models.Q(next_nudge_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["incident", "sent_at", "id"], name="escalations_handoff_incident"),
            models.Index(
                fields=["next_nudge_at", "id"],
                name="escalations_handoff_nudge",
                condition=models.Q(next_nudge_at__isnull=False),
            ),
            models.Index(
                fields=["marketplace", "due_at", "id"], name="escalations_handoff_late", condition=WAITING
            ),
        ]

    def __repr__(self) -> str:
        return f"Handoff({self.id}, {self.office})"


class HandoffPost(models.Model):
    """One message to or from the office.

    `nudge` is 0 for the first one, the number of a reminder, None for an answer.
    `is_from_other` says that an answer came from somebody else at the office's own domain.
    """

    id = models.BigAutoField(primary_key=True)
    handoff = models.ForeignKey(Handoff, on_delete=models.PROTECT, related_name="posts")
    post = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="+")
    nudge = models.PositiveSmallIntegerField(null=True)
    is_from_other = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handoff", "nudge"], name="escalations_nudge_once"),
        ]

"""Words that somebody is writing and has not sent."""

import uuid

from django.db import models

from assistdesk.escalations.models.incidents import Incident
from assistdesk.shared.people.models import Account

BOX_LENGTH = 30


class Draft(models.Model):
    """What one person has typed into one box of an incident's page; only they see it.

    `writing` tells one loading of the page from another, `revision` counts what was kept, `version` is that
    of the incident when the writing began. `sent_at` is set when the words went out: the text is gone then,
    and the row stays a while so that a save which arrives late is not taken for a new draft.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    box = models.CharField(max_length=BOX_LENGTH)
    text = models.TextField()
    writing = models.UUIDField()
    revision = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "account", "box"], name="escalations_draft_once"),
            models.CheckConstraint(
                condition=models.Q(sent_at__isnull=True) | models.Q(text=""),
                name="escalations_draft_sent_empty",
            ),
        ]
        indexes = [models.Index(fields=["saved_at"], name="escalations_draft_age")]

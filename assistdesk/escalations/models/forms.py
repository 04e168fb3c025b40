"""Escalations that somebody is filling in and has not sent."""

import uuid

from django.db import models

from assistdesk.escalations.models.incidents import KEY_LENGTH
from assistdesk.shared.people.models import Account


class KeptForm(models.Model):
    """What one helper has typed into the form of an escalation; only they see it.

    So the page has an address of its own that says nothing of anybody, and going back to it loses no word.
    `content` is what the form holds, by the names of its fields.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    marketplace = models.CharField(max_length=KEY_LENGTH)
    content = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["saved_at"], name="escalations_form_age")]

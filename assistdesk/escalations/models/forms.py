"""Escalations that somebody is filling in and has not sent."""

import uuid

from django.db import models

from assistdesk.escalations.models.incidents import KEY_LENGTH, Incident
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


class SentForm(models.Model):
    """A form that did something and was sent by one person, so that the same one again does it once.

    `id` is made of who sent it and its key; `incident` is what it was about. Kept for a day: after that
    nobody sends the same page again.
    """

    id = models.UUIDField(primary_key=True)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="escalations_sent_age")]

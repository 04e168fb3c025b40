"""Who has an incident open."""

from django.db import models

from assistdesk.escalations.models.incidents import Incident
from assistdesk.shared.people.models import Account


class Presence(models.Model):
    """One colleague who has an incident open until `open_until`, exclusive, unless they renew it.

    `writing_until` is the same for writing a reply; None where they don't.
    """

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    open_until = models.DateTimeField()
    writing_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "account"], name="escalations_presence_once")
        ]
        indexes = [models.Index(fields=["open_until"], name="escalations_presence_age")]

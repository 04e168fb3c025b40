"""Phone calls that were logged."""

import uuid

from django.db import models

from assistdesk.escalations.models.incidents import KEY_LENGTH
from assistdesk.escalations.states import CallKind
from assistdesk.shared.people.models import Account


class Call(models.Model):
    """A phone call about an entry of the guide, with the ticket number that the line gave."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in CallKind])
    entry = models.CharField(max_length=KEY_LENGTH)
    ticket_number = models.CharField(max_length=100)
    note = models.TextField(blank=True)
    caller = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                "caller", models.F("at").desc(), models.F("id").desc(), name="escalations_call_caller"
            )
        ]

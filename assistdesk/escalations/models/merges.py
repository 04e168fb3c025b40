"""Which incident was merged into which, so that it can be undone."""

import uuid

from django.db import models

from assistdesk.escalations.models.incidents import Incident
from assistdesk.escalations.states import INCIDENT
from assistdesk.shared.people.models import Account

_STANDS = models.Q(undone_at__isnull=True)


class Merge(models.Model):
    """One incident that was merged into another, and how it stood before.

    `into` is the one that was named then; where that was merged on, `Incident.merged_into` says where both
    ended. `state_before` and `clocks` (ids of the clocks that ran) are what undoing brings back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="merges")
    into = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="absorbed")
    state_before = models.CharField(max_length=20)
    clocks = models.JSONField(default=list)
    actor = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident"], condition=_STANDS, name="escalations_merged_once"),
            models.CheckConstraint(
                condition=models.Q(state_before__in=sorted(one.value for one in INCIDENT.sources("merge"))),
                name="escalations_merge_from_state",
            ),
            models.CheckConstraint(
                condition=~models.Q(incident=models.F("into")), name="escalations_merge_of_two"
            ),
        ]

    def __repr__(self) -> str:
        return f"Merge({self.id})"

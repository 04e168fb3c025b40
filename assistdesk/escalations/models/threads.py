"""What happened to an incident: its steps, and the messages of its thread."""

import uuid

from django.db import models

from assistdesk.escalations.models.incidents import Incident
from assistdesk.escalations.states import INCIDENT, NOTED, PostKind
from assistdesk.shared.messaging.models import Incoming, Outgoing
from assistdesk.shared.people.models import Account

OTHER_STEPS = ("unmerge", "absorb", "give_back")
"""Steps that are no move of the table."""


class Step(models.Model):
    """One step in an incident's history: a move, or a change of who works on it. Never changed.

    `move` is a move of the table, something else that is noted, or what merging does: `unmerge` to the one
    that was merged, `absorb` and `give_back` to the one that it was merged into. `actor` is None for the desk
    itself. `version` is that of the incident which came with it; None until the change is kept.
    """

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="steps")
    move = models.CharField(
        max_length=20,
        choices=[(name, name) for name in sorted([*INCIDENT.moves, *OTHER_STEPS, *NOTED])],
    )
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    actor = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    version = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["incident", "id"], name="escalations_step_incident")]


class Post(models.Model):
    """One message of an incident's thread.

    `outgoing` is the mail that carries it, `incoming` the mail that it came in with. The words of an
    acknowledgement and of a notice to the team are those of their mail, so `text` is empty there.
    `version` is that of the incident which came with it; None until the change is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in PostKind])
    author = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    version = models.PositiveIntegerField(null=True)
    outgoing = models.OneToOneField(Outgoing, on_delete=models.PROTECT, null=True, related_name="+")
    incoming = models.OneToOneField(Incoming, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["incident", "at", "id"], name="escalations_post_incident")]

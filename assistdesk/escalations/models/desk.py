"""What a team makes of its queue: saved filters, reply templates, and work on many incidents at once."""

import uuid

from django.db import models

from assistdesk.escalations.models.incidents import KEY_LENGTH, Incident
from assistdesk.escalations.states import BulkAction, BulkOutcome
from assistdesk.shared.people.models import Account

NAME_LENGTH = 60


class SavedFilter(models.Model):
    """A view of a team's queue under a name: somebody's own, or the whole team's.

    `asked` holds what the queue is narrowed to, as the page's form writes it. A tab stands above the queue,
    with its count.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    team = models.CharField(max_length=KEY_LENGTH)
    owner = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    asked = models.JSONField()
    is_shared = models.BooleanField()
    is_tab = models.BooleanField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["marketplace", "team", "owner", "name"], name="escalations_filter_once"
            )
        ]


class ReplyTemplate(models.Model):
    """A reply that a team's lead wrote once; `names` and `texts` by language."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    team = models.CharField(max_length=KEY_LENGTH)
    names = models.JSONField()
    texts = models.JSONField()
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["marketplace", "team", "id"], name="escalations_template_team")]


class BulkRun(models.Model):
    """One piece of work on many incidents of a team: what is done to each of them, by whom, how far.

    `id` is the page's own key, so that a form that is sent twice makes one run.
    """

    id = models.UUIDField(primary_key=True)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    team = models.CharField(max_length=KEY_LENGTH)
    actor = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=20, choices=[(one.value, one.value) for one in BulkAction])
    target = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)


class BulkItem(models.Model):
    """One incident of a run, in the version that whoever chose it saw, and what became of it.

    `refusal` is the code of why it could not be done.
    """

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(BulkRun, on_delete=models.PROTECT, related_name="items")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    outcome = models.CharField(
        max_length=20,
        default=BulkOutcome.WAITING.value,
        choices=[(one.value, one.value) for one in BulkOutcome],
    )
    refusal = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "incident"], name="escalations_bulk_once")]

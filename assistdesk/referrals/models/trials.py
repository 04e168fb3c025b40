"""Rules that are tried before they are made."""

from django.db import models

from assistdesk.referrals.models.referrals import KEY_LENGTH
from assistdesk.shared.people.models import Account


class Trial(models.Model):
    """Changed rules, played on made-up days beside those that ran when it was asked for.

    `id` is the page's own key, so that a form that is sent twice makes one trial. `rules` is the text as it
    was sent. `done` of `total` days are played; `result` holds the figures once all are.
    """

    id = models.UUIDField(primary_key=True)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    asked_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    rules = models.TextField()
    per_hour = models.PositiveSmallIntegerField()
    helpers = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()
    done = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveSmallIntegerField()
    finished_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["marketplace", "-asked_at"], name="referrals_trials")]

    def __repr__(self) -> str:
        return f"Trial({self.pk}, {self.done} of {self.total})"

"""The clocks of incidents: one row for each time that one ran."""

from datetime import datetime

from django.db import models

from assistdesk.escalations.models.incidents import KEY_LENGTH, Incident
from assistdesk.escalations.states import Timed

_RUNS = models.Q(met_at__isnull=True, stopped_at__isnull=True)


class IncidentClockQuerySet(models.QuerySet["IncidentClock"]):
    """Named filters."""

    def running(self) -> "IncidentClockQuerySet":
        """Return those that were neither met nor stopped; paused ones are among them."""
        return self.filter(_RUNS)

    def late(self, at: datetime) -> "IncidentClockQuerySet":
        """Return those whose due time has come by `at` while they run."""
        return self.running().filter(due_at__lte=at)

    def to_warn(self, at: datetime) -> "IncidentClockQuerySet":
        """Return those of which a lead has to be told by `at`, and was not."""
        return self.running().filter(warned_at__isnull=True, warn_at__lte=at)

    def unlaid(self) -> "IncidentClockQuerySet":
        """Return those that run without a due time, because nobody worked it out yet."""
        return self.running().filter(due_at__isnull=True, paused_at__isnull=True)


class IncidentClock(models.Model):
    """One run of one of an incident's clocks, from when it started until it was met or stopped.

    What was promised is kept with it, so that a later edition of the pack changes nothing. `due_at` is
    derived from that, `started_at` and the history of waiting; it is None while the clock is paused.
    `warn_at` is when the team's lead is told, and `warned_at` when that happened: once. `whom` is the key of
    the agency or issuer whose answer is awaited. `marketplace` and `team` are the incident's own, so that a
    team's board reads one index.
    """

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="clocks")
    marketplace = models.CharField(max_length=KEY_LENGTH)
    team = models.CharField(max_length=KEY_LENGTH)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Timed])
    whom = models.CharField(max_length=KEY_LENGTH, blank=True)
    promised_kind = models.CharField(max_length=20)
    promised_amount = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)

    objects = IncidentClockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "kind"], condition=_RUNS, name="escalations_clock_runs_once"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=sorted(kind.value for kind in Timed)),
                name="escalations_clock_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(met_at__isnull=True) | models.Q(stopped_at__isnull=True),
                name="escalations_clock_ends_once",
            ),
            models.CheckConstraint(
                condition=models.Q(paused_at__isnull=True) | models.Q(due_at__isnull=True),
                name="escalations_clock_paused_not_due",
            ),
        ]
        indexes = [
            models.Index(
                "warn_at",
                "id",
                name="escalations_clock_to_warn",
                condition=_RUNS & models.Q(warned_at__isnull=True, warn_at__isnull=False),
            ),
            models.Index(
                "id",
                name="escalations_clock_unlaid",
                condition=_RUNS & models.Q(due_at__isnull=True, paused_at__isnull=True),
            ),
            models.Index(
                "marketplace",
                "team",
                "kind",
                "due_at",
                "id",
                name="escalations_clock_board",
                condition=_RUNS & models.Q(due_at__isnull=False),
            ),
        ]

    def __repr__(self) -> str:
        return f"IncidentClock({self.id}, {self.kind})"

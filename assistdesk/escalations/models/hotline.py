"""Calls that representatives take, and what each was about."""

import uuid

from django.db import models

from assistdesk.escalations.models.incidents import KEY_LENGTH, Incident
from assistdesk.escalations.models.threads import Post
from assistdesk.escalations.states import CallerStanding, CallOutcome
from assistdesk.shared.people.models import NAME_LENGTH, Account, Person

_WITH_INCIDENT = sorted(one.value for one in CallOutcome if one is not CallOutcome.ANSWERED)


class HotlineCall(models.Model):
    """A call that a representative takes from a helper; `ended_at` is None while it lasts.

    `caller_name` and `npn` are what the caller said. `helper` is whose number that is, None where nobody's;
    `standing` says whether that is the caller: only then may anything be said of a client.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    representative = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    caller_name = models.CharField(max_length=NAME_LENGTH)
    npn = models.CharField(max_length=12)
    standing = models.CharField(max_length=20, choices=[(one.value, one.value) for one in CallerStanding])
    helper = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    submission_key = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["representative", "submission_key"], name="escalations_hotline_call_once"
            ),
            models.CheckConstraint(
                condition=models.Q(standing=CallerStanding.UNKNOWN_NPN.value)
                | models.Q(helper__isnull=False),
                name="escalations_hotline_helper_known",
            ),
        ]
        indexes = [
            models.Index(
                "marketplace",
                models.F("started_at").desc(),
                models.F("id").desc(),
                name="escalations_hotline_day",
            ),
            models.Index(
                "representative",
                models.F("started_at").desc(),
                name="escalations_hotline_open",
                condition=models.Q(ended_at__isnull=True),
            ),
        ]

    def __repr__(self) -> str:
        return f"HotlineCall({self.id}, {self.standing})"


class CallMatter(models.Model):
    """One thing that a call was about: a client, or an incident that the caller gave the number of.

    `note` is what was written down where nothing else keeps it; an incident and its thread keep their own
    words. `post` is what the call added to the thread of an open incident.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    call = models.ForeignKey(HotlineCall, on_delete=models.PROTECT, related_name="matters")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=20, choices=[(one.value, one.value) for one in CallOutcome])
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, null=True, related_name="call_matters")
    post = models.OneToOneField(Post, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    submission_key = models.CharField(max_length=200)
    submission_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "submission_key"], name="escalations_call_matter_once"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=_WITH_INCIDENT, incident__isnull=False)
                | models.Q(outcome=CallOutcome.ANSWERED.value, incident__isnull=True, person__isnull=False),
                name="escalations_call_matter_whole",
            ),
        ]
        indexes = [models.Index(fields=["call", "at", "id"], name="escalations_call_matters")]

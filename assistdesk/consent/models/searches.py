"""Every search for a client, without what was typed."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assistdesk.consent.states import Result
from assistdesk.shared.people.models import Account, Case, Person

KEY_LENGTH = 60


class Search(models.Model):
    """One search: who made it, by which kinds of identifiers, and what it told.

    `attested` are the texts that were attested, each as key and version. `person` and `case` are kept only
    where the answer told of them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    helper = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    result = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Result])
    asked_by = ArrayField(models.CharField(max_length=30))
    attested = models.JSONField(default=list)
    edition = models.CharField(max_length=40)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="consent_search_tells_nothing",
                condition=models.Q(result=Result.NO_MATCH.value, person__isnull=True, case__isnull=True)
                | (
                    ~models.Q(result=Result.NO_MATCH.value)
                    & models.Q(person__isnull=False, case__isnull=False)
                ),
            )
        ]
        indexes = [models.Index(fields=["helper", "at"], name="consent_searches_of")]

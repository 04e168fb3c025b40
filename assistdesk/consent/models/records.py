"""What proves a consent, and what stands because of it."""

import uuid

from django.db import models

from assistdesk.consent.models.openings import CaseOpening
from assistdesk.consent.models.requests import ConsentRequest
from assistdesk.consent.models.searches import KEY_LENGTH
from assistdesk.consent.states import Step
from assistdesk.shared.people.models import AccessGrant, Account, Case

HASH_LENGTH = 64


class Record(models.Model):
    """One entry of a marketplace's chain of consent records: what happened, bound to all before it.

    `number` runs from 1. A `thread` is what belongs to one consent: its request's entries, or those of an
    association that no request began; `place` runs from 1 in it, `own_previous` is the digest of its entry
    before. So a thread is proven without showing others'. `digest` is that of `previous` and of all other
    values, as `rules.verifier` makes it. The database refuses to change or remove entries; but what they say,
    their `facts`, goes when their time is over (see `Erasure`), and `erased_at` says so. The links remain.
    """

    id = models.BigAutoField(primary_key=True)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    number = models.PositiveBigIntegerField()
    request = models.ForeignKey(ConsentRequest, on_delete=models.PROTECT, null=True, related_name="records")
    thread = models.UUIDField()
    place = models.PositiveIntegerField()
    own_previous = models.CharField(max_length=HASH_LENGTH)
    step = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Step])
    at = models.DateTimeField()
    facts = models.JSONField()
    previous = models.CharField(max_length=HASH_LENGTH)
    digest = models.CharField(max_length=HASH_LENGTH)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["marketplace", "number"], name="consent_record_once"),
            models.UniqueConstraint(fields=["thread", "place"], name="consent_record_place_once"),
        ]


class Association(models.Model):
    """How a grant came about: by which request or by staff, and whether from an on-demand referral."""

    grant = models.OneToOneField(AccessGrant, on_delete=models.PROTECT, primary_key=True, related_name="+")
    marketplace = models.CharField(max_length=KEY_LENGTH)
    request = models.OneToOneField(
        ConsentRequest, on_delete=models.PROTECT, null=True, related_name="association"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=20)
    from_on_demand = models.BooleanField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["marketplace", "started_at"], name="consent_associations")]


class CaseView(models.Model):
    """That somebody looked at a case. `is_by_role`: as staff, without an association.

    `opening` is the emergency for which they might.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    is_by_role = models.BooleanField()
    opening = models.ForeignKey(CaseOpening, on_delete=models.PROTECT, null=True, related_name="views")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["case", "at", "id"], name="consent_views_of")]

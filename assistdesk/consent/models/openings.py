"""Cases that staff opened in an emergency: why, how long, and who looked at that afterwards."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from assistdesk.consent.models.searches import KEY_LENGTH
from assistdesk.shared.deadlines import DeskNow
from assistdesk.shared.people.models import Account, Case

REASON_LENGTH = 500
LONGEST = timedelta(hours=1)


class OpeningQuerySet(models.QuerySet["CaseOpening"]):
    """Named filters; what concerns a deadline compares with the desk's clock at that very moment."""

    def standing(self) -> "OpeningQuerySet":
        """Return those by which a case may be seen now."""
        return self.filter(ends_at__gt=DeskNow())

    def unreviewed(self) -> "OpeningQuerySet":
        """Return those that nobody has reviewed."""
        return self.filter(reviewed_at__isnull=True)


class CaseOpening(models.Model):
    """One opening of a case without an association, by somebody of the staff whose role allows it.

    The case may be seen until `ends_at`, exclusive. `reason` and `remark` are what people typed. Who opened
    it doesn't review it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    reason = models.CharField(max_length=REASON_LENGTH)
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    remark = models.CharField(max_length=REASON_LENGTH, blank=True)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="consent_opening_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="consent_opening_within_an_hour",
                condition=Q(ends_at__gt=F("opened_at"))
                & Q(ends_at__lte=F("opened_at") + models.Value(LONGEST, models.DurationField())),
            ),
            models.CheckConstraint(
                name="consent_opening_reviewed_by_another",
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True)
                | (Q(reviewed_at__isnull=False, reviewed_by__isnull=False) & ~Q(reviewed_by=F("account"))),
            ),
        ]
        indexes = [
            models.Index(fields=["marketplace", "opened_at", "id"], name="consent_openings_in"),
            models.Index(fields=["account", "case", "ends_at"], name="consent_openings_of"),
        ]

    def __repr__(self) -> str:
        return f"CaseOpening({self.id})"

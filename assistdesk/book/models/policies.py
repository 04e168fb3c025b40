"""Policies of clients, and what the exchange asks to know about them."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q

from assistdesk.book.models.prospects import KEY_LENGTH
from assistdesk.book.rules.days import Days
from assistdesk.book.states import Enrolment, PolicyShown
from assistdesk.shared.people.models import NAME_LENGTH, Person

ASKED_LENGTH = 500
NUMBER_LENGTH = 40


class PolicySet(models.QuerySet["Policy"]):
    """Policies, and the ways to narrow them; `rules.policies` says the same of one."""

    def shown(self, which: PolicyShown, *, days: Days) -> "PolicySet":
        """Return those that a list holds on a day."""
        over = Q(enrolment=Enrolment.CANCELLED.value) | Q(ends_on__lt=days.today)
        lasting = ~Q(enrolment=Enrolment.CANCELLED.value) & (
            Q(ends_on__isnull=True) | Q(ends_on__gte=days.today)
        )
        waits = Q(enrolment=Enrolment.PENDING.value) | Q(starts_on__gt=days.today)
        match which:
            case PolicyShown.TERMED:
                return self.filter(over)
            case PolicyShown.PENDING:
                return self.filter(lasting & waits)
            case PolicyShown.ACTIVE:
                return self.filter(
                    lasting & ~Q(enrolment=Enrolment.PENDING.value) & Q(starts_on__lte=days.today)
                )
            case PolicyShown.EXPIRED_RFI:
                return self.filter(_asked(Q(due_on__lt=days.today)))
            case PolicyShown.RFI_EXPIRING:
                return self.filter(_asked(Q(due_on__gte=days.today, due_on__lte=days.week_ends_on)))


def _asked(due: Q) -> Exists:
    return Exists(InformationRequest.objects.filter(due, policy_id=OuterRef("pk"), answered_on__isnull=True))


class Policy(models.Model):
    """One policy of one client, as the exchange has it.

    `number` is the exchange's. `issuer` is a key of the directory. `premium` is for a month, in dollars.
    `starts_on` is the first day covered, `ends_on` the last, inclusive; None where no end is known.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    number = models.CharField(max_length=NUMBER_LENGTH)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    issuer = models.CharField(max_length=KEY_LENGTH)
    plan = models.CharField(max_length=NAME_LENGTH)
    kind = models.CharField(max_length=10)
    premium = models.DecimalField(max_digits=8, decimal_places=2)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    enrolment = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Enrolment])

    objects = PolicySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["marketplace", "number"], name="book_policy_once"),
            models.CheckConstraint(condition=Q(premium__gte=0), name="book_policy_premium"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(ends_on__gte=models.F("starts_on"))
                | Q(enrolment=Enrolment.CANCELLED.value),
                name="book_policy_days",
            ),
            models.CheckConstraint(
                condition=~Q(enrolment=Enrolment.TERMINATED.value) | Q(ends_on__isnull=False),
                name="book_policy_termed_when",
            ),
        ]
        indexes = [models.Index(fields=["person", "-starts_on", "-id"], name="book_policies_of")]

    def __repr__(self) -> str:
        return f"Policy({self.id})"


class InformationRequest(models.Model):
    """What the exchange asks to know about a policy ; `due_on` is the last day, inclusive."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    policy = models.ForeignKey(
        Policy, on_delete=models.PROTECT, related_name="information_requests", db_index=False
    )
    number = models.CharField(max_length=NUMBER_LENGTH)
    asked = models.CharField(max_length=ASKED_LENGTH)
    due_on = models.DateField()
    answered_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["policy", "number"], name="book_rfi_once")]
        indexes = [
            models.Index(
                fields=["policy", "due_on"], name="book_rfi_open", condition=Q(answered_on__isnull=True)
            )
        ]

    def __repr__(self) -> str:
        return f"InformationRequest({self.id})"

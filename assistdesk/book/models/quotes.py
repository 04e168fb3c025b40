"""Quotes: plans with their premiums, put side by side for a prospect or a client."""

import uuid

from django.db import models

from assistdesk.book.models.prospects import KEY_LENGTH, Prospect
from assistdesk.book.states import QuoteState
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import NAME_LENGTH, Account, Person


class QuoteSet(models.QuerySet["Quote"]):
    """Quotes, and the ways to narrow them."""

    def of(self, actor: Actor) -> "QuoteSet":
        """Return those of one helper."""
        return self.filter(helper_id=actor.account_id, marketplace=actor.marketplace or "")


class Quote(models.Model):
    """One quote of a helper. `person` is the client it is for, `prospect` where it was for one at first."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    helper = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=12,
        default=QuoteState.IN_PROGRESS.value,
        choices=[(one.value, one.value) for one in QuoteState],
    )
    prospect = models.ForeignKey(Prospect, on_delete=models.PROTECT, null=True, related_name="quotes")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    made_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    chosen = models.ForeignKey("book.QuotePlan", on_delete=models.PROTECT, null=True, related_name="+")

    objects = QuoteSet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(prospect__isnull=False) | models.Q(person__isnull=False),
                name="book_quote_for_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(state=QuoteState.ACCEPTED.value, chosen__isnull=False)
                | (~models.Q(state=QuoteState.ACCEPTED.value) & models.Q(chosen__isnull=True)),
                name="book_quote_accepted_what",
            ),
        ]
        indexes = [
            models.Index(fields=["helper", "state", "-made_at", "-id"], name="book_quotes_standing"),
        ]

    def __repr__(self) -> str:
        return f"Quote({self.id})"


class QuotePlan(models.Model):
    """One plan in a quote. `issuer` is a key of the directory; amounts are in dollars, `premium` for a month.

    `deductible` and `most_to_pay` are for a year; None where the helper left them out.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="plans")
    issuer = models.CharField(max_length=KEY_LENGTH)
    plan = models.CharField(max_length=NAME_LENGTH)
    kind = models.CharField(max_length=10)
    premium = models.DecimalField(max_digits=8, decimal_places=2)
    deductible = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    most_to_pay = models.DecimalField(max_digits=8, decimal_places=2, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["quote", "issuer", "plan"], name="book_quote_plan_once"),
            models.CheckConstraint(condition=models.Q(premium__gte=0), name="book_quote_premium"),
        ]

    def __repr__(self) -> str:
        return f"QuotePlan({self.id})"

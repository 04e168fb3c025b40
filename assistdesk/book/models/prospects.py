"""Those who may become clients of a helper."""

import uuid

from django.db import models

from assistdesk.book.states import ProspectState
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import NAME_LENGTH, Account, Person

KEY_LENGTH = 60
NOTE_LENGTH = 2000


class ProspectSet(models.QuerySet["Prospect"]):
    """Prospects, and the ways to narrow them."""

    def of(self, actor: Actor) -> "ProspectSet":
        """Return those of one helper."""
        return self.filter(helper_id=actor.account_id, marketplace=actor.marketplace or "")


class Prospect(models.Model):
    """Somebody whom a helper might help: known to that helper alone.

    `person` is who they became as a client. `likeness` is what tells two prospects of one helper apart.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=KEY_LENGTH)
    helper = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10,
        default=ProspectState.CURRENT.value,
        choices=[(one.value, one.value) for one in ProspectState],
    )
    first_name = models.CharField(max_length=NAME_LENGTH)
    last_name = models.CharField(max_length=NAME_LENGTH)
    date_of_birth = models.DateField(null=True)
    sex = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    zip_code = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)
    likeness = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ProspectSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["helper", "likeness"],
                condition=~models.Q(state=ProspectState.CONVERTED.value),
                name="book_prospect_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ProspectState.CONVERTED.value, person__isnull=False)
                | (~models.Q(state=ProspectState.CONVERTED.value) & models.Q(person__isnull=True)),
                name="book_prospect_became",
            ),
        ]
        indexes = [
            models.Index(fields=["helper", "state", "-added_at", "-id"], name="book_prospects_standing"),
            models.Index(fields=["helper", "-added_at", "-id"], name="book_prospects_added"),
        ]

    def __repr__(self) -> str:
        return f"Prospect({self.id})"

"""What helpers write down about a case for themselves."""

import uuid

from django.db import models

from assistdesk.shared.people.models import Account, Case


class CaseNote(models.Model):
    """One note of a helper on a case. It is added and never changed; the helper alone reads it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=60)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="consent_note_says", condition=~models.Q(text=""))]
        indexes = [
            models.Index(fields=["account", "-at", "-id"], name="consent_note_newest"),
            models.Index(fields=["case", "account", "-at", "-id"], name="consent_note_of_case"),
        ]

    def __repr__(self) -> str:
        return f"CaseNote({self.id})"

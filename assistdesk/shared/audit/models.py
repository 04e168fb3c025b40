"""The audit log's one table."""

import uuid

from django.db import models


class Entry(models.Model):
    """One thing that happened. Identifiers only: what tells who a person is stays in that person's row.

    `account_id` is in whose name it was done; `delegate_id` who did it, where somebody acted for them.

    The database refuses to change, remove or truncate entries.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    at = models.DateTimeField()
    marketplace = models.CharField(max_length=60, blank=True)
    account_id = models.UUIDField(null=True)
    delegate_id = models.UUIDField(null=True)
    role = models.CharField(max_length=40)
    action = models.CharField(max_length=100)
    subject = models.CharField(max_length=80)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="audit_entry_subject"),
            models.Index(fields=["account_id", "id"], name="audit_entry_account"),
            models.Index(
                fields=["delegate_id", "id"],
                name="audit_entry_delegate",
                condition=models.Q(delegate_id__isnull=False),
            ),
        ]

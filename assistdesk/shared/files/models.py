"""The attachments; their contents lie sealed in the desk's storage."""

import uuid

from django.db import models

from assistdesk.shared.files.states import SCREENING, Screening
from assistdesk.shared.people.models import Account

NAME_LENGTH = 255


class Attachment(models.Model):
    """One file that somebody attached.

    Until it is linked to a subject, only its owner knows of it; from then on, those who may see the subject.
    `digest` is a keyed hash of the content. `findings` counts what the guard found, None while it has not
    looked. `name` may tell who a person is, as the content may.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=60)
    owner = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=10)
    content_type = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    storage_name = models.CharField(max_length=100, unique=True)
    screening = models.CharField(max_length=10, default=Screening.PENDING.value)
    findings = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField()
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.UUIDField(null=True)
    linked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="files_attachment_linked",
                condition=models.Q(subject_kind="", subject_id__isnull=True, linked_at__isnull=True)
                | ~models.Q(subject_kind="") & models.Q(subject_id__isnull=False, linked_at__isnull=False),
            ),
            models.CheckConstraint(
                name="files_attachment_screened",
                condition=models.Q(screening=SCREENING.target("finish").value, findings__isnull=False)
                | ~models.Q(screening=SCREENING.target("finish").value),
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "made_at"], name="files_attachment_subject"),
            models.Index(
                fields=["made_at", "id"],
                name="files_attachment_loose",
                condition=models.Q(linked_at__isnull=True),
            ),
        ]

    def __repr__(self) -> str:
        return f"Attachment({self.id}, {self.kind})"

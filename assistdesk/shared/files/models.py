"""The attachments and the pictures made from them; all contents lie sealed in the desk's storage."""

import uuid

from django.db import models
from django.db.models import Value

from assistdesk.shared.files.states import PREVIEW, SCAN, SCREENING, Preview, Scan, Screening
from assistdesk.shared.people.models import Account

NAME_LENGTH = 255


class Attachment(models.Model):
    """One file that somebody attached.

    Until it is linked to a subject, only its owner knows of it; from then on, those who may see the subject.
    A file that came by mail from no account has no owner. `digest` is a keyed hash of the content. `findings`
    counts what the guard found, None while it has not looked, `found` how much of each type; `held_why` says
    why it could not look. A held one a person may let go (`released_by`, `release_reason`). `name` may tell
    who a person is, as the content may. `signature` is what the scanner calls the malware it found.
    `has_scripts`: a program came along, that a reader may run and the desk never does. `page_count` is None
    while no preview was drawn. `due_at` is when the worker looks at the file next, None when nothing is left
    to do; `tries` counts what failed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=60)
    owner = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", null=True)
    name = models.CharField(max_length=NAME_LENGTH)
    size = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=10)
    content_type = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    storage_name = models.CharField(max_length=100, unique=True)
    has_scripts = models.BooleanField(default=False, db_default=False)
    screening = models.CharField(max_length=10, default=Screening.PENDING.value)
    findings = models.PositiveIntegerField(null=True)
    found = models.JSONField(default=dict, db_default=Value({}, models.JSONField()))
    held_why = models.CharField(max_length=10, blank=True, default="", db_default="")
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", null=True)
    release_reason = models.TextField(blank=True, default="", db_default="")
    scan = models.CharField(max_length=10, default=Scan.NOT_NEEDED.value, db_default=Scan.NOT_NEEDED.value)
    scanned_at = models.DateTimeField(null=True)
    signature = models.CharField(max_length=200, blank=True, default="", db_default="")
    preview = models.CharField(max_length=10, default=Preview.PENDING.value, db_default=Preview.PENDING.value)
    no_preview = models.CharField(max_length=10, blank=True, default="", db_default="")
    page_count = models.PositiveIntegerField(null=True)
    due_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0, db_default=0)
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
                | models.Q(released_at__isnull=False)
                | ~models.Q(screening=SCREENING.target("finish").value),
            ),
            models.CheckConstraint(
                name="files_attachment_released_why",
                condition=models.Q(released_at__isnull=True)
                | models.Q(released_by__isnull=False) & ~models.Q(release_reason=""),
            ),
            models.CheckConstraint(
                name="files_attachment_infected",
                condition=models.Q(
                    scan=SCAN.target("condemn").value, preview=PREVIEW.target("withdraw").value
                )
                | ~models.Q(scan=SCAN.target("condemn").value),
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "made_at"], name="files_attachment_subject"),
            models.Index(
                fields=["made_at", "id"],
                name="files_attachment_loose",
                condition=models.Q(linked_at__isnull=True),
            ),
            models.Index(
                fields=["due_at", "id"], name="files_attachment_due", condition=models.Q(due_at__isnull=False)
            ),
            models.Index(
                fields=["marketplace", "made_at", "id"],
                name="files_attachment_held",
                condition=models.Q(screening=SCREENING.target("hold").value),
            ),
            models.Index(
                fields=["made_at", "id"],
                name="files_attachment_unscanned",
                condition=models.Q(scan=SCAN.start.value, due_at__isnull=True),
            ),
        ]

    def __repr__(self) -> str:
        return f"Attachment({self.id}, {self.kind})"


class Rendition(models.Model):
    """What was made from an attachment: a copy of it without metadata, a thumbnail, or one page.

    Besides the copy that leaves the desk, and each of its pages as a picture. Pages are numbered from 1;
    everything else is number 1.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="renditions")
    kind = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    content_type = models.CharField(max_length=100)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    storage_name = models.CharField(max_length=100, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attachment", "kind", "number"], name="files_rendition_once"),
        ]

    def __repr__(self) -> str:
        return f"Rendition({self.id}, {self.kind})"


class Leftover(models.Model):
    """A content in the storage that no other row speaks for; the worker removes it from `due_at` on.

    It is written before the content is, and goes in the transaction that makes a row for the content, so
    that whatever dies in between leaves nothing behind for ever.
    """

    storage_name = models.CharField(max_length=100, primary_key=True)
    due_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="files_leftover_due")]

    def __repr__(self) -> str:
        return f"Leftover({self.storage_name})"

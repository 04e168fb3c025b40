"""The files that came with a mail of an incident's thread, and what became of each."""

from django.db import models

from assistdesk.escalations.models.threads import Post

NAME_LENGTH = 255


class MailedFile(models.Model):
    """One file of a mail: it waits, was taken (`attachment_id`), or refused (`refusal`, a code; facts).

    `place` is its place in the mail. Its content is in the mail as it came until the file is taken.
    """

    id = models.BigAutoField(primary_key=True)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="mailed_files")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=NAME_LENGTH)
    attachment_id = models.UUIDField(null=True)
    refusal = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "place"], name="escalations_mailed_file_once"),
            models.CheckConstraint(
                name="escalations_mailed_file_settled",
                condition=models.Q(settled_at__isnull=True, attachment_id__isnull=True, refusal="")
                | models.Q(settled_at__isnull=False, attachment_id__isnull=False, refusal="")
                | models.Q(settled_at__isnull=False, attachment_id__isnull=True) & ~models.Q(refusal=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                name="escalations_mailed_file_open",
                condition=models.Q(settled_at__isnull=True),
            )
        ]

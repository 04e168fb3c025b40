"""The site's own table: answers kept for requests that are sent twice."""

import uuid

from django.db import models


class KeptAnswer(models.Model):
    """What a request with an idempotency key was answered, sealed, so that a second one gets the same.

    `status` is None while the first request is still being worked on.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account_id = models.UUIDField()
    key = models.CharField(max_length=200)
    request_digest = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True)
    content_type = models.CharField(max_length=100, blank=True)
    body = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account_id", "key"], name="site_kept_answer_once"),
        ]
        indexes = [models.Index(fields=["started_at"], name="site_kept_answer_started")]

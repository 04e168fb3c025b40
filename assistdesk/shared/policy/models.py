"""The packs that were loaded; of each marketplace one is running."""

import uuid

from django.db import models


class LoadedPack(models.Model):
    """One pack as it was loaded. Rows are kept, so that what an older pack said can be read later.

    `content` is the checked pack as JSON, read back in milliseconds.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    marketplace = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    content = models.TextField()
    loaded_at = models.DateTimeField()
    is_running = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["marketplace"], condition=models.Q(is_running=True), name="policy_one_running_pack"
            )
        ]

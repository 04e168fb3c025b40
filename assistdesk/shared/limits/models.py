"""The counters."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Counter(models.Model):
    """When something was done of late. `key` is a keyed hash, so that a row tells of nobody.

    `hits` holds at most as many moments as the limit allows; after `expires_at` none of them counts.
    """

    key = models.CharField(max_length=64, primary_key=True)
    hits = ArrayField(models.DateTimeField())
    expires_at = models.DateTimeField(db_index=True)

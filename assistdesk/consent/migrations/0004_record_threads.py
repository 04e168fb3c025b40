"""Entries of one consent are linked among themselves, so that it is proven without showing others'."""

import uuid

from django.db import migrations, models

START = "0" * 64


class Migration(migrations.Migration):
    """Adds the thread of an entry, its place in it and the link to the entry before."""

    dependencies = [("consent", "0003_visits")]
    operations = [
        migrations.AddField(
            "record", "thread", models.UUIDField(default=uuid.uuid4), preserve_default=False
        ),
        migrations.AddField("record", "place", models.PositiveIntegerField(default=1), preserve_default=False),
        migrations.AddField(
            "record", "own_previous", models.CharField(max_length=64, default=START), preserve_default=False
        ),
        migrations.AddConstraint(
            "record",
            models.UniqueConstraint(fields=["thread", "place"], name="consent_record_place_once"),
        ),
    ]

"""Two indexes for searches by the beginning of a key, which nobody makes, and which each new message paid for."""

from django.db import migrations

_MAKE = "CREATE INDEX {} ON messaging_outgoing ({} varchar_pattern_ops)"
_INDEXES = {
    "messaging_outgoing_dedupe_key_2a69ad98_like": "dedupe_key",
    "messaging_outgoing_message_id_1263fe11_like": "message_id",
}


class Migration(migrations.Migration):

    dependencies = [
        ("messaging", "0007_sealed_words"),
    ]

    operations = [
        migrations.RunSQL(f"DROP INDEX IF EXISTS {name}", _MAKE.format(name, column))
        for name, column in _INDEXES.items()
    ]

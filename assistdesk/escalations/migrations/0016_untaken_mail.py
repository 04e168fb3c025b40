"""Let mail that is about an incident and never joined it be taken now."""

from django.db import migrations

NEVER_TAKEN = """
    UPDATE messaging_incoming SET waits_since = received_at
    WHERE state = 'matched' AND about_kind = 'escalations.incident' AND NOT EXISTS (
        SELECT 1 FROM escalations_post WHERE escalations_post.incoming_id = messaging_incoming.id
    )
"""


class Migration(migrations.Migration):

    dependencies = [
        ('escalations', '0015_kept_forms'),
        ('messaging', '0003_untaken_mail'),
    ]

    operations = [migrations.RunSQL(NEVER_TAKEN, migrations.RunSQL.noop)]

from django.db import migrations

# Files that were there before: their pages are read by the worker, and those held say why.
OLDER_FILES = """
UPDATE files_attachment SET screening = 'pending', findings = NULL, due_at = made_at
 WHERE kind IN ('pdf', 'png', 'jpeg') AND screening IN ('pending', 'done') AND scan <> 'infected';
UPDATE files_attachment SET held_why = 'locked' WHERE screening = 'held' AND no_preview = 'locked';
UPDATE files_attachment SET held_why = 'unread' WHERE screening = 'held' AND held_why = '';
UPDATE files_attachment SET screening = 'held', held_why = 'unread' WHERE kind = 'docx' AND screening = 'pending'
 AND due_at IS NULL;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0003_boxed_copies'),
    ]

    operations = [
        migrations.RunSQL(OLDER_FILES, migrations.RunSQL.noop),
    ]

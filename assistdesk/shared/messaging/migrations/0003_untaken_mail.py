"""Tell since when a mail waits to be taken by what it is about."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('messaging', '0002_mail_in'),
    ]

    operations = [
        migrations.AddField(
            model_name='incoming',
            name='waits_since',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='incoming',
            index=models.Index(condition=models.Q(('waits_since__isnull', False)), fields=['waits_since'], name='messaging_incoming_untaken'),
        ),
    ]

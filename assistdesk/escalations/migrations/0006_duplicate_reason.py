"""Keep why an incident was opened beside one about the same."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('escalations', '0005_clocks_of_before'),
    ]

    operations = [
        migrations.AddField(
            model_name='incident',
            name='duplicate_reason',
            field=models.TextField(blank=True, db_default='', default=''),
        ),
    ]

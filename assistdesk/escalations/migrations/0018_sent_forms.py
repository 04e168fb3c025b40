"""Note which forms were sent, so that the same one again does nothing twice."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('escalations', '0017_newest_of_all'),
    ]

    operations = [
        migrations.CreateModel(
            name='SentForm',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='escalations.incident')),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='escalations_sent_age')],
            },
        ),
    ]

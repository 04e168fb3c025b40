"""Versions of what is in a thread and a history, drafts, and who has an incident open."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('escalations', '0007_hotline_calls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='post',
            name='version',
            field=models.PositiveIntegerField(default=1, null=True),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='step',
            name='version',
            field=models.PositiveIntegerField(default=1, null=True),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('box', models.CharField(max_length=30)),
                ('text', models.TextField()),
                ('writing', models.UUIDField()),
                ('revision', models.PositiveIntegerField()),
                ('version', models.PositiveIntegerField()),
                ('saved_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='escalations.incident')),
            ],
            options={
                'indexes': [models.Index(fields=['saved_at'], name='escalations_draft_age')],
                'constraints': [models.UniqueConstraint(fields=('incident', 'account', 'box'), name='escalations_draft_once'), models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('text', ''), _connector='OR'), name='escalations_draft_sent_empty')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('open_until', models.DateTimeField()),
                ('writing_until', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='escalations.incident')),
            ],
            options={
                'indexes': [models.Index(fields=['open_until'], name='escalations_presence_age')],
                'constraints': [models.UniqueConstraint(fields=('incident', 'account'), name='escalations_presence_once')],
            },
        ),
    ]

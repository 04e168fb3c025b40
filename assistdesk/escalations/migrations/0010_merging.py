"""Keep which incident was merged into which."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('escalations', '0009_staff_desk'),
        ('people', '0001_first'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('state_before', models.CharField(max_length=20)),
                ('clocks', models.JSONField(default=list)),
                ('at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='incident',
            name='merged_into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='escalations.incident'),
        ),
        migrations.AlterField(
            model_name='post',
            name='kind',
            field=models.CharField(choices=[('acknowledgement', 'acknowledgement'), ('team_notice', 'team_notice'), ('answer', 'answer'), ('question', 'question'), ('resolution', 'resolution'), ('from_helper', 'from_helper'), ('by_phone', 'by_phone'), ('from_other', 'from_other'), ('note', 'note'), ('merged', 'merged'), ('unmerged', 'unmerged')], max_length=20),
        ),
        migrations.AlterField(
            model_name='step',
            name='move',
            field=models.CharField(choices=[('absorb', 'absorb'), ('assign', 'assign'), ('close', 'close'), ('give_back', 'give_back'), ('hand_on', 'hand_on'), ('merge', 'merge'), ('reopen', 'reopen'), ('resolve', 'resolve'), ('resume', 'resume'), ('submit', 'submit'), ('take', 'take'), ('unmerge', 'unmerge'), ('wait_for_helper', 'wait_for_helper')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('state', 'closed'), _connector='OR'), name='escalations_merged_is_closed'),
        ),
        migrations.AddConstraint(
            model_name='incident',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='escalations_merged_into_another'),
        ),
        migrations.AddField(
            model_name='merge',
            name='actor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='merge',
            name='incident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='escalations.incident'),
        ),
        migrations.AddField(
            model_name='merge',
            name='into',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to='escalations.incident'),
        ),
        migrations.AddField(
            model_name='merge',
            name='undone_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('incident',), name='escalations_merged_once'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('state_before__in', ['in_review', 'new', 'resolved', 'waiting_on_helper', 'with_agency'])), name='escalations_merge_from_state'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('incident', models.F('into')), _negated=True), name='escalations_merge_of_two'),
        ),
    ]

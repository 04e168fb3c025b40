from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('referrals', '0001_first'),
    ]

    operations = [
        migrations.AlterField(
            model_name='registration',
            name='status',
            field=models.CharField(choices=[('started', 'started'), ('registered', 'registered'), ('deregistered', 'deregistered'), ('left', 'left')], max_length=20),
        ),
    ]

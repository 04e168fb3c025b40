from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_first'),
    ]

    operations = [
        migrations.AddField(
            model_name='helper',
            name='license_number',
            field=models.CharField(blank=True, db_default='', default='', max_length=20),
        ),
        migrations.AddField(
            model_name='helper',
            name='license_until',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='helper',
            name='certified_until',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='helper',
            name='contact_on_file',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='helper',
            name='zip_code',
            field=models.CharField(blank=True, db_default='', default='', max_length=10),
        ),
    ]

"""Indexes on a column that another index of the table begins with: each decision paid for them, nobody needs them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_REFERRAL = {"on_delete": django.db.models.deletion.PROTECT, "to": "referrals.referral"}
_ACCOUNT = {"on_delete": django.db.models.deletion.PROTECT, "to": settings.AUTH_USER_MODEL}


def _dropped(model, name, index, field):
    """Drop the index of a reference and leave the reference itself alone, which Django would make anew."""
    make = f"CREATE INDEX {index} ON referrals_{model} ({name}_id)"
    return migrations.SeparateDatabaseAndState(
        database_operations=[migrations.RunSQL(f"DROP INDEX IF EXISTS {index}", make)],
        state_operations=[migrations.AlterField(model_name=model, name=name, field=field)],
    )


class Migration(migrations.Migration):

    dependencies = [
        ("referrals", "0004_left"),
    ]

    operations = [
        _dropped("offer", "referral", "referrals_offer_referral_id_5787746e",
                 models.ForeignKey(db_index=False, related_name="offers", **_REFERRAL)),
        _dropped("offer", "helper", "referrals_offer_helper_id_047d5360",
                 models.ForeignKey(db_index=False, related_name="offers", **_ACCOUNT)),
        _dropped("decision", "referral", "referrals_decision_referral_id_9fd3a163",
                 models.ForeignKey(db_index=False, related_name="decisions", **_REFERRAL)),
        _dropped("step", "referral", "referrals_step_referral_id_f6e97a21",
                 models.ForeignKey(db_index=False, related_name="steps", **_REFERRAL)),
        _dropped("referral", "helper", "referrals_referral_helper_id_dd91b88f",
                 models.ForeignKey(db_index=False, null=True, related_name="+", **_ACCOUNT)),
    ]

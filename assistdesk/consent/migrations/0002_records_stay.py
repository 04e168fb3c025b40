"""Records of consent are added and never changed: the database refuses everything else."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION consent_record_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'records of consent are never changed or removed';
END
$$;
CREATE TRIGGER consent_record_rows_stay BEFORE UPDATE OR DELETE ON consent_record
    FOR EACH ROW EXECUTE FUNCTION consent_record_stays();
"""
BACK = """
DROP TRIGGER consent_record_rows_stay ON consent_record;
DROP FUNCTION consent_record_stays();
"""


class Migration(migrations.Migration):
    """Adds the trigger."""

    dependencies = [("consent", "0001_first")]
    operations = [migrations.RunSQL(FORWARD, BACK)]

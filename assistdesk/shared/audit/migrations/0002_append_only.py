"""Entries are added and never changed: the database refuses everything else."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION audit_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit entries are never changed or removed';
END
$$;
CREATE TRIGGER audit_entry_rows_stay BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_stays();
"""
BACK = """
DROP TRIGGER audit_entry_rows_stay ON audit_entry;
DROP FUNCTION audit_entry_stays();
"""


class Migration(migrations.Migration):
    """Adds the triggers."""

    dependencies = [("audit", "0001_first")]
    operations = [migrations.RunSQL(FORWARD, BACK)]

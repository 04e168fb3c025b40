"""The desk's clock: the database's own, plus one offset that demo use may set."""

from django.db import migrations

FORWARD = """
CREATE TABLE desk_clock (
    id smallint PRIMARY KEY CHECK (id = 1),
    ahead interval NOT NULL
);
CREATE FUNCTION desk_now() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
    SELECT clock_timestamp() + coalesce((SELECT ahead FROM desk_clock), interval '0')
$$;
"""
BACK = "DROP FUNCTION desk_now(); DROP TABLE desk_clock;"


class Migration(migrations.Migration):
    """Makes the clock."""

    initial = True
    dependencies = []
    operations = [migrations.RunSQL(FORWARD, BACK)]

"""One narrow door in the wall around records of consent: what they say may go when their time is over.

Only a consent that an erasure names, whose due moment has come by the desk's clock, and that nobody holds;
only `facts` and `erased_at`, and only once. Everything else is refused as before. An erasure stays as well.
"""

from django.db import migrations

FORWARD = """
CREATE OR REPLACE FUNCTION consent_record_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL AND NEW.facts = '{}'::jsonb
        AND to_jsonb(NEW) - 'facts' - 'erased_at' = to_jsonb(OLD) - 'facts' - 'erased_at'
        AND EXISTS (SELECT FROM consent_erasure WHERE thread = OLD.thread
                    AND due_at > OLD.at AND due_at <= desk_now())
        AND NOT EXISTS (SELECT FROM consent_hold WHERE thread = OLD.thread AND lifted_at IS NULL)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'records of consent are never changed or removed';
END
$$;
CREATE FUNCTION consent_erasure_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'erasures of consent are never changed or removed';
END
$$;
CREATE TRIGGER consent_erasure_rows_stay BEFORE UPDATE OR DELETE ON consent_erasure
    FOR EACH ROW EXECUTE FUNCTION consent_erasure_stays();
"""
BACK = """
DROP TRIGGER consent_erasure_rows_stay ON consent_erasure;
DROP FUNCTION consent_erasure_stays();
CREATE OR REPLACE FUNCTION consent_record_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'records of consent are never changed or removed';
END
$$;
"""


class Migration(migrations.Migration):
    """Changes the trigger's function, and guards erasures."""

    dependencies = [("consent", "0005_keeping")]
    operations = [migrations.RunSQL(FORWARD, BACK)]

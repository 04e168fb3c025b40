"""Give the incidents of before a row for their reply's clock, and for its uptake where nobody took them.

When half of a clock has passed is worked out by the desk itself, once it runs: the row has no due time yet.
"""

from django.db import migrations

REPLIES = """
INSERT INTO escalations_incidentclock (
    incident_id, marketplace, team, kind, whom, promised_kind, promised_amount, started_at, paused_at,
    due_at, warn_at, met_at, stopped_at
)
SELECT id, marketplace, team, 'reply', '', clock_kind, clock_amount, clock_started_at, paused_at,
    reply_due_at, CASE WHEN replied_at IS NULL THEN reply_due_at END, replied_at,
    CASE WHEN replied_at IS NULL AND state IN ('resolved', 'closed')
        THEN coalesce(resolved_at, closed_at, changed_at) END
FROM escalations_incident
WHERE clock_started_at IS NOT NULL
"""

UPTAKES = """
INSERT INTO escalations_incidentclock (
    incident_id, marketplace, team, kind, whom, promised_kind, promised_amount, started_at, paused_at
)
SELECT id, marketplace, team, 'uptake', '', clock_kind, clock_amount, clock_started_at, paused_at
FROM escalations_incident
WHERE clock_started_at IS NOT NULL AND replied_at IS NULL AND assignee_id IS NULL
    AND state NOT IN ('resolved', 'closed')
"""


class Migration(migrations.Migration):
    """Only rows are added."""

    dependencies = [("escalations", "0004_incident_clocks")]

    operations = [
        migrations.RunSQL(REPLIES, "DELETE FROM escalations_incidentclock"),
        migrations.RunSQL(UPTAKES, migrations.RunSQL.noop),
    ]

-- The runs of each incident's clocks. Due times that only the desk's own arithmetic knows are left to it.

INSERT INTO escalations_incidentclock (incident_id, marketplace, team, kind, whom, promised_kind, promised_amount,
    started_at, paused_at, due_at, warn_at, met_at)
SELECT id, marketplace, team, 'reply', '', clock_kind, clock_amount, opened_at, paused_at, reply_due_at,
    CASE WHEN replied_at IS NULL THEN reply_due_at END, replied_at
FROM escalations_incident WHERE clock_started_at IS NOT NULL AND submission_key LIKE 'scale %';

INSERT INTO escalations_incidentclock (incident_id, marketplace, team, kind, whom, promised_kind, promised_amount,
    started_at, met_at)
SELECT incident.id, incident.marketplace, incident.team, 'uptake', '', clock_kind, clock_amount, opened_at,
    CASE WHEN state <> 'new' THEN taken_at END
FROM scale_incident AS incident WHERE clock_kind <> 'none';

INSERT INTO escalations_incidentclock (incident_id, marketplace, team, kind, whom, promised_kind, promised_amount,
    started_at)
SELECT incident.id, incident.marketplace, incident.team, 'waiting', '', market.waiting_kind, market.waiting_amount,
    taken_at + interval '1 minute'
FROM scale_incident AS incident JOIN scale_market AS market USING (marketplace)
WHERE state = 'waiting_on_helper' AND market.waiting_kind <> 'none';

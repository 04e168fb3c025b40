-- What is to become of each incident, then the incidents, their consumers and their steps.

CREATE TEMP TABLE scale_incident AS
WITH opened AS (
    SELECT market.*, turn,
        starts_at + interval '11 hours' * (turn - day.first + 0.5) / day.amount AS opened_at,
        day.day, day.closes_at,
        (SELECT count(*) FROM scale_type AS one WHERE one.marketplace = market.marketplace) AS types
    FROM scale_market AS market
    JOIN scale_day AS day ON day.marketplace = market.marketplace
    CROSS JOIN LATERAL generate_series(day.first, day.first + day.amount - 1) AS turn
), typed AS (
    SELECT opened.*, kind.type, kind.team, kind.urgent, kind.clock_kind, kind.clock_amount, kind.consumers, kind.fields,
        CASE kind.clock_kind
            WHEN 'business_days' THEN CASE WHEN opened_at < closes_at THEN due.early_at ELSE due.late_at END
            WHEN 'calendar_days'
            THEN ((opened_at AT TIME ZONE zone) + kind.clock_amount * interval '1 day') AT TIME ZONE zone
            WHEN 'hours' THEN opened_at + kind.clock_amount * interval '1 hour'
        END AS due_at,
        1 + pg_temp.drawn('helper', turn, helpers) AS helper,
        1 + pg_temp.drawn('staff', turn, team.staff) AS worker,
        pg_temp.share('fate', turn) AS fate,
        pg_temp.share('answered', turn) AS speed
    FROM opened
    JOIN scale_type AS kind ON kind.marketplace = opened.marketplace
        AND kind.place = pg_temp.drawn('type', turn, types)
    JOIN scale_team AS team ON team.marketplace = opened.marketplace AND team.team = kind.team
    LEFT JOIN scale_due AS due ON due.marketplace = opened.marketplace AND due.day = opened.day
        AND due.kind = kind.clock_kind AND due.amount = kind.clock_amount
), fated AS (
    SELECT typed.*, desk_now() - opened_at AS age,
        opened_at + (coalesce(due_at, opened_at + interval '3 days') - opened_at)
            * CASE WHEN speed < 0.93 THEN 0.05 + speed * 0.95 ELSE speed * 1.6 END AS answered_at
    FROM typed
), settled AS (
    SELECT fated.*,
        CASE
            WHEN age < interval '1 day' AND fate < 0.55 OR age < interval '3 days' AND fate < 0.1
                OR fate < 0.005 THEN 'new'
            WHEN age < interval '1 day' AND fate < 0.9 OR age < interval '3 days' AND fate < 0.45 OR fate < 0.02
                THEN 'in_review'
            WHEN age < interval '3 days' AND fate < 0.55 OR fate < 0.035 THEN 'waiting_on_helper'
            WHEN age < interval '3 days' AND fate < 0.65 OR fate < 0.05 THEN 'with_agency'
            WHEN age < interval '14 days' THEN 'resolved'
            ELSE 'closed'
        END AS wanted
    FROM fated
)
SELECT marketplace, turn, digest, edition, zone, opened_at, type, team, urgent, clock_kind, clock_amount,
    consumers, fields, due_at, helper, helpers, people, age,
    first_running + turn - 1 AS running,
    to_char(opened_at AT TIME ZONE zone, 'YYMMDD') || '-' || lpad((first_running + turn - 1)::text, 7, '0') AS number,
    md5('scale incident ' || marketplace || turn)::uuid AS id,
    md5('scale helper ' || marketplace || helper)::uuid AS filed_by,
    md5('scale agency ' || marketplace || (1 + helper % agencies))::uuid AS agency,
    md5('scale staff ' || marketplace || team || worker)::uuid AS assignee,
    opened_at + least(interval '2 hours', age / 20) AS taken_at,
    least(answered_at, desk_now() - age / 10) AS answered_at,
    least(answered_at + interval '1 day' * (0.1 + 4 * pg_temp.share('resolved', turn)), desk_now() - age / 20)
        AS resolved_at,
    wanted AS state
FROM settled;

ALTER TABLE scale_incident ADD PRIMARY KEY (id);
ANALYZE scale_incident;

INSERT INTO escalations_incident (id, marketplace, number, running, type, edition, pack_digest, team, state,
    filed_by_id, agency_id, description, fields, checked, urgent, clock_kind, clock_amount, clock_started_at,
    paused_at, reply_due_at, replied_at, first_replied_at, opened_at, changed_at, resolved_at, closed_at,
    assignee_id, version, submission_key, submission_digest)
SELECT id, marketplace, number, running, type, edition, digest, team, state, filed_by, agency,
    (SELECT string_agg(words, ' ' ORDER BY said.place) FROM (
        SELECT 0 AS place, words FROM scale_words WHERE kind = 'description' AND place = pg_temp.drawn('d0', turn,
            (SELECT count(*) FROM scale_words WHERE kind = 'description'))
        UNION ALL SELECT 1, words FROM scale_words WHERE kind = 'description' AND place = pg_temp.drawn('d1', turn,
            (SELECT count(*) FROM scale_words WHERE kind = 'description'))
        UNION ALL SELECT 2, words FROM scale_words WHERE kind = 'detail' AND place = pg_temp.drawn('d2', turn,
            (SELECT count(*) FROM scale_words WHERE kind = 'detail'))
    ) AS said) || ' Ticket ' || upper(substr(md5('ticket' || marketplace || turn), 1, 7)) || '.',
    fields, '[]', urgent, clock_kind, clock_amount, CASE WHEN clock_kind <> 'none' THEN opened_at END,
    CASE WHEN state = 'waiting_on_helper' THEN taken_at + interval '1 minute' END,
    CASE WHEN state <> 'waiting_on_helper' THEN due_at END,
    CASE WHEN state IN ('resolved', 'closed') THEN answered_at END,
    CASE WHEN state IN ('resolved', 'closed') THEN answered_at END,
    opened_at,
    CASE state WHEN 'new' THEN opened_at WHEN 'resolved' THEN resolved_at
        WHEN 'closed' THEN resolved_at + interval '7 days' ELSE taken_at + interval '1 minute' END,
    CASE WHEN state IN ('resolved', 'closed') THEN resolved_at END,
    CASE WHEN state = 'closed' THEN resolved_at + interval '7 days' END,
    CASE WHEN state <> 'new' THEN assignee END,
    1, 'scale ' || turn, ''
FROM scale_incident;

INSERT INTO escalations_incidentconsumer (incident_id, person_id, place)
SELECT id, md5('scale person ' || marketplace || (helper - 1 + helpers
    * (1 + pg_temp.drawn('consumer', turn, greatest(people / helpers - 1, 1)))))::uuid, 0
FROM scale_incident WHERE consumers > 0 AND people > 2 * helpers;

INSERT INTO escalations_step (incident_id, move, from_state, to_state, actor_id, assignee_id, reason, at, version)
SELECT id, move, from_state, to_state, actor, assigned, reason, at, 1 FROM (
    SELECT id, 0 AS place, 'submit' AS move, '' AS from_state, 'new' AS to_state, filed_by AS actor,
        NULL::uuid AS assigned, '' AS reason, opened_at AS at FROM scale_incident
    UNION ALL SELECT id, 1, 'take', 'new', 'in_review', assignee, NULL, '', taken_at FROM scale_incident
        WHERE state <> 'new'
    UNION ALL SELECT id, 2, 'assign', 'in_review', 'in_review', assignee, assignee, '', taken_at
        FROM scale_incident WHERE state <> 'new'
    UNION ALL SELECT id, 3, 'wait_for_helper', 'in_review', 'waiting_on_helper', assignee, assignee,
        'Please send the bill.', taken_at + interval '1 minute' FROM scale_incident WHERE state = 'waiting_on_helper'
    UNION ALL SELECT id, 3, 'hand_on', 'in_review', 'with_agency', assignee, assignee,
        'The agency has to look at it.', taken_at + interval '1 minute' FROM scale_incident WHERE state = 'with_agency'
    UNION ALL SELECT id, 4, 'resolve', 'in_review', 'resolved', assignee, assignee, 'Done.', resolved_at
        FROM scale_incident WHERE state IN ('resolved', 'closed')
    UNION ALL SELECT id, 5, 'close', 'resolved', 'closed', NULL, assignee, 'Closed after a week.',
        resolved_at + interval '7 days' FROM scale_incident WHERE state = 'closed'
) AS step ORDER BY at, id, place;

INSERT INTO escalations_numberseries (marketplace, last, last_on)
SELECT marketplace, max(running), max((opened_at AT TIME ZONE zone)::date) FROM scale_incident GROUP BY marketplace;

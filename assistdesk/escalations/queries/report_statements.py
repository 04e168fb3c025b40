"""The statements behind reports: one line of measures for each incident, grouped or listed.

Business time is counted by a row for each day with its opening, its closing and the business before it; a
closed day opens and closes at the same moment.
"""

ROWS = """
    WITH day AS (
        SELECT * FROM unnest(%(days)s::date[], %(opens)s::timestamptz[], %(closes)s::timestamptz[],
            %(before)s::float8[]) AS d(day, opens, closes, before)
    ), incident AS (
        SELECT i.id, i.number, i.type, i.team, i.opened_at, i.first_replied_at, i.resolved_at,
            i.opened_at >= %(start)s AS is_now,
            date_trunc('week', i.opened_at AT TIME ZONE %(zone)s)::date AS week,
            extract(epoch FROM i.first_replied_at - i.opened_at)::float8 AS reply,
            extract(epoch FROM i.resolved_at - i.opened_at)::float8 AS resolution,
            (i.opened_at AT TIME ZONE %(zone)s)::date AS opened_on,
            (i.first_replied_at AT TIME ZONE %(zone)s)::date AS replied_on,
            (i.resolved_at AT TIME ZONE %(zone)s)::date AS resolved_on,
            c.due_at,
            CASE
                WHEN c.id IS NULL THEN NULL
                WHEN c.met_at IS NOT NULL THEN c.due_at IS NULL OR c.met_at < c.due_at
                WHEN c.due_at <= coalesce(c.stopped_at, %(at)s) THEN false
            END AS in_time
        FROM escalations_incident i
        LEFT JOIN escalations_incidentclock c
            ON c.incident_id = i.id AND c.kind = %(kind)s AND c.started_at = i.opened_at
        WHERE i.marketplace = %(marketplace)s AND i.opened_at >= %(from)s AND i.opened_at < %(end)s
            AND i.merged_into_id IS NULL
            AND (%(teams)s::text[] IS NULL OR i.team = ANY(%(teams)s::text[]))
            AND (%(type)s = '' OR i.type = %(type)s)
    ), measured AS (
        SELECT i.*,
            r.before + extract(epoch FROM least(greatest(i.first_replied_at, r.opens), r.closes) - r.opens)
                - o.before - extract(epoch FROM least(greatest(i.opened_at, o.opens), o.closes) - o.opens)
                AS reply_business,
            s.before + extract(epoch FROM least(greatest(i.resolved_at, s.opens), s.closes) - s.opens)
                - o.before - extract(epoch FROM least(greatest(i.opened_at, o.opens), o.closes) - o.opens)
                AS resolution_business
        FROM incident i
        LEFT JOIN day o ON o.day = i.opened_on
        LEFT JOIN day r ON r.day = i.replied_on
        LEFT JOIN day s ON s.day = i.resolved_on
    )
"""

ROOM = "SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true)"
"""Room to sort in memory what a report covers, for its own transaction: on disk it takes twice as long."""

GROUPED = "\n".join(
    (
        ROWS,
        """
    SELECT is_now, type, team, week, count(*), count(reply), count(resolution),
        count(in_time), count(*) FILTER (WHERE in_time),
        percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY reply),
        percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY reply_business),
        percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY resolution),
        percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY resolution_business)
    FROM measured
    GROUP BY GROUPING SETS ((is_now), (is_now, type), (is_now, team), (is_now, week))
    """,
    )
)
"""Counts, medians and 90th percentiles: in all, by type, team and week; for the span and the one before."""

LISTED = "\n".join(
    (
        ROWS,
        """
    SELECT number, type, team, opened_at, first_replied_at, resolved_at, due_at, in_time,
        reply, reply_business, resolution, resolution_business
    FROM measured WHERE is_now ORDER BY opened_at, id
    """,
    )
)
"""Every incident of the span."""

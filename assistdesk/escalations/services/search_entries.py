"""Steps that keep what the search looks through: in the transaction of every change, or for many at once."""

from collections.abc import Sequence

from django.db import connection, transaction

from assistdesk.escalations.models import Incident
from assistdesk.escalations.states import OPEN_STATES, STAFF_ONLY, WORDS_FOR_STAFF
from assistdesk.shared import transactions

LONGEST = 200_000  # characters of a thread that are looked through, the newest first; a tsvector ends at 1 MB

_ENTRIES = """
    SELECT i.id, i.marketplace, i.team,
        array_to_tsvector(array_remove(ARRAY[
            CASE WHEN i.state = ANY(%(open)s) THEN '~open' END,
            '~in:' || i.marketplace,
            '~team:' || i.marketplace || '/' || i.team,
            '~by:' || i.filed_by_id,
            '~agency:' || i.agency_id,
            '~month:' || to_char(i.opened_at AT TIME ZONE 'UTC', 'YYYYMM')
        ], NULL))
        || setweight(to_tsvector('simple', desk_search_number(i.number) || ' ' || coalesce(c.ids, '')), 'A')
        || setweight(to_tsvector('simple', desk_search_fold(coalesce(c.names, '') || ' ' || f.name)), 'B')
        || desk_search_words(i.description || ' ' || coalesce(d.answers, ''), 'B')
        || desk_search_words(left(coalesce(t.said, ''), %(longest)s), 'C')
        || desk_search_words(left(coalesce(t.kept, ''), %(longest)s), 'D')
    FROM escalations_incident i
    JOIN people_account f ON f.id = i.filed_by_id
    LEFT JOIN LATERAL (
        SELECT string_agg(p.person_id, ' ' ORDER BY l.place) AS ids,
               string_agg(p.first_name || ' ' || p.last_name, ' ' ORDER BY l.place) AS names
        FROM escalations_incidentconsumer l JOIN people_person p ON p.id = l.person_id
        WHERE l.incident_id = i.id
    ) c ON true
    LEFT JOIN LATERAL (SELECT string_agg(e.value, ' ') AS answers FROM jsonb_each_text(i.fields) e) d ON true
    LEFT JOIN LATERAL (
        SELECT
            string_agg(p.text, ' ' ORDER BY p.at DESC) FILTER (WHERE p.kind <> ALL(%(staff_only)s)) AS said,
            string_agg(p.text, ' ' ORDER BY p.at DESC) FILTER (WHERE p.kind = ANY(%(staff_only)s)) AS kept
        FROM escalations_post p
        WHERE p.incident_id = i.id
    ) t ON true
"""
_INDEX = """
    CREATE INDEX escalations_search_words ON escalations_searchentry
    USING gin (words) WITH (fastupdate = off)
"""
_INTO = "INSERT INTO escalations_searchentry (incident_id, marketplace, team, words) "
_THESE = (
    _INTO
    + _ENTRIES
    + """
    WHERE i.id = ANY(%(incidents)s)
    ON CONFLICT (incident_id) DO UPDATE
    SET marketplace = excluded.marketplace, team = excluded.team, words = excluded.words
    WHERE (escalations_searchentry.marketplace, escalations_searchentry.team, escalations_searchentry.words)
        IS DISTINCT FROM (excluded.marketplace, excluded.team, excluded.words)
    """
)
_MISSING = (
    _INTO  # noqa: S608 - of constants alone
    + _ENTRIES
    + "WHERE NOT EXISTS (SELECT 1 FROM escalations_searchentry e WHERE e.incident_id = i.id)"
)


def write(incidents: Sequence[Incident]) -> None:
    """Bring what the search knows of these incidents up to what stands in this transaction."""
    transactions.required()
    with connection.cursor() as cursor:
        cursor.execute(_THESE, {"incidents": [one.id for one in incidents], **_facts()})


def write_missing() -> int:
    """Write the entries of all incidents that have none, in one statement, and return how many.

    For incidents that were loaded in bulk, past the services. The index is made anew behind them, which is
    far quicker than adding to it; nobody searches or changes incidents meanwhile.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no index is made while a check is outstanding
        cursor.execute("DROP INDEX escalations_search_words")
        cursor.execute(_MISSING, _facts())
        made = int(cursor.rowcount)
        cursor.execute(_INDEX)
        cursor.execute("ANALYZE escalations_searchentry")
    return made


def _facts() -> dict[str, list[str] | int]:
    return {
        "open": sorted(state.value for state in OPEN_STATES),
        "staff_only": sorted(kind.value for kind in STAFF_ONLY | WORDS_FOR_STAFF),
        "longest": LONGEST,
    }

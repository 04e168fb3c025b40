"""Counting, in one statement each: a row's lock makes those who come at the same time count one by one."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from assistdesk.shared import keys
from assistdesk.shared.limits.refusals import TooManyRequests

PURPOSE = "limits"
_COUNT = """
    INSERT INTO limits_counter AS mine (key, hits, expires_at)
    VALUES (%(key)s, ARRAY[%(at)s::timestamptz], %(until)s)
    ON CONFLICT (key) DO UPDATE SET
        hits = ARRAY(SELECT hit FROM unnest(mine.hits) AS hit WHERE hit > %(since)s)
            || %(at)s::timestamptz,
        expires_at = greatest(mine.expires_at, excluded.expires_at)
    WHERE (SELECT count(*) FROM unnest(mine.hits) AS hit WHERE hit > %(since)s) < %(most)s
"""
_FREE_AT = """
    SELECT hit FROM limits_counter, unnest(hits) AS hit
    WHERE key = %(key)s ORDER BY hit DESC OFFSET %(most)s - 1 LIMIT 1
"""
_FORGET = """
    DELETE FROM limits_counter WHERE key IN (
        SELECT key FROM limits_counter WHERE expires_at <= desk_now() LIMIT 1000 FOR UPDATE SKIP LOCKED
    )
"""


@transaction.atomic(durable=True)
def hit(what: str, *, of: str, most: int, within: timedelta, at: datetime) -> None:
    """Count that `of` (a network, a contact, an id) does `what` at `at`; refuse one more than `most`.

    The window slides: what counts was done after `at - within`, exclusive. A refused try does not count, so
    who waits as long as they are told gets through. Switched off where a demo says so.

    Raises:
        TooManyRequests: it was done `most` times within the window already.
    """
    if settings.DEMO and not settings.DEMO_LIMITS:
        return
    key = keys.fingerprint(f"{what}\n{of}", purpose=PURPOSE)
    values: dict[str, str | int | datetime] = {"key": key, "most": most, "at": at}
    values |= {"since": at - within, "until": at + within}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, values)
        if cursor.rowcount:
            return
        cursor.execute(_FREE_AT, values)
        found = cursor.fetchone()
    raise TooManyRequests(found[0] + within - at if found else within)


def forget() -> None:
    """Delete counters that count no more; a thousand at most."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET)

"""The floor of a decision: the nearest helper found and one row committed, by plain SQL."""

import random
from typing import Any

from django.db import connection

from assistdesk.referrals.rules import sheets
from tools.bench.dispatching import roster

FLOOR = """
    INSERT INTO bench_decision (helper_id, body)
    SELECT registration_id, %(body)s FROM referrals_duty
    WHERE marketplace = %(marketplace)s AND language = %(language)s AND program = %(program)s
      AND on_from <= desk_now() AND on_until > desk_now() AND is_free
    ORDER BY point(x, y) <-> point(%(x)s, %(y)s) LIMIT 1
"""


def lay() -> None:
    """Make the table of the floor."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench_decision (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
            "helper_id uuid, body text)"
        )


def decide(draw: random.Random) -> int:
    """Find the nearest helper on duty and commit one row, by plain SQL; return 1."""
    (place,) = draw.choices(roster.zips(), roster.weights())
    number = sheets.sheet(roster.MARKETPLACE, sheets.ANY, "qhp")
    x, y = sheets.position(number, latitude=place.latitude, longitude=place.longitude)
    facts: dict[str, Any] = {
        "marketplace": roster.MARKETPLACE,
        "language": sheets.ANY,
        "program": "qhp",
        "x": x,
        "y": y,
        "body": "offered",
    }
    with connection.cursor() as cursor:
        cursor.execute(FLOOR, facts)
    return 1

"""Filing an incident by API, and the floor of it: one numbered row committed."""

import uuid
from collections.abc import Callable

from django.db import connection
from django.test import Client

from assistdesk.shared import clock
from assistdesk.shared.people import access
from tools.bench import desks

_TABLES = """
    CREATE TABLE bench_floor (id uuid PRIMARY KEY, number bigint, body text);
    CREATE TABLE bench_series (id int PRIMARY KEY, last bigint);
"""
_FLOOR = """
    WITH taken AS (
        INSERT INTO bench_series VALUES (1, 1)
        ON CONFLICT (id) DO UPDATE SET last = bench_series.last + 1 RETURNING last
    )
    INSERT INTO bench_floor (id, number, body) SELECT gen_random_uuid(), last, %s FROM taken
"""
WORDS = "No bill has come."


def submission(username: str, client: Client) -> Callable[[], object]:
    """Return an act: the helper called `username` files an incident on the next of their clients."""
    helper = desks.actor(username)
    clients = list(
        access.clients_of(helper, at=clock.now()).order_by("person_id").values_list("person_id", flat=True)
    )
    turn = iter(range(1_000_000))

    def submit() -> object:
        body = {
            "type": "consumer-enrollment",
            "consumers": [clients[next(turn) % len(clients)]],
            "description": WORDS,
            "fields": {},
            "duplicate_reason": "Measured.",
        }
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        place = f"/api/v1/marketplaces/{helper.marketplace}/escalations"
        return desks.ok(client.post(place, body, content_type="application/json", headers=headers))

    return submit


def floor() -> Callable[[], object]:
    """Return an act: one row that carries the next number is written and kept."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(_FLOOR, [WORDS])

    return bare

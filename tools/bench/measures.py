"""The measured things: search, filing, the queue, the pages people wait for."""

import uuid
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from ruamel.yaml import YAML

from assistdesk.escalations.models import Incident
from assistdesk.shared import clock
from assistdesk.shared.people import access
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.queries import actor_of
from assistdesk.shared.policy import services as packs
from assistdesk.site.demo import people
from tools.bench.timing import measure

INCIDENTS = 20_000
QUESTIONS = Path(__file__).resolve().parents[2] / "tests" / "guide" / "queries.yaml"

_FLOOR_SUBMIT = """
    WITH taken AS (
        INSERT INTO bench_series VALUES (1, 1)
        ON CONFLICT (id) DO UPDATE SET last = bench_series.last + 1 RETURNING last
    )
    INSERT INTO bench_floor (id, number, body) SELECT gen_random_uuid(), last, %s FROM taken
"""
_LOAD = """
    INSERT INTO escalations_incident (
        id, marketplace, number, running, type, edition, pack_digest, team, state, filed_by_id, agency_id,
        description, fields, checked, urgent, clock_kind, clock_amount, clock_started_at, reply_due_at,
        opened_at, changed_at, version, submission_key, submission_digest)
    SELECT gen_random_uuid(), marketplace, 'bench-' || turn, 9000000 + turn, type, edition, pack_digest,
        team, 'new', filed_by_id, agency_id, description, fields, checked, false, clock_kind, clock_amount,
        opened_at,
        opened_at + turn * interval '1 minute', opened_at, opened_at, 1, 'bench-' || turn, ''
    FROM escalations_incident, generate_series(1, %s) AS turn WHERE id = %s
"""
_LOAD_CONSUMERS = """
    INSERT INTO escalations_incidentconsumer (incident_id, person_id, place)
    SELECT incident.id, own.person_id, 0 FROM escalations_incident AS incident
    JOIN escalations_incidentconsumer AS own ON own.incident_id = %s WHERE incident.number LIKE 'bench-%%'
"""
_FLOOR_QUEUE = """
    SELECT * FROM escalations_incident
    WHERE marketplace = %s AND team = %s AND state IN ('new', 'in_review', 'waiting_on_helper', 'with_agency')
    ORDER BY urgent DESC, next_due_at ASC NULLS LAST, id LIMIT 25
"""


def all_rows() -> list[dict[str, object]]:
    """Return every row of the table, on a desk with demo people and many open incidents."""
    _make_desk()
    producer = _client("producer")
    caseworker = _client("caseworker")
    return [
        _search_row(producer),
        _submit_row(producer),
        *_pages(producer, caseworker),
    ]


def _make_desk() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    at = clock.now()
    for folder in sorted(settings.PACKS_DIR.iterdir()):
        packs.load_pack(folder, actor=Actor.system(None), at=at)
    people.make(at=at)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_floor (id uuid PRIMARY KEY, number bigint, body text)")
        cursor.execute("CREATE TABLE bench_series (id int PRIMARY KEY, last bigint)")


def _client(username: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Account.objects.get(username=username))
    return client


def _search_row(client: Client) -> dict[str, object]:
    questions = YAML(typ="safe").load(QUESTIONS.read_text(encoding="utf-8"))
    asked = iter(questions * 10)

    def ask() -> object:
        question = next(asked)
        place = f"/api/v1/marketplaces/{question['marketplace']}/guide/search"
        return _ok(client.get(place, {"q": question["words"]}))

    return measure("guide: one search (API)", ask, floor=lambda: _ok(client.get("/healthz")), times=300)


def _submit_row(client: Client) -> dict[str, object]:
    person = access.clients_of(_actor("producer"), at=clock.now()).order_by("person_id")[0]
    body = {
        "type": "consumer-enrollment",
        "consumers": [person.person_id],
        "description": "No bill has come.",
        "fields": {},
    }

    def submit() -> object:
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        place = "/api/v1/marketplaces/maryland/escalations"
        return _ok(client.post(place, body, content_type="application/json", headers=headers))

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(_FLOOR_SUBMIT, ["No bill has come."])

    return measure(
        "escalation: submit (API), floor: one numbered row committed", submit, floor=bare, times=150
    )


def _pages(helper: Client, staff: Client) -> list[dict[str, object]]:
    one = Incident.objects.order_by("running").last()
    assert one is not None
    with connection.cursor() as cursor:
        cursor.execute(_LOAD, [INCIDENTS, one.id])
        cursor.execute(_LOAD_CONSUMERS, [one.id])
        cursor.execute("ANALYZE")

    def bare_queue() -> None:
        with connection.cursor() as cursor:
            cursor.execute(_FLOOR_QUEUE, [one.marketplace, one.team])
            cursor.fetchall()

    queue = f"/m/{one.marketplace}/queue/{one.team}"
    return [
        measure(
            f"queue page, {INCIDENTS:,} open, floor: its rows in SQL",
            lambda: _ok(staff.get(queue)),
            floor=bare_queue,
        ),
        measure(
            "incident page, staff", lambda: _ok(staff.get(f"/m/{one.marketplace}/escalations/{one.number}"))
        ),
        measure(
            f"my escalations, {INCIDENTS:,}", lambda: _ok(helper.get(f"/m/{one.marketplace}/escalations/"))
        ),
        measure("home, helper", lambda: _ok(helper.get("/home"))),
        measure("home, staff", lambda: _ok(staff.get("/home"))),
        measure("guide page", lambda: _ok(helper.get(f"/m/{one.marketplace}/guide/"))),
        measure("guide PDF", lambda: _ok(helper.get(f"/m/{one.marketplace}/guide.pdf"))),
    ]


def _actor(username: str) -> Actor:
    return actor_of(Account.objects.get(username=username))


def _ok(response: object) -> object:
    status = getattr(response, "status_code", 0)
    assert status in (200, 201), status
    return response

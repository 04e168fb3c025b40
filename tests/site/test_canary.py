"""A person who is nobody goes through the desk; their marks are looked for wherever none may be."""

import io
import json
import logging
import re
import uuid
from collections.abc import Callable, Iterator

import pytest
import structlog
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from assistdesk.shared import clock, jobs
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.values import RawMail
from assistdesk.shared.people.models import AccessGrant, Account, Person
from assistdesk.site import logs, metrics
from tests.database import HOME
from tests.site.canary import MARKS, NAME, SENTENCE, Canary, found_in
from tests.site.canary_walk import Walk
from tests.working import work_off

pytestmark = [pytest.mark.django_db, pytest.mark.rule("V-10")]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Return what the desk logs while the test runs, as it would stand in a file."""
    stream = io.StringIO()
    handler = logs.handler_to(stream)
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


@pytest.fixture
def canary(demo_desk: None, log: io.StringIO) -> Canary:
    """Return the canary, and make a client of each helper's a person of its marks."""
    for username in ("producer", "agent"):
        grant = AccessGrant.objects.filter(account__username=username).order_by("person__person_id")[0]
        Person.objects.filter(pk=grant.person_id).update(
            first_name=MARKS["name"], last_name=MARKS["family name"], date_of_birth=MARKS["birth"],
            phone="+14435550187", email=MARKS["mail"],
        )  # fmt: skip
    return Canary()


def client_of(username: str) -> Person:
    """Return the marked client of a helper's."""
    grants = AccessGrant.objects.filter(account__username=username).select_related("person")
    return grants.order_by("person__person_id")[0].person


def escalate(canary: Canary) -> None:
    """File an incident about the marked person, write about it, mail about it, attach, look and search."""
    producer, caseworker = Walk(canary, "producer"), Walk(canary, "caseworker")
    new = {"type": "termination", "consumers": [client_of("producer").person_id], "description": SENTENCE}
    made = producer.call("/marketplaces/maryland/escalations", new).json()
    number, page = made["incident_number"], f"/m/maryland/escalations/{made['incident_number']}"
    assert producer.call("/marketplaces/maryland/escalations", new).status_code == 409
    producer.call("/marketplaces/maryland/consumers/search", {"first_name": MARKS["name"]})
    file = SimpleUploadedFile(f"{NAME}.txt", SENTENCE.encode())
    producer.client.post("/api/v1/attachments", {"file": file})
    for walk in (producer, caseworker):
        walk.get(page)
    caseworker.send(f"{page}/reply", {"text": SENTENCE, "seen": "1"})
    caseworker.send(f"{page}/note", {"text": SENTENCE})
    caseworker.call(f"/escalations/{number}/transitions", {"to": SENTENCE, "reason": SENTENCE})
    caseworker.get("/m/maryland/queue/escalated-cases")
    Walk(canary, "lead").get("/m/maryland/held/")
    Outgoing.objects.filter(template="escalation_received").update(attempts=1)
    ours = Outgoing.objects.get(template="escalation_received")
    raw = f"From: {ours.to_address}\r\nSubject: {NAME}\r\n\r\n{SENTENCE}\r\n".encode()
    stray = raw.replace(ours.to_address.encode(), MARKS["mail"].encode())
    mails = [
        RawMail("smtp", ours.to_address, (ours.from_address,), raw),
        RawMail("smtp", MARKS["mail"], (ours.from_address,), stray),
    ]
    messaging.keep_mails(mails, at=ours.queued_at)


def ask_for_a_call(canary: Canary) -> None:
    """Ask for a call back, look, change, and try what can't be."""
    resident = Walk(canary)
    asked = {
        "name": NAME, "contact_method": "phone", "contact": MARKS["telephone"], "zip": "40202",
        "language": "en", "program": "qhp",
    }  # fmt: skip
    made = resident.call("/marketplaces/kentucky/referrals", asked).json()
    token = canary.keep_secret(made["token"])
    resident.client.get(f"/r/{token}")
    resident.client.get(f"/api/v1/referral-status/{token}")
    for path in (f"/r/{token}x", f"/o/{token}", f"/c/{token}", f"/api/v1/consents/{token}"):
        resident.client.get(path)
    resident.call("/marketplaces/kentucky/referrals", {**asked, "program": SENTENCE, "zip": SENTENCE})


def ask_for_access(canary: Canary) -> None:
    """Search for the marked person and ask for consent; once as they are, once as nobody is."""
    agent, person = Walk(canary, "agent"), client_of("agent")
    wanted = {
        "first_name": person.first_name, "last_name": person.last_name, "sex": person.sex,
        "date_of_birth": MARKS["birth"], "ssn": MARKS["social security number"],
    }  # fmt: skip
    for changed in ({}, {"first_name": SENTENCE}, {"date_of_birth": SENTENCE}):
        found = agent.call("/marketplaces/kentucky/case-access/search", {**wanted, **changed})
        asked = {"search_id": found.json().get("search_id", SENTENCE), "method": "electronic"}
        agent.call("/case-access/requests", asked)


def keep_a_book(canary: Canary) -> None:
    """Add a prospect, and look at the lists."""
    agent = Walk(canary, "agent")
    new = {
        "first_name": MARKS["name"], "last_name": MARKS["family name"], "email": MARKS["mail"],
        "phone": MARKS["telephone"], "date_of_birth": MARKS["birth"], "note": SENTENCE,
    }  # fmt: skip
    agent.call("/book/prospects", new)
    agent.call("/book/prospects", {**new, "zip": SENTENCE})
    for page in ("clients", "prospects", "policies"):
        agent.get(f"/m/kentucky/book/{page}")


def inspect(canary: Canary) -> None:
    """Ask the guard about a text."""
    agent = Walk(canary, "agent")
    agent.call("/marketplaces/kentucky/inspect", {"text": SENTENCE})
    agent.send("/check-words", {"text": SENTENCE})


def go_wrong(canary: Canary) -> None:
    """Ask for what is not there, can't be read or is too large."""
    for walk in (Walk(canary), Walk(canary, "caseworker")):
        number = MARKS["social security number"]
        for path in (SENTENCE, f"m/maryland/escalations/{number}", f"m/{NAME}/guide/"):
            walk.get(f"/{path}")
            walk.call(f"/{path}", {})
        walk.call("/marketplaces/maryland/escalations", '{"description": "' + SENTENCE)
        walk.call("/marketplaces/maryland/escalations", {"description": SENTENCE * 40_000})
        walk.call("/session", {"username": MARKS["mail"], "password": SENTENCE})
        walk.call("/session", SENTENCE, method="PUT")


def break_down(canary: Canary, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages, sweeps, jobs and providers fail with errors that quote what they stumbled over."""

    def quotes(*_: object, **__: object) -> None:
        """Fail with somebody's data in the error."""
        raise ValueError(SENTENCE)

    def clashes(*_: object, **__: object) -> None:
        """Let the database say what it stumbled over."""
        username = Account.objects.get(username="agent").username
        with transaction.atomic():
            Account.objects.create(username=username, name=NAME, email=MARKS["mail"], made_at=clock.now())

    with monkeypatch.context() as broken:
        for fault in (quotes, clashes):
            broken.setattr("assistdesk.escalations.services.add_note", fault)
            caseworker = Walk(canary, "caseworker")
            number = caseworker.client.get("/api/v1/escalations").json()["items"][0]["incident_number"]
            for broke in (
                caseworker.call(f"/escalations/{number}/notes", {"text": SENTENCE}),
                caseworker.send(f"/m/maryland/escalations/{number}/note", {"text": SENTENCE}),
            ):
                assert broke.status_code == 500
        broken.setitem(jobs.SWEEPS, "tests.broken", quotes)
        work_off()
    try:
        clashes()
    except IntegrityError:
        logging.getLogger("procrastinate.worker").exception("Job failed")
    try:
        quotes()
    except ValueError as error:
        structlog.get_logger("assistdesk.test").error("provider failed", exc_info=error)


def gather(canary: Canary, log: io.StringIO) -> None:
    """Look wherever no mark may be."""
    canary.saw("the log", log.getvalue())
    canary.saw("metrics", metrics.text().decode())
    canary.saw("audit facts", *(json.dumps(one) for one in Entry.objects.values_list("facts", flat=True)))
    canary.saw("audit subjects", *Entry.objects.values_list("subject", flat=True))
    ready = Outgoing.objects.exclude(state="held").exclude(to_person__isnull=False)
    canary.saw("messages", *(f"{one.subject}\n{one.body}" for one in ready))
    canary.saw("reference of messages", *(f"{one.dedupe_key} {one.message_id}" for one in ready))


def note_jobs(canary: Canary) -> None:
    """Note what is queued, by its arguments, and run it."""
    rows = ProcrastinateJob.objects.all()
    canary.saw("job arguments", *(json.dumps(one) for one in rows.values_list("args", flat=True)))
    canary.saw("job locks", *(f"{one.lock} {one.queueing_lock}" for one in rows))
    work_off()


def test_nothing_of_a_person_stands_where_it_may_not(
    canary: Canary, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    for journey in (escalate, ask_for_a_call, ask_for_access, keep_a_book, inspect, go_wrong):
        journey(canary)
        note_jobs(canary)
    break_down(canary, monkeypatch)
    gather(canary, log)

    assert {"addresses", "page titles", "job arguments", "messages", "error 404", "error 500"} <= set(
        canary.places
    )
    assert log.getvalue().count("\n") > 10
    assert not canary.leaks(), canary.leaks()


@pytest.mark.parametrize("mark", MARKS)
def test_the_canary_sees_each_mark_in_each_place(mark: str) -> None:
    for place in ("the log", "job arguments", "addresses"):
        canary = Canary()
        canary.saw(place, "all is well", f"and here is {MARKS[mark].upper()}.")

        assert canary.leaks() == [f"{mark} in {place}"]


def test_the_canary_sees_a_number_however_it_is_written_and_a_token() -> None:
    assert found_in(["ssn=412557713"]) == ["social security number"]
    assert found_in(["+14435550187"]) == ["telephone"]
    assert found_in(["nothing of anybody, 412-55-7714"]) == []
    canary = Canary()
    canary.keep_secret("abcdefgh12345678")
    canary.saw("the log", "GET /r/abcdefgh12345678")
    assert [re.sub(r"\w{4} in", "… in", one) for one in canary.leaks()] == ["token … in the log"]


LEAKS: list[Callable[[], object]] = [
    lambda: structlog.get_logger("assistdesk.test").warning(f"told {NAME}"),
    lambda: structlog.get_logger("assistdesk.test").info("told", who=SENTENCE),
    lambda: logging.getLogger("anybody.else").error("could not mail %s", MARKS["mail"]),
]


@pytest.mark.parametrize("leak", LEAKS)
def test_a_line_that_leaks_is_seen(leak: Callable[[], object], log: io.StringIO) -> None:
    leak()

    canary = Canary()
    canary.saw("the log", log.getvalue())
    assert canary.leaks()


def test_an_error_is_named_by_its_kind_and_place_and_by_the_rule_it_broke(
    demo_desk: None, log: io.StringIO
) -> None:
    try:
        with transaction.atomic():
            Account.objects.create(username="agent", name=NAME, made_at=clock.now())
    except IntegrityError:
        structlog.get_logger("assistdesk.test").exception("it failed")

    said = json.loads(log.getvalue())
    assert said["event"] == "it failed"
    assert said["exception"].startswith("django.db.utils.IntegrityError")
    assert "test_canary.py" in said["exception"]
    assert "psycopg.errors" in said["exception"]
    assert found_in([log.getvalue()]) == []


def test_the_embedded_databases_own_log_holds_no_value_of_a_statement_that_failed(demo_desk: None) -> None:
    quiet, loud = (f"{NAME} {uuid.uuid4().hex}" for _ in range(2))

    def clash(name: str) -> None:
        """Let the database refuse a row."""
        with pytest.raises(IntegrityError), transaction.atomic():
            Account.objects.create(username="agent", name=name, made_at=clock.now())

    clash(quiet)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL log_min_messages = error; SET LOCAL log_min_error_statement = error")
        cursor.execute(
            "SET LOCAL log_error_verbosity = verbose; SET LOCAL log_parameter_max_length_on_error = -1"
        )
    clash(loud)

    written = (HOME / "postgres" / "log").read_text(errors="replace")
    assert quiet not in written
    assert loud in written  # as a server that was not told to keep it out would

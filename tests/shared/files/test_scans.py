"""A scanner that is configured has to say that a file is clean before anybody gets it; it fails closed."""

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from assistdesk.shared.audit.models import Entry
from assistdesk.shared.files import queries, rules, scanner, services, steps, subjects, vault
from assistdesk.shared.files.models import Attachment, Leftover
from assistdesk.shared.files.queries import AttachmentRow
from assistdesk.shared.files.refusals import Infected, NotCheckedYet, PutAway
from assistdesk.shared.files.services import storing
from assistdesk.shared.files.states import RenditionKind, Scan
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import InvalidInput
from assistdesk.site import checkup
from tests.clamd_server import LARGEST_STREAM, MARKER, SIGNATURE, ClamdServer
from tests.conftest import TEN_O_CLOCK, at_the_same_time
from tests.shared.files import build, samples
from tests.shared.files.scanners import answering

pytestmark = [pytest.mark.usefixtures("running_pack"), pytest.mark.django_db, pytest.mark.rule("E-18")]
MALWARE = samples.TEXT + MARKER
HIDDEN = samples.package({**samples.WORD_PARTS, "word/media/a.bmp": MARKER})
NOWHERE = ("127.0.0.1", 1)
TICK = timedelta(microseconds=1)


def now(row: AttachmentRow) -> Attachment:
    """Return what is known of a file by now."""
    return Attachment.objects.get(id=row.id)


def link(row: AttachmentRow, *, actor: Actor) -> uuid.UUID:
    """Let a file belong to a thing, and return its id."""
    thing = uuid.uuid4()
    with transaction.atomic():
        steps.link([row.id], subject_kind=build.KIND, subject_id=thing, actor=actor, at=TEN_O_CLOCK)
    return thing


def test_without_a_scanner_nothing_is_scanned(owner: Actor) -> None:
    row = build.stored(owner, samples.TEXT, name="a.txt")

    assert row.scan == Scan.NOT_NEEDED
    assert services.fetch(row.id, actor=owner, at=TEN_O_CLOCK).content == samples.TEXT


@pytest.mark.real
def test_what_the_scanner_finds_clean_is_kept_and_handed_out(owner: Actor, scanning: ClamdServer) -> None:
    row = build.stored(owner, samples.TEXT, name="a.txt")

    assert (row.scan, now(row).scanned_at) == (Scan.CLEAN, TEN_O_CLOCK)
    assert services.fetch(row.id, actor=owner, at=TEN_O_CLOCK).content == samples.TEXT


@pytest.mark.real
@pytest.mark.parametrize(("content", "name"), [(MALWARE, "a.txt"), (HIDDEN, "a.docx")])
def test_malware_is_refused_at_the_door_and_that_is_recorded(
    owner: Actor, scanning: ClamdServer, storage: Path, content: bytes, name: str
) -> None:
    with pytest.raises(Infected) as refused:
        build.stored(owner, content, name=name)

    assert refused.value.facts == {"signature": SIGNATURE}
    assert not Attachment.objects.exists()
    assert not [path for path in storage.rglob("*") if path.is_file()]
    entry = Entry.objects.get(action="files.attachment.refused")
    assert (entry.account_id, entry.facts["signature"]) == (owner.account_id, SIGNATURE)


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(b"", id="hangs up"),
        pytest.param(b"stream: OK", id="half an answer"),
        pytest.param(b"OK\x00", id="another answer"),
        pytest.param(b"stream: OK\x00stream: Evil FOUND\x00", id="two answers"),
        pytest.param(b"INSTREAM size limit exceeded. ERROR\x00", id="too large"),
        pytest.param(b"x" * 10_000, id="no end"),
        pytest.param(b"\xff\xfe\x00", id="noise"),
    ],
)
def test_anything_but_a_plain_answer_is_none(owner: Actor, settings: Settings, reply: bytes) -> None:
    with answering(reply) as settings.CLAMD:
        row = build.stored(owner, samples.TEXT, name="a.txt")

    assert row.scan == Scan.PENDING


def test_a_scanner_that_is_down_or_slow_lets_nothing_out(
    owner: Actor, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "SCAN_SECONDS", 0.3)
    settings.CLAMD = NOWHERE
    rows = [build.stored(owner, samples.TEXT, name="a.txt")]
    settings.CLAMD = "/nowhere/clamd.ctl"
    rows.append(build.stored(owner, samples.picture("PNG"), name="a.png"))
    with answering(None) as settings.CLAMD:
        rows.append(build.stored(owner, samples.pdf()))

    for row in rows:
        assert row.scan == Scan.PENDING
        with pytest.raises(NotCheckedYet):
            services.fetch(row.id, actor=owner, at=TEN_O_CLOCK)
        with pytest.raises(NotCheckedYet):
            services.fetch_picture(row.id, kind=RenditionKind.PAGE, number=1, actor=owner, at=TEN_O_CLOCK)
        assert services.open_pages(row.id, actor=owner, at=TEN_O_CLOCK).pages == ()
    assert queries.waiting_for_the_scanner() == 3


@pytest.mark.real
def test_the_worker_asks_again_until_there_is_an_answer(
    owner: Actor, settings: Settings, clamd: ClamdServer
) -> None:
    settings.CLAMD = NOWHERE
    row = build.stored(owner, samples.pdf())
    services.prepare(row.id, at=TEN_O_CLOCK)
    first = now(row)
    services.prepare(row.id, at=TEN_O_CLOCK)
    second = now(row)

    settings.CLAMD = clamd.socket
    services.prepare(row.id, at=TEN_O_CLOCK)

    waits = [one.due_at - TEN_O_CLOCK for one in (first, second) if one.due_at]
    assert waits == [timedelta(seconds=5), timedelta(seconds=10)]
    last = now(row)
    assert (last.scan, last.preview, last.tries) == ("clean", "ready", 0)


@pytest.mark.real
def test_malware_that_is_found_later_is_put_away_and_told(
    owner: Actor,
    settings: Settings,
    clamd: ClamdServer,
    seen_by: set[object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(subjects._TOLD_BY, build.KIND, "files.prepare")  # any task that takes attachment_id
    settings.CLAMD = NOWHERE
    row = build.stored(owner, MALWARE, name="Pat Roe.txt")
    thing = link(row, actor=owner)
    seen_by.add(owner.account_id)
    ProcrastinateJob.objects.all().delete()

    settings.CLAMD = clamd.socket
    services.prepare(row.id, at=TEN_O_CLOCK)

    found = now(row)
    assert (found.scan, found.signature, found.preview, found.due_at) == ("infected", SIGNATURE, "none", None)
    with pytest.raises(PutAway):
        services.fetch(row.id, actor=owner, at=TEN_O_CLOCK)
    with pytest.raises(PutAway):
        services.fetch_original(row.id, actor=_staff(seen_by), at=TEN_O_CLOCK)
    assert Entry.objects.get(action="files.attachment.infected").facts == {"signature": SIGNATURE}
    assert [job.args for job in ProcrastinateJob.objects.all()] == [{"attachment_id": str(row.id)}]
    told = queries.infected(row.id)
    assert told is not None
    assert (told[0].name, told[2]) == ("Pat Roe.txt", thing)


def _staff(seen_by: set[object]) -> Actor:
    actor = build.actor(role=Role.CASEWORKER)
    seen_by.add(actor.account_id)
    return actor


@pytest.mark.real
def test_what_was_drawn_of_malware_goes(owner: Actor, settings: Settings, clamd: ClamdServer) -> None:
    row = build.stored(owner, samples.pdf(words=MARKER.decode()))
    services.prepare(row.id, at=TEN_O_CLOCK)
    drawn = list(now(row).renditions.values_list("storage_name", flat=True))
    assert drawn

    settings.CLAMD = clamd.socket
    services.claim_due(at=TEN_O_CLOCK)
    services.prepare(row.id, at=TEN_O_CLOCK)

    assert not now(row).renditions.exists()
    assert set(Leftover.objects.values_list("storage_name", flat=True)) == set(drawn)
    assert vault.remove_leftovers(at=TEN_O_CLOCK) == len(drawn)


@pytest.mark.real
def test_a_file_with_malware_is_not_linked(owner: Actor, settings: Settings, clamd: ClamdServer) -> None:
    settings.CLAMD = NOWHERE
    row = build.stored(owner, MALWARE, name="a.txt")
    settings.CLAMD = clamd.socket
    services.prepare(row.id, at=TEN_O_CLOCK)

    with pytest.raises(InvalidInput) as refused:
        link(row, actor=owner)

    assert refused.value.errors[0].facts == (("name", "a.txt"),)


@pytest.mark.real
def test_what_was_kept_without_a_scanner_is_scanned_once_there_is_one(
    owner: Actor, settings: Settings, clamd: ClamdServer
) -> None:
    row = build.stored(owner, MALWARE, name="a.txt")
    assert services.claim_due(at=TEN_O_CLOCK) == 0

    settings.CLAMD = clamd.socket
    assert services.claim_due(at=TEN_O_CLOCK) == 1
    assert services.fetch(row.id, actor=owner, at=TEN_O_CLOCK).content == MALWARE
    services.prepare(row.id, at=TEN_O_CLOCK)

    assert now(row).scan == Scan.INFECTED


@pytest.mark.real
def test_a_file_that_the_scanner_takes_no_more_of_stays_unchecked(
    owner: Actor, scanning: ClamdServer
) -> None:
    filler = samples.TEXT * (LARGEST_STREAM // len(samples.TEXT) + 1)

    with pytest.raises(scanner.NoAnswer, match="too_large"):
        scanner.scan(filler, seconds=30)
    assert build.stored(owner, filler, name="a.txt").scan == Scan.PENDING


@pytest.mark.real
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_come_to_one_end(owner: Actor, settings: Settings, clamd: ClamdServer) -> None:
    settings.CLAMD = NOWHERE
    row = build.stored(owner, samples.pdf(words=MARKER.decode()))
    settings.CLAMD = clamd.socket

    outcomes = at_the_same_time(*[lambda: services.prepare(row.id, at=TEN_O_CLOCK)] * 4)

    assert outcomes == [None] * 4
    assert Entry.objects.filter(action="files.attachment.infected").count() == 1


def test_a_claim_is_a_lease(owner: Actor, settings: Settings) -> None:
    row = build.stored(owner, samples.pdf())
    lease = now(row).due_at
    assert lease is not None

    assert services.claim_due(at=lease - TICK) == 0
    assert services.claim_due(at=lease) == 1
    assert services.claim_due(at=lease) == 0


def test_the_wait_doubles_up_to_five_minutes() -> None:
    waits = [rules.wait_after(tries).total_seconds() for tries in (0, 1, 2, 3, 6, 7, 8, 1_000)]

    assert waits == [5, 5, 10, 20, 160, 300, 300, 300]


def test_the_database_shows_no_infected_file(owner: Actor) -> None:
    row = now(build.stored(owner, samples.pdf()))
    row.scan = Scan.INFECTED.value

    with pytest.raises(IntegrityError, match="files_attachment_infected"), transaction.atomic():
        row.save()


@pytest.mark.real
def test_doctor_says_whether_the_scanner_answers(
    owner: Actor, settings: Settings, clamd: ClamdServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkup, "_largest_attachment", lambda: LARGEST_STREAM)
    assert checkup.scanner().ok
    settings.CLAMD = clamd.socket
    assert checkup.scanner().ok
    settings.CLAMD = NOWHERE
    build.stored(owner, samples.TEXT, name="a.txt")

    assert checkup.scanner() == checkup.Finding(
        "scanner",
        "ASSISTDESK_CLAMD: the scanner can't be reached; 1 files wait and are not handed out",
        ok=False,
    )
    settings.CLAMD = None
    assert not checkup.scanner().ok


@pytest.mark.real
def test_doctor_says_when_the_scanner_takes_too_little(settings: Settings, clamd: ClamdServer) -> None:
    settings.CLAMD = clamd.socket

    assert build.limits().largest > LARGEST_STREAM
    assert "StreamMaxLength" in checkup.scanner().what

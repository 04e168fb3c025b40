"""Files with personal information: those with need get them as they came, others the boxed copy alone."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from assistdesk.escalations import services, tasks
from assistdesk.escalations.models import Incident
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.files import services as files
from assistdesk.shared.files import vault
from assistdesk.shared.files.models import Attachment, Rendition
from assistdesk.shared.files.places import picture_place
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of
from tests.escalations.test_mailed_files import mailed
from tests.shared.files import samples, screens
from tools.mail_corpus.writing import attachment

pytestmark = [pytest.mark.django_db, pytest.mark.rule("V-06")]
LATER = TEN_O_CLOCK + timedelta(hours=1)
NUMBER = b"Her SSN is 412-55-7713."
BOXED = b"the boxed copy"


@pytest.fixture(autouse=True)
def storage(settings: Settings, tmp_path: Path) -> None:
    """Let files lie in a folder of this test."""
    options = {"location": tmp_path / "attachments"}
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": backend}


@pytest.fixture
def incident(producer: Actor, caseworker: Actor) -> Incident:
    """Return an incident about which the team has written."""
    made = build.incident(producer)
    services.reply(build.ref(made), text="Which form?", attachments=(), actor=caseworker, at=TEN_O_CLOCK)
    return made


def told() -> int:
    """Return how many mails said how to send it safely."""
    return Outgoing.objects.filter(template="pii_received").count()


def sent(incident: Incident, name: str, content: bytes, *, sender: str) -> Attachment:
    """Return a file that was mailed about an incident and joined it."""
    incoming_id = mailed(incident, attachment(name, content), sender=sender)
    services.take_reply(incoming_id=incoming_id, at=LATER)
    services.take_files(incoming_id=incoming_id, at=LATER)
    return Attachment.objects.get(subject_id=incident.id)


def looked_through(row: Attachment, findings: int) -> None:
    """Let the guard have looked through a file and made the copy with boxes."""
    row.screening, row.findings, row.found = "done", findings, {"US_SSN": findings} if findings else {}
    row.save()
    for kind in ("outgoing", "boxed"):
        place = picture_place(row.id, kind=kind, number=1)
        name = vault.put(BOXED, place=place, at=LATER)
        size = {"width": 9, "height": 9}
        made = Rendition(attachment=row, kind=kind, number=1, content_type="image/png", **size)
        made.storage_name = name
        made.save()


def test_a_number_in_an_attachment_alone_is_noticed_at_once_in_a_text(
    incident: Incident, producer: Actor
) -> None:
    row = sent(incident, "notes.txt", NUMBER, sender=producer.email)

    assert row.findings == 1
    assert told() == 1


def test_a_number_in_a_picture_is_noticed_once_it_was_read(incident: Incident, producer: Actor) -> None:
    row = sent(incident, "screen.png", screens.screenshot(), sender=producer.email)
    files.prepare(row.id, at=LATER)
    assert told() == 0

    files.read(row.id, at=LATER)
    [job] = ProcrastinateJob.objects.filter(task_name="escalations.tell_found")
    for _ in range(2):
        tasks.tell_found(**job.args)

    assert told() == 1


def test_nothing_is_told_of_a_file_that_was_uploaded_or_holds_nothing(
    incident: Incident, producer: Actor
) -> None:
    mailed_row = sent(incident, "screen.png", samples.picture("PNG"), sender=producer.email)
    looked_through(mailed_row, 0)
    uploaded = build.attachment(producer)
    services.reply(build.ref(incident), text="Here.", attachments=(uploaded,), actor=producer, at=LATER)
    looked_through(Attachment.objects.get(id=uploaded), 1)

    for one in (mailed_row.id, uploaded):
        tasks.tell_found(str(one))

    assert told() == 0


def test_a_mailed_files_name_with_a_number_in_it_is_shown_without(
    incident: Incident, producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    sent(incident, "SSN 412-55-7713.txt", b"The form.", sender=producer.email)

    auditor = signed_in(build.staff(role=Role.AUDITOR))
    page = text_of(auditor.get(f"/m/maryland/escalations/{incident.number}"))

    assert "412-55-7713" not in page
    assert "file-1.txt" in page
    assert told() == 1


WITH_NEED: list[Callable[[], Actor]] = [
    lambda: build.staff(build.TEAM),
    lambda: build.staff(role=Role.EXCHANGE_ADMIN),
]
WITHOUT: list[Callable[[], Actor]] = [
    lambda: build.staff(role=Role.AUDITOR),
    lambda: build.staff(role=Role.SUPPORT_REPRESENTATIVE),
]


def got(attachment_id: UUID, *, by: Actor, signed_in: SignIn) -> dict[str, tuple[int, bool]]:
    """Return what somebody gets at each of a file's addresses: the status, and whether it is boxed."""
    browser = signed_in(by)
    answers = {
        one: browser.get(f"/attachments/{attachment_id}{one}")
        for one in ("", "/original", "/pages/1", "/thumbnail", "/copy", "/copy/1", "/compare", "/view")
    }
    return {name: (one.status_code, one.content == BOXED) for name, one in answers.items()}


@pytest.mark.parametrize("who", WITHOUT)
def test_who_has_no_need_gets_the_boxed_copy_at_every_address(
    incident: Incident, producer: Actor, signed_in: SignIn, who: Callable[[], Actor]
) -> None:
    row = sent(incident, "screen.png", samples.picture("PNG"), sender=producer.email)
    looked_through(row, 1)
    actor = who()

    answers = got(row.id, by=actor, signed_in=signed_in)
    page = text_of(signed_in(actor).get(f"/m/maryland/escalations/{incident.number}"))

    assert answers[""] == answers["/copy"] == answers["/copy/1"] == (200, True)
    assert {answers[one][0] for one in ("/original", "/pages/1", "/thumbnail", "/compare")} == {404}
    assert answers["/view"][0] == 200
    assert "Personal information is boxed out" in page
    assert f"/attachments/{row.id}/thumbnail" not in page
    assert not Entry.objects.filter(action="files.attachment.fetched", subject=str(row.id)).exists()


@pytest.mark.parametrize("who", WITH_NEED)
def test_who_needs_it_gets_the_file_and_that_is_recorded(
    incident: Incident, producer: Actor, signed_in: SignIn, who: Callable[[], Actor]
) -> None:
    row = sent(incident, "screen.png", samples.picture("PNG"), sender=producer.email)
    looked_through(row, 1)

    answers = got(row.id, by=who(), signed_in=signed_in)

    assert answers[""] == answers["/original"] == (200, False)
    assert Entry.objects.filter(action="files.attachment.fetched", subject=str(row.id)).count() == 1


@pytest.mark.parametrize("screening", ["pending", "held"])
def test_who_has_no_need_gets_nothing_of_a_file_that_nobody_looked_through(
    incident: Incident, producer: Actor, signed_in: SignIn, screening: str
) -> None:
    row = sent(incident, "screen.png", samples.picture("PNG"), sender=producer.email)
    Attachment.objects.update(screening=screening, held_why="unread" if screening == "held" else "")

    answers = got(row.id, by=build.staff(role=Role.AUDITOR), signed_in=signed_in)

    assert all(status >= 400 for name, (status, _) in answers.items() if name != "/view")


def test_a_file_in_which_nothing_was_found_is_anybodys_who_reads_the_incident(
    incident: Incident, producer: Actor, signed_in: SignIn
) -> None:
    row = sent(incident, "screen.png", samples.picture("PNG"), sender=producer.email)
    looked_through(row, 0)

    answers = got(row.id, by=build.staff(role=Role.AUDITOR), signed_in=signed_in)

    assert answers[""] == (200, False)
    assert files.fetch(row.id, actor=build.staff(role=Role.AUDITOR), at=LATER).name == "screen.png"

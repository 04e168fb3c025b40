"""An incident's files: who opens them, what the page says of each, and who hears of malware."""

import uuid
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident, Post
from assistdesk.escalations.states import ABOUT_ADDITION, ABOUT_NOTE
from assistdesk.shared.files import services as files
from assistdesk.shared.files import steps as file_steps
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.files.services import preparing
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of
from tests.shared.files import samples
from tests.shared.files.build import upload

pytestmark = [pytest.mark.django_db, pytest.mark.rule("E-18")]
WAYS = ("", "/view", "/thumbnail", "/pages/1")


@pytest.fixture(autouse=True)
def storage(settings: Settings, tmp_path: Path) -> None:
    """Let files lie in a folder of this test."""
    options = {"location": tmp_path / "attachments"}
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": backend}


def stored(of: Actor, content: bytes, *, name: str) -> uuid.UUID:
    """Return the id of a file that `of` uploaded."""
    limits = build.pack(build.MARYLAND).escalations_on(TEN_O_CLOCK.date()).attachment_limits
    row = files.store(
        upload(content, name=name), limits=limits, pack=build.pack(build.MARYLAND), actor=of, at=TEN_O_CLOCK
    )
    return row.id


def page_of(incident: Incident) -> str:
    """Return the address of an incident's page."""
    return f"/m/maryland/escalations/{incident.number}"


def condemn(file: uuid.UUID) -> None:
    """Let the scanner have found malware in a file."""
    preparing._note_infected(file, "Test.Signature", at=TEN_O_CLOCK)


def test_every_way_to_a_file_is_open_to_those_of_the_incident_alone(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    file = stored(producer, samples.photo(), name="a.jpg")
    build.incident(producer, attachments=(file,))
    files.prepare(file, at=TEN_O_CLOCK)
    Attachment.objects.update(screening="done", findings=0)
    lead = build.staff(*caseworker.teams, role=Role.TEAM_LEAD)
    auditor = build.staff(role=Role.AUDITOR)
    others = [
        build.helper(),
        build.staff(build.OPERATIONS),
        build.staff(*caseworker.teams, marketplace="kentucky"),
        build.helper(marketplace="kentucky"),
    ]

    for way in WAYS:
        address = f"/attachments/{file}{way}"
        for actor in (producer, caseworker, lead, auditor):
            assert signed_in(actor).get(address).status_code == 200, (way, actor)
        for actor in others:
            assert signed_in(actor).get(address).status_code == 404, (way, actor)
        assert Client().get(address).status_code == 302
    original = f"/attachments/{file}/original"
    assert signed_in(caseworker).get(original).content == samples.photo()
    for actor in (producer, *others):
        assert signed_in(actor).get(original).status_code == 404


def test_pictures_are_guarded_as_downloads_are(producer: Actor, signed_in: SignIn) -> None:
    file = stored(producer, samples.pdf(), name="a.pdf")
    files.prepare(file, at=TEN_O_CLOCK)

    for way in ("", "/thumbnail", "/pages/1"):
        headers = signed_in(producer).get(f"/attachments/{file}{way}").headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert headers["Cache-Control"] == "private, no-store"
        assert ("Content-Disposition" in headers) is (way == "")


def test_the_page_lists_each_file_and_what_is_known_of_it(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    notice = stored(producer, samples.pdf(pages=3), name="notice.pdf")
    form = stored(producer, samples.pdf("/AcroForm<</XFA 9 0 R>>"), name="form.pdf")
    note = stored(producer, samples.TEXT, name="note.txt")
    incident = build.incident(producer, attachments=(notice, form, note))
    browser = signed_in(caseworker)
    before = text_of(browser.get(page_of(incident)))
    for file in (notice, form):
        files.prepare(file, at=TEN_O_CLOCK)

    reading = text_of(browser.get(page_of(incident)))
    Attachment.objects.update(screening="done", findings=0)

    page = text_of(browser.get(page_of(incident)))

    assert before.count("A preview is being made.") == 2
    assert reading.count("Being read for personal information.") == 2
    assert 'hx-trigger="every 3s"' in before
    assert 'hx-trigger="every 3s"' not in page
    assert f'href="/attachments/{notice}/view"' in page
    assert "3 pages" in page
    assert page.count("Has scripts inside") == 1
    assert "No preview for this kind of file." in page
    viewer = text_of(browser.get(f"/attachments/{notice}/view"))
    assert f'href="{page_of(incident)}"' in viewer
    assert viewer.count("<img") == 3


def test_the_list_is_sent_again_only_when_something_changed(producer: Actor, signed_in: SignIn) -> None:
    file = stored(producer, samples.pdf(), name="a.pdf")
    incident = build.incident(producer, attachments=(file,))
    browser = signed_in(producer)
    address = text_of(browser.get(page_of(incident))).split('hx-get="')[1].split('"')[0]

    assert browser.get(address).status_code == 204
    files.prepare(file, at=TEN_O_CLOCK)
    answer = browser.get(address)

    assert answer.status_code == 200
    assert f"/attachments/{file}/thumbnail" in text_of(answer)
    assert signed_in(build.helper()).get(address).status_code == 404


def test_malware_is_told_to_helper_and_team_once_and_no_clock_is_met(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    file = stored(producer, samples.TEXT, name="letter of Pat.txt")
    incident = build.incident(producer, attachments=(file,))
    condemn(file)

    for _ in range(2):
        services.tell_infected(file, at=TEN_O_CLOCK)

    [mail] = Outgoing.objects.filter(dedupe_key=f"infected:{file}")
    assert mail.to_account_id == producer.account_id
    assert "letter of Pat.txt holds malware" in mail.body
    assert Post.objects.filter(incident=incident, outgoing=mail).count() == 1
    incident.refresh_from_db()
    assert incident.replied_at is None
    for actor in (producer, caseworker):
        page = text_of(signed_in(actor).get(page_of(incident)))
        assert "letter of Pat.txt holds malware and was put away" in page
        assert "Holds malware: put away" in page
        assert f'href="/attachments/{file}' not in page


@pytest.mark.parametrize("kind", [ABOUT_ADDITION, ABOUT_NOTE])
def test_malware_in_a_file_that_only_staff_see_is_told_to_the_team_alone_and_once(
    producer: Actor, caseworker: Actor, signed_in: SignIn, kind: str
) -> None:
    incident = build.incident(producer)
    services.add_note(build.ref(incident), text="They wrote.", actor=caseworker, at=TEN_O_CLOCK)
    subject_id = incident.id if kind == ABOUT_ADDITION else Post.objects.get(text="They wrote.").id
    other = build.helper()
    file = stored(other, samples.TEXT, name="letter of Pat.txt")
    with transaction.atomic():
        file_steps.link([file], subject_kind=kind, subject_id=subject_id, actor=other, at=TEN_O_CLOCK)
    mails = Outgoing.objects.count()
    ProcrastinateJob.objects.all().delete()
    condemn(file)

    [job] = ProcrastinateJob.objects.all()
    assert (job.task_name, job.args) == ("escalations.tell_infected", {"attachment_id": str(file)})
    for _ in range(2):
        services.tell_infected(file, at=TEN_O_CLOCK)

    told = "letter of Pat.txt holds malware and was put away"
    assert text_of(signed_in(caseworker).get(page_of(incident))).count(told) == 1
    assert told not in text_of(signed_in(producer).get(page_of(incident)))
    note = Post.objects.get(text__contains=told)
    assert (note.incident_id, note.kind, note.outgoing_id) == (incident.id, "note", None)
    assert Outgoing.objects.count() == mails
    incident.refresh_from_db()
    assert incident.replied_at is None


def test_a_helper_hears_of_malware_in_their_language(packs: None) -> None:
    helper = build.helper(language="es")
    file = stored(helper, samples.TEXT, name="carta.txt")
    build.incident(helper, attachments=(file,))
    condemn(file)

    services.tell_infected(file, at=TEN_O_CLOCK)

    assert "contiene un programa dañino" in Outgoing.objects.get(dedupe_key=f"infected:{file}").body


def test_nothing_is_told_of_a_file_that_is_clean_or_loose(producer: Actor) -> None:
    clean, loose = (stored(producer, samples.TEXT, name="a.txt") for _ in range(2))
    build.incident(producer, attachments=(clean,))
    condemn(loose)
    before = Outgoing.objects.count()

    for file in (clean, loose, uuid.uuid4()):
        services.tell_infected(file, at=TEN_O_CLOCK)

    assert Outgoing.objects.count() == before


def test_an_infected_file_keeps_no_incident_from_being_filed_without_it(
    producer: Actor, signed_in: SignIn
) -> None:
    file = stored(producer, samples.TEXT, name="letter.txt")
    condemn(file)
    client = build.client(producer)
    sent = {
        "type": "termination",
        "shown_type": "termination",
        "description": "Coverage ended too early.",
        "consumers": [client.person_id],
        "attachments": [str(file)],
        "action": "submit",
    }

    answer = signed_in(producer).post("/m/maryland/escalate/describe", sent)

    assert answer.status_code == 422
    assert "letter.txt holds malware. Remove it" in text_of(answer)
    assert not Incident.objects.exists()


def test_a_reply_that_needs_another_look_keeps_its_files_to_be_left_out(
    producer: Actor, signed_in: SignIn
) -> None:
    incident = build.incident(producer)
    file = stored(producer, samples.TEXT, name="letter.txt")

    page = signed_in(producer).post(f"{page_of(incident)}/reply", {"text": "", "attachments": [str(file)]})

    assert f'type="checkbox" name="attachments" value="{file}"' in text_of(page)
    assert Attachment.objects.get(id=file).linked_at is None


def test_a_file_that_waits_for_the_scanner_may_join_and_stays_closed(
    producer: Actor, caseworker: Actor, signed_in: SignIn
) -> None:
    file = stored(producer, samples.TEXT, name="letter.txt")
    attachment = Attachment.objects.get(id=file)
    file_steps.await_scan(attachment)
    attachment.save()
    incident = build.incident(producer, attachments=(file,))
    browser = signed_in(caseworker)

    page = text_of(browser.get(page_of(incident)))

    assert "Being checked for malware" in page
    assert f'href="/attachments/{file}' not in page
    assert browser.get(f"/attachments/{file}").status_code == 503

"""Files that go to an office outside: as a copy with boxes, that was seen before, once it is made."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident
from assistdesk.shared import clock
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.files import reader, sheets
from assistdesk.shared.files import services as files
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import InvalidInput
from tests.escalations import build
from tests.escalations.reading import SignIn, text_of
from tests.shared.files import samples, screens
from tests.shared.files.build import upload
from tests.shared.messaging.servers import MoodyInbox, free_port, running, use

pytestmark = [pytest.mark.django_db, pytest.mark.rule("V-05", "V-01")]
AT = build.EARLIER
WORDS = "Please look at the screen of this case."


@pytest.fixture(autouse=True)
def storage(settings: Settings, tmp_path: Path) -> None:
    """Let files lie in a folder of this test."""
    options = {"location": tmp_path / "attachments"}
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": backend}


@pytest.fixture
def inbox(settings: Settings) -> Iterator[MoodyInbox]:
    """Return the inbox of a mail server that runs."""
    inbox, port = MoodyInbox(), free_port()
    use(port, settings)
    with running(inbox, port):
        yield inbox


def stored(of: Actor, content: bytes, name: str) -> uuid.UUID:
    """Return the id of a file that `of` uploaded, and that was drawn."""
    pack = build.pack(build.KENTUCKY)
    limits = pack.escalations_on(AT.date()).attachment_limits
    row = files.store(upload(content, name=name), limits=limits, pack=pack, actor=of, at=AT)
    files.prepare(row.id, at=AT)
    return row.id


@pytest.fixture
def file(agent: Actor) -> uuid.UUID:
    """Return a screenshot with numbers on it."""
    return stored(agent, screens.screenshot(), "maria.png")


@pytest.fixture
def incident(agent: Actor, file: uuid.UUID) -> Incident:
    """Return an incident with it."""
    return build.incident(agent, type="dms", at=AT, attachments=(file,))


def handed_on(incident: Incident, clerk: Actor, *attached: uuid.UUID) -> Outgoing:
    """Return the mail with which an incident was handed on."""
    services.hand_on(
        build.ref(incident), contact="dcbs", text=WORDS, actor=clerk, at=clock.now(), files=attached
    )
    return Outgoing.objects.get(template="escalation_handed_on")


def test_the_office_gets_a_copy_on_which_nothing_personal_can_be_read(
    incident: Incident, clerk: Actor, file: uuid.UUID, inbox: MoodyInbox
) -> None:
    mail = handed_on(incident, clerk, file)
    messaging.deliver_due()
    mail.refresh_from_db()
    assert (mail.state, mail.failure, mail.attempts) == ("queued", "not_read_yet", 0)

    files.read(file, at=AT)
    Outgoing.objects.update(next_attempt_at=None)
    messaging.deliver_due()

    [received] = inbox.to(mail.to_address)
    [sent] = list(received.iter_attachments())
    copy = sent.get_payload(decode=True)
    assert isinstance(copy, bytes)
    assert sent.get_filename() == "attachment-1.png"
    assert screens.SSN.encode() not in received.as_bytes()
    picture = sheets.sheets_of(copy, kind="png").pages[0].picture
    words = " ".join(line.text for line in reader.READER.read(picture))
    assert screens.INCIDENT in words
    assert screens.SSN not in words


def test_a_file_that_nobody_could_read_holds_the_mail_until_both_are_released(
    incident: Incident, clerk: Actor, file: uuid.UUID, inbox: MoodyInbox
) -> None:
    mail = handed_on(incident, clerk, file)
    Attachment.objects.filter(id=file).update(screening="held", held_why="unread")

    messaging.deliver_due()

    mail.refresh_from_db()
    assert (mail.state, mail.decision, inbox.to(mail.to_address)) == ("held", "hold", [])
    files.release_file(file, reason="Looked at it: a blank page.", actor=clerk, at=AT)
    messaging.release(mail.id, reason="Looked at it.", actor=clerk, at=AT)
    messaging.deliver_due()
    assert len(inbox.to(mail.to_address)) == 1
    entry = Entry.objects.get(action="files.attachment.released")
    assert entry.facts == {"why": "unread"}


@pytest.mark.parametrize("which", ["another incident's", "a document", "held"])
def test_only_files_of_the_incident_that_may_leave_go_along(
    incident: Incident, agent: Actor, clerk: Actor, which: str
) -> None:
    content, name = (
        (samples.docx("Hi"), "a.docx") if which == "a document" else (samples.picture("PNG"), "a.png")
    )
    other = stored(agent, content, name)
    if which != "another incident's":
        subject = {"subject_kind": "escalations.incident", "subject_id": incident.id, "linked_at": AT}
        screening = {"screening": "held", "held_why": "unread"} if which == "held" else {}
        Attachment.objects.filter(id=other).update(**subject, **screening)

    with pytest.raises(InvalidInput):
        handed_on(incident, clerk, other)

    assert not Outgoing.objects.filter(template="escalation_handed_on").exists()


def test_who_sends_sees_the_file_beside_its_copy_first(
    incident: Incident, clerk: Actor, file: uuid.UUID, signed_in: SignIn
) -> None:
    browser, page = signed_in(clerk), f"/m/{build.KENTUCKY}/escalations/{incident.number}/hand-on"
    asked = {"contact": "dcbs", "text": WORDS, "files": [str(file)]}

    choosing = browser.get(page, {"contact": "dcbs"})
    waiting = browser.post(page, asked)
    files.read(file, at=AT)
    seen = browser.post(page, {**asked, "do": "look"})

    assert 'type="checkbox" name="files"' in choosing.content.decode()
    assert "Being read" in text_of(waiting)
    assert f"/attachments/{file}/compare" in waiting.content.decode()
    assert "Social Security number (1)" in text_of(seen)
    assert f"/attachments/{file}/copy/1" in seen.content.decode()
    assert browser.get(f"/attachments/{file}/copy/1").status_code == 200
    assert "Social Security number (1)" in text_of(browser.get(f"/attachments/{file}/compare"))
    copy = browser.get(f"/attachments/{file}/copy")
    assert (copy["Content-Type"], "maria" in copy["Content-Disposition"]) == ("image/png", False)

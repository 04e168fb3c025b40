"""Files that came by mail go through the same door as uploads; what can't be taken is named in the thread."""

from datetime import timedelta
from unittest.mock import Mock
from uuid import UUID

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from assistdesk.escalations import queries, services, tasks
from assistdesk.escalations.models import Incident, MailedFile
from assistdesk.shared import clock, jobs
from assistdesk.shared.files import queries as files
from assistdesk.shared.files.models import Attachment
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.values import RawMail
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import NotThere
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tools.mail_corpus.ordinary import PDF
from tools.mail_corpus.writing import attachment, part, with_parts

LATER = TEN_O_CLOCK + timedelta(hours=1)
TICK = timedelta(microseconds=1)
PROGRAM = b"MZ\x90\x00 a program"


def mailed(incident: Incident, *parts: bytes, sender: str, message_id: str = "<one@example.com>") -> UUID:
    """Return the id of a mail with files, in answer to our last mail about an incident."""
    mail = Outgoing.objects.filter(about_id=incident.id).latest("queued_at")
    Outgoing.objects.filter(about_id=incident.id).update(attempts=1)
    headers = {"From": sender, "To": mail.from_address, "Message-ID": message_id}
    words = part("text/plain; charset=utf-8", "Here it is.")
    raw = with_parts(headers, "multipart/mixed", words, *parts)
    [arrival_id] = messaging.keep_mails([RawMail("smtp", sender, (mail.from_address,), raw)], at=LATER)
    return messaging.read_arrival(arrival_id, at=LATER).incoming_id


@pytest.fixture
def incident(producer: Actor, caseworker: Actor) -> Incident:
    """Return an incident about which the team has written."""
    made = build.incident(producer)
    services.reply(build.ref(made), text="Which form?", attachments=(), actor=caseworker, at=TEN_O_CLOCK)
    return made


@pytest.mark.rule("E-10", "E-18")
def test_a_helpers_files_join_and_a_program_is_named_with_why(incident: Incident, producer: Actor) -> None:
    incoming_id = mailed(
        incident, attachment("form.pdf", PDF), attachment("letter.pdf", PROGRAM), sender=producer.email
    )

    services.take_reply(incoming_id=incoming_id, at=LATER)
    services.take_files(incoming_id=incoming_id, at=LATER)

    view = queries.incident(build.ref(incident), actor=producer, language="en")
    taken, refused = view.messages[-1].files
    assert (taken.name, taken.why) == ("form.pdf", "")
    assert [row.id for row in files.of_subject("escalations.incident", incident.id)] == [taken.attachment_id]
    assert (refused.name, refused.attachment_id) == ("letter.pdf", None)
    assert "This kind of file can't be used." in refused.why


@pytest.mark.rule("E-10")
def test_taking_files_twice_takes_each_once(incident: Incident, producer: Actor) -> None:
    incoming_id = mailed(incident, attachment("form.pdf", PDF), sender=producer.email)

    for _ in range(2):
        services.take_reply(incoming_id=incoming_id, at=LATER)
        services.take_files(incoming_id=incoming_id, at=LATER)

    assert MailedFile.objects.count() == 1
    assert Attachment.objects.filter(subject_id=incident.id).count() == 1


@pytest.mark.rule("E-10")
def test_what_was_interrupted_between_keeping_and_linking_goes_on(
    incident: Incident, producer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    incoming_id = mailed(incident, attachment("form.pdf", PDF), sender=producer.email)
    services.take_reply(incoming_id=incoming_id, at=LATER)
    with monkeypatch.context() as broken:
        broken.setattr("assistdesk.escalations.services.mailed._settle", _die)
        with pytest.raises(RuntimeError):
            services.take_files(incoming_id=incoming_id, at=LATER)

    assert services.mails_with_files_waiting(before=LATER + TICK) == [incoming_id]
    assert services.mails_with_files_waiting(before=LATER) == []
    services.take_files(incoming_id=incoming_id, at=LATER)

    assert Attachment.objects.filter(subject_id=incident.id).count() == 1
    assert services.mails_with_files_waiting(before=LATER + TICK) == []


@pytest.mark.rule("E-10")
def test_a_file_that_may_not_be_linked_is_settled_with_why_and_the_next_is_taken(
    incident: Incident, producer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    incoming_id = mailed(
        incident, attachment("one.pdf", PDF), attachment("two.pdf", PDF), sender=producer.email
    )
    services.take_reply(incoming_id=incoming_id, at=LATER)
    link = Mock(side_effect=[NotThere, None])
    monkeypatch.setattr("assistdesk.escalations.services.mailed.file_steps.link", link)

    services.take_files(incoming_id=incoming_id, at=LATER)

    one, two = MailedFile.objects.order_by("place")
    assert (one.refusal, one.attachment_id) == (NotThere.code, None)
    assert (two.refusal, two.attachment_id is None) == ("", False)


@pytest.mark.rule("E-10")
def test_the_sweep_queues_the_taking_of_each_mails_files_once_and_takes_none_itself(
    incident: Incident, producer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [
        mailed(
            incident, attachment("form.pdf", PDF), sender=producer.email, message_id=f"<{one}@example.com>"
        )
        for one in range(2)
    ]
    for incoming_id in ids:
        services.take_reply(incoming_id=incoming_id, at=LATER)
    monkeypatch.setattr(clock, "now", lambda: LATER + tasks.FILES_WAIT + TICK)

    for _ in range(2):
        jobs.SWEEPS["escalations.take_waiting_files"]()

    queued = ProcrastinateJob.objects.filter(task_name="escalations.take_files")
    assert sorted(job.args["incoming_id"] for job in queued) == sorted(map(str, ids))
    assert MailedFile.objects.filter(settled_at__isnull=True).count() == 2


def _die(*_: object, **__: object) -> None:
    raise RuntimeError


@pytest.mark.rule("E-10")
def test_files_of_a_teams_mailbox_are_seen_by_staff_alone(packs: None) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)
    incident = build.incident(agent, type="dms")
    notice = Outgoing.objects.get(template="escalation_to_team")
    incoming_id = mailed(incident, attachment("form.pdf", PDF), sender=notice.to_address)

    services.take_reply(incoming_id=incoming_id, at=LATER)
    services.take_files(incoming_id=incoming_id, at=LATER)

    row = MailedFile.objects.get()
    assert row.attachment_id is not None
    assert files.of_subject("escalations.incident", incident.id) == []
    colleague = build.staff(incident.team, marketplace=build.KENTUCKY)
    assert files.attachment(row.attachment_id, actor=colleague, at=LATER).name == "form.pdf"
    with pytest.raises(NotThere):
        files.attachment(row.attachment_id, actor=agent, at=LATER)

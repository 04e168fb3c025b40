"""Mails that came together join their incidents together: in their order, once, and the bad one alone."""

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident, MailedFile, Post
from assistdesk.escalations.services import taking, threads
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.messaging.models import Incoming, Outgoing
from assistdesk.shared.messaging.queries import IncomingReply
from assistdesk.shared.messaging.values import RawMail
from assistdesk.shared.people.actors import Actor
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.merges import merge
from tests.working import work_off

pytestmark = [pytest.mark.django_db, pytest.mark.rule("E-10")]
LATER = TEN_O_CLOCK + timedelta(hours=1)
TOGETHER = "escalations.take_replies"


def our_mail(producer: Actor, caseworker: Actor) -> Outgoing:
    """Return a mail about a new incident that a provider took."""
    incident = build.incident(producer)
    services.reply(build.ref(incident), text="Which month?", attachments=(), actor=caseworker, at=TEN_O_CLOCK)
    Outgoing.objects.filter(about_id=incident.id).update(attempts=1)
    return Outgoing.objects.get(template="escalation_reply", about_id=incident.id)


def arrive(sender: str, *answers: tuple[Outgoing, str], minutes: int = 0, file: str = "") -> None:
    """Let answers to mails of ours arrive, one after the other, and be read together."""
    for number, (mail, text) in enumerate(answers):
        raw = f"From: {sender}\nSubject: Re\nMessage-ID: <{mail.id}.{text}@x.example>\n"
        raw += f"Content-Disposition: attachment; filename={file}\n\n" if file else "\n"
        at = LATER + timedelta(minutes=minutes, seconds=number)
        content = f"{raw}{text}\n".replace("\n", "\r\n").encode()
        messaging.keep_mails([RawMail("smtp", sender, (mail.from_address,), content)], at=at)
    assert messaging.read_waiting(at=LATER) == len(answers)


def words(mail: Outgoing) -> list[str]:
    """Return what was said by mail in the incident that a mail of ours is about, in the thread's order."""
    posts = Post.objects.filter(incident_id=mail.about_id, incoming__isnull=False)
    return list(posts.order_by("at", "version", "id").values_list("text", flat=True))


def asked() -> list[tuple[str, int]]:
    """Return the tasks queued for mails that joined, and of how many each."""
    jobs = ProcrastinateJob.objects.filter(task_name__startswith="escalations.take_", status="todo")
    return [(job.task_name, len(str(next(iter(job.args.values()))).split())) for job in jobs.order_by("id")]


def test_mails_read_together_join_in_their_order_with_a_version_each(
    producer: Actor, caseworker: Actor
) -> None:
    one, other = our_mail(producer, caseworker), our_mail(producer, caseworker)
    before = Incident.objects.get(pk=one.about_id).version

    arrive(producer.email, (one, "first"), (other, "mine"), (one, "second"), (one, "third"))
    assert asked() == [(TOGETHER, 4)]
    work_off()

    assert (words(one), words(other)) == (["first", "second", "third"], ["mine"])
    assert Incident.objects.get(pk=one.about_id).version == before + 3
    versions = Post.objects.filter(incident_id=one.about_id, incoming__isnull=False).order_by("version")
    assert list(versions.values_list("version", flat=True)) == [before + 1, before + 2, before + 3]
    assert not Incoming.objects.filter(waits_since__isnull=False).exists()


def test_a_second_time_nothing_joins(producer: Actor, caseworker: Actor) -> None:
    one, other = our_mail(producer, caseworker), our_mail(producer, caseworker)
    arrive(producer.email, (one, "first"), (other, "mine"))
    ids = list(Incoming.objects.values_list("id", flat=True))

    for _ in range(2):
        Incoming.objects.update(waits_since=LATER)  # as if what took them had broken off
        services.take_replies(ids, at=LATER)

    assert (words(one), words(other)) == (["first"], ["mine"])


def test_what_waits_since_before_for_the_same_incident_joins_first(
    producer: Actor, caseworker: Actor
) -> None:
    one, other = our_mail(producer, caseworker), our_mail(producer, caseworker)
    arrive(producer.email, (one, "first"), (other, "mine"))
    ProcrastinateJob.objects.filter(task_name=TOGETHER).delete()  # lost
    arrive(producer.email, (one, "second"), (one, "third"), minutes=1)

    work_off()

    assert words(one) == ["first", "second", "third"]


def test_one_that_cannot_join_stands_in_no_others_way(
    producer: Actor, caseworker: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = our_mail(producer, caseworker), our_mail(producer, caseworker)
    arrive(producer.email, (one, "poison"), (other, "mine"), (one, "second"))
    ids, join = list(Incoming.objects.values_list("id", flat=True)), threads.join

    def fail(incident: Incident, mail: IncomingReply, *, at: object) -> threads.Joined:
        if mail.own_text == "poison":
            raise AssertionError
        return join(incident, mail, at=LATER)

    monkeypatch.setattr(threads, "join", fail)
    ProcrastinateJob.objects.all().delete()
    services.take_replies(ids, at=LATER)
    assert (words(one), asked()) == ([], [(taking.TAKE_REPLY, 1)] * 3)

    for row in Incoming.objects.exclude(own_text="poison"):
        services.take_reply(incoming_id=row.id, at=LATER)

    assert (words(one), words(other)) == (["second"], ["mine"])
    assert Incoming.objects.get(waits_since__isnull=False).own_text == "poison"


def test_a_merged_incidents_mail_is_taken_alone(producer: Actor, caseworker: Actor) -> None:
    one, other, third = (our_mail(producer, caseworker) for _ in range(3))
    arrive(producer.email, (one, "to the merged one"), (other, "mine"))
    into = Incident.objects.get(pk=third.about_id)
    merge(Incident.objects.get(pk=one.about_id), into, actor=caseworker, at=TEN_O_CLOCK)
    ids = list(Incoming.objects.values_list("id", flat=True))
    ProcrastinateJob.objects.all().delete()

    services.take_replies(ids, at=LATER)

    assert asked() == [(taking.TAKE_REPLY, 1)]
    assert (words(one), words(other)) == ([], ["mine"])


def test_files_of_mails_taken_together_are_queued_by_themselves(producer: Actor, caseworker: Actor) -> None:
    one, other = our_mail(producer, caseworker), our_mail(producer, caseworker)
    arrive(producer.email, (one, "a"), (other, "b"), file="notice.txt")
    ids = list(Incoming.objects.values_list("id", flat=True))
    ProcrastinateJob.objects.all().delete()

    services.take_replies(ids, at=LATER)

    assert asked() == [("escalations.take_files", 1)] * 2
    assert MailedFile.objects.count() == 2

"""An answer to one of our mails joins the incident that the mail was about."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident, Post
from assistdesk.escalations.states import IncidentState
from assistdesk.shared import clock, jobs
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.messaging.models import Incoming, Outgoing
from assistdesk.shared.messaging.services.untaken import AT_ONCE, PATIENCE
from assistdesk.shared.messaging.values import Inbound, Received
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import ChannelName
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build

LATER = TEN_O_CLOCK + timedelta(hours=1)
TICK = timedelta(microseconds=1)


def answer(mail: Outgoing, *, sender: str, text: str) -> Received:
    """Let an answer to one of our mails, which a provider took, come in."""
    Outgoing.objects.filter(pk=mail.pk).update(attempts=1)
    inbound = Inbound(
        channel=ChannelName.EMAIL,
        sender=sender,
        to=(mail.from_address,),
        subject="Whatever the mail client made of it",
        text=text,
        message_id="<one@example.com>",
    )
    return messaging.receive(inbound, at=LATER)


@pytest.mark.rule("E-10")
def test_an_answer_by_mail_joins_its_incident_once(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    services.reply(build.ref(incident), text="Which month?", attachments=(), actor=caseworker, at=TEN_O_CLOCK)
    mail = Outgoing.objects.get(template="escalation_reply")

    received = answer(mail, sender=producer.email, text="In May.\n\nOn Tuesday you wrote:\n> Which month?")
    for _ in range(2):
        services.take_reply(incoming_id=received.incoming_id, at=LATER)

    post = Post.objects.get(kind="from_helper")
    assert (post.incident_id, post.author_id) == (incident.id, producer.account_id)
    assert post.text.startswith("In May.")
    assert Incident.objects.get(pk=incident.pk).next_due_at is not None


@pytest.mark.rule("E-10")
def test_an_answer_by_mail_opens_what_was_resolved(producer: Actor, caseworker: Actor) -> None:
    incident = build.incident(producer)
    services.take(build.ref(incident), actor=caseworker, at=TEN_O_CLOCK)
    services.transition(
        build.ref(incident), to=IncidentState.RESOLVED, reason="Done.", actor=caseworker, at=TEN_O_CLOCK
    )
    mail = Outgoing.objects.get(template="escalation_resolved")

    received = answer(mail, sender=producer.email, text="It is not.")
    services.take_reply(incoming_id=received.incoming_id, at=LATER)

    assert Incident.objects.get(pk=incident.pk).state == "in_review"


@pytest.mark.rule("E-10")
def test_what_a_teams_mailbox_answers_is_no_word_of_the_helper(packs: None) -> None:
    agent = build.helper(marketplace=build.KENTUCKY)
    incident = build.incident(agent, type="dms")
    notice = Outgoing.objects.get(template="escalation_to_team")

    received = answer(notice, sender=notice.to_address, text="We look into it.")
    services.take_reply(incoming_id=received.incoming_id, at=LATER)

    post = Post.objects.get(incident=incident, incoming_id=received.incoming_id)
    assert (post.kind, post.author_id) == ("note", None)
    assert Incident.objects.get(pk=incident.pk).state == "new"


def asked(monkeypatch: pytest.MonkeyPatch, at: datetime) -> int:
    """Return how many jobs take a mail, after the sweep at a moment."""
    monkeypatch.setattr(clock, "now", lambda: at)
    jobs.SWEEPS["messaging.ask_again"]()
    return ProcrastinateJob.objects.filter(task_name="escalations.take_reply", status="todo").count()


def jobs_end() -> None:
    """Let the jobs be given up that wait."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")


@pytest.mark.rule("E-10")
def test_an_answer_whose_taking_was_given_up_is_taken_again_until_it_is(
    producer: Actor, caseworker: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = build.incident(producer)
    services.reply(build.ref(incident), text="Which month?", attachments=(), actor=caseworker, at=TEN_O_CLOCK)
    received = answer(
        Outgoing.objects.get(template="escalation_reply"), sender=producer.email, text="In May."
    )

    assert asked(monkeypatch, LATER + PATIENCE + TICK) == 1  # the first one waits still
    jobs_end()
    late = LATER + 2 * (PATIENCE + TICK)
    assert asked(monkeypatch, late) == 1
    jobs_end()
    assert asked(monkeypatch, late + PATIENCE) == 0
    assert asked(monkeypatch, late + PATIENCE + TICK) == 1

    services.take_reply(incoming_id=received.incoming_id, at=late)
    jobs_end()
    assert asked(monkeypatch, late + 9 * PATIENCE) == 0


@pytest.mark.rule("E-10")
def test_mails_that_nobody_can_take_stand_in_no_others_way(
    producer: Actor, caseworker: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = build.incident(producer)
    services.reply(build.ref(incident), text="Which month?", attachments=(), actor=caseworker, at=TEN_O_CLOCK)
    mail = Outgoing.objects.get(template="escalation_reply")
    received = answer(mail, sender=producer.email, text="In May.")
    jobs_end()
    row = Incoming.objects.get(pk=received.incoming_id)
    for number in range(AT_ONCE):
        row.pk, row.key, row.waits_since = uuid.uuid4(), str(number), LATER - TICK
        row.save(force_insert=True)

    assert asked(monkeypatch, LATER + PATIENCE + TICK) == AT_ONCE
    assert asked(monkeypatch, LATER + PATIENCE + TICK) == AT_ONCE + 1

"""Who mails personal information is told how to send it safely: once a day and incident, people alone."""

from datetime import timedelta

import pytest

from assistdesk.escalations import services
from assistdesk.escalations.models import Post
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.messaging.models import Incoming, Outgoing
from assistdesk.shared.messaging.values import RawMail
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.queries import actor_of
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build

pytestmark = [pytest.mark.django_db, pytest.mark.rule("V-06")]
LATER = TEN_O_CLOCK + timedelta(hours=1)
PERSONAL = "Her SSN is 412-55-7713."
DAY = timedelta(days=1)


@pytest.fixture
def ours(producer: Actor, caseworker: Actor) -> Outgoing:
    """Return a mail about an incident that a provider took."""
    incident = build.incident(producer)
    services.reply(build.ref(incident), text="Which month?", attachments=(), actor=caseworker, at=TEN_O_CLOCK)
    Outgoing.objects.update(attempts=1)
    return Outgoing.objects.get(template="escalation_reply")


def answer(ours: Outgoing, words: str, *, at_days: int = 0, header: str = "X-Other: x") -> Incoming:
    """Let the helper's answer to a mail of ours come in and join, so many days later."""
    raw = f"From: {ours.to_address}\r\nSubject: Re\r\n{header}\r\n\r\n{words}\r\n".encode()
    mail, at = RawMail("smtp", ours.to_address, (ours.from_address,), raw), LATER + at_days * DAY
    [arrival_id] = messaging.keep_mails([mail], at=at)
    received = messaging.read_arrival(arrival_id, at=at)
    if received.about is not None:
        services.take_reply(incoming_id=received.incoming_id, at=at)
    return Incoming.objects.get(pk=received.incoming_id)


def told() -> list[Outgoing]:
    """Return the mails that say how to send it safely."""
    return list(Outgoing.objects.filter(template="pii_received").order_by("queued_at"))


def test_the_sender_of_personal_information_is_told_where_to_put_it(ours: Outgoing) -> None:
    answer(ours, PERSONAL)

    [mail] = told()
    assert (mail.to_address, mail.state, mail.is_automatic) == (ours.to_address, "queued", True)
    assert "after signing in: http" in mail.body
    assert "412-55" not in mail.subject + mail.body
    assert Post.objects.get(kind="from_helper").text == PERSONAL


def test_they_are_told_once_a_day_and_incident(ours: Outgoing, producer: Actor, caseworker: Actor) -> None:
    answer(ours, PERSONAL)
    answer(ours, f"Again: {PERSONAL}")
    assert len(told()) == 1

    answer(ours, f"Tomorrow: {PERSONAL}", at_days=1)
    assert len(told()) == 2


@pytest.mark.parametrize(
    ("words", "header"),
    [
        ("The plan starts in May.", "X-Other: x"),
        (PERSONAL, "Auto-Submitted: auto-replied"),
        ("Thank you.\r\n\r\nOn Tuesday you wrote:\r\n> Her SSN is 412-55-7713.", "X-Other: x"),
    ],
)
def test_nobody_is_told_for_nothing_for_what_they_quote_or_by_a_machine(
    ours: Outgoing, words: str, header: str
) -> None:
    answer(ours, words, header=header)

    assert told() == []


def test_a_mail_that_a_person_joined_is_looked_at_too(ours: Outgoing, caseworker: Actor) -> None:
    number, sender = ours.subject, actor_of(ours.to_account) if ours.to_account else None
    assert sender is not None, number
    raw = f"From: {sender.email}\r\nSubject: No reply\r\n\r\n{PERSONAL}\r\n".encode()
    [arrival_id] = messaging.keep_mails(
        [RawMail("smtp", sender.email, ("maryland@localhost",), raw)], at=LATER
    )
    received = messaging.read_arrival(arrival_id, at=LATER)
    incident = Post.objects.filter(outgoing=ours).get().incident

    services.join_mail(received.incoming_id, build.ref(incident), actor=caseworker, at=LATER)

    assert len(told()) == 1

"""What became of each message can be asked, and what was sent can be read like a mailbox."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import translation

from assistdesk.shared import clock
from assistdesk.shared.messaging import queries, rules, services
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.states import Failure, OutgoingState
from assistdesk.shared.messaging.values import About, Message
from assistdesk.shared.messaging.words import FAILURE_WORDS, STATE_WORDS
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.shared.refusals import InvalidInput, NotThere
from tests.shared.messaging import build

pytestmark = pytest.mark.django_db
Show = Callable[[datetime], None]


@pytest.mark.rule("M-05")
def test_every_message_about_a_thing_shows_its_fate(at: datetime) -> None:
    about = About(build.KIND, uuid.uuid4())
    sent = build.queued(about=about, at=at)
    services.deliver_due()
    failed = build.queued(about=about, at=at + timedelta(minutes=1), to=build.recipient(email=""))
    build.queued(at=at)
    sent.refresh_from_db()
    services.receive(build.reply(sent), at=at + timedelta(minutes=2))

    fates = queries.fate_of(about)

    assert [fate.id for fate in fates[:2]] == [sent.id, failed.id]
    assert [fate.direction for fate in fates] == ["out", "out", "in"]
    assert [fate.state for fate in fates] == ["sent", "failed", "received"]
    assert fates[0].to == "p•••@example.com"
    assert (fates[0].sent_at, fates[0].delivered_at) == (sent.sent_at, None)
    assert fates[1].failure_words == FAILURE_WORDS[Failure.NO_ADDRESS]


@pytest.mark.rule("M-05")
def test_why_a_message_still_waits_is_said() -> None:
    about = About(build.KIND, uuid.uuid4())
    build.queued(about=about)
    Outgoing.objects.update(failure=Failure.UNREACHABLE.value)

    [fate] = queries.fate_of(about)

    assert fate.state_words == "Waiting to be sent"
    assert fate.failure_words == "The service that carries it can't be reached."


@pytest.mark.rule("M-05")
def test_every_state_and_failure_has_words() -> None:
    assert set(STATE_WORDS) >= {state.value for state in OutgoingState}
    assert set(FAILURE_WORDS) == {failure.value for failure in Failure}


def test_fates_are_said_in_the_readers_language() -> None:
    about = About(build.KIND, uuid.uuid4())
    build.queued(about=about)

    with translation.override("es"):
        assert queries.fate_of(about)[0].state_words == "En espera de envío"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("pat@example.com", "p•••@example.com"),
        ("+15025550123", "•••0123"),
        ("", ""),
        ("@x.example", "•••@x.example"),
    ],
)
def test_addresses_are_shown_masked(address: str, shown: str) -> None:
    assert rules.masked(address) == shown


@pytest.mark.rule("M-02")
def test_the_mailbox_shows_what_was_sent_with_its_links() -> None:
    row = build.queued(values={"link": "https://desk.example.org/m/x/1?a=b"})
    build.queued(to=build.recipient(email=""))

    assert queries.mailbox().items == []
    services.deliver_due()

    [mail] = queries.mailbox().items
    assert (mail.id, mail.channel, mail.to) == (row.id, "email", "pat@example.com")
    assert mail.links == ["https://desk.example.org/m/x/1?a=b"]
    assert mail.reply_to == row.from_address
    assert queries.one_mail(row.id) == mail


@pytest.mark.rule("M-02")
def test_the_mailbox_is_narrowed_by_receiver_channel_and_moment() -> None:
    build.queued()
    build.queued(to=build.recipient(email="other@example.com"))
    services.deliver_due()
    now = clock.now()

    assert [mail.to for mail in queries.mailbox(to=" OTHER@example.com").items] == ["other@example.com"]
    assert queries.mailbox(channel=ChannelName.SMS).items == []
    assert len(queries.mailbox(channel=ChannelName.EMAIL, since=now - timedelta(minutes=1)).items) == 2
    assert queries.mailbox(since=now).items == []


def test_the_mailbox_is_read_page_by_page_without_loss() -> None:
    for _ in range(7):
        build.queued()
    services.deliver_due()
    Outgoing.objects.update(sent_at=clock.now())

    seen: list[uuid.UUID] = []
    cursor: str | None = None
    while True:
        page = queries.mailbox(cursor=cursor, limit=3)
        seen += [mail.id for mail in page.items]
        cursor = page.next
        if cursor is None:
            break

    assert sorted(seen) == sorted(Outgoing.objects.values_list("id", flat=True))


@pytest.mark.parametrize("cursor", ["WyJhIiwiYiJd", "rubbish", "W10"])
def test_a_cursor_of_something_else_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidInput):
        queries.mailbox(cursor=cursor)


def test_a_mail_that_was_not_sent_is_not_in_the_mailbox() -> None:
    row = build.queued()

    with pytest.raises(NotThere):
        queries.one_mail(row.id)


def test_a_mailbox_id_leads_to_its_message_id() -> None:
    row = build.queued()

    assert queries.message_id_of(row.id) == row.message_id
    assert queries.message_id_of(uuid.uuid4()) is None


@pytest.mark.rule("M-02")
def test_text_messages_go_to_the_demo_provider_and_into_the_mailbox() -> None:
    pack = build.pack()
    row = build.queued(
        Message(
            pack=pack,
            template="sms_help",
            to=build.recipient(language="es"),
            about=About(build.KIND, uuid.uuid4()),
            values={},
            channel=ChannelName.SMS,
        )
    )

    services.deliver_due()

    [mail] = queries.mailbox(channel=ChannelName.SMS).items
    assert (mail.id, mail.to, mail.subject) == (row.id, "+14105550101", "")

"""Mail as a real server gets it: whole, once, later when it is down, never when it says never."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from assistdesk.shared import clock
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.deadlines import DatabaseNow
from assistdesk.shared.messaging import services
from assistdesk.shared.messaging.models import LEASE, Outgoing
from assistdesk.shared.messaging.providers.smtp import SmtpProvider
from assistdesk.shared.messaging.services import delivery, marks
from assistdesk.shared.messaging.states import Failure, OutgoingState
from assistdesk.shared.policy.schema import ChannelName
from tests.conftest import at_the_same_time
from tests.mail_server import text_of
from tests.shared.messaging import build
from tests.shared.messaging.servers import MoodyInbox, running

pytestmark = [pytest.mark.real, pytest.mark.django_db]
Show = Callable[[datetime], None]


def now_queued(**values: Any) -> Outgoing:
    """Return a message that was queued at this very moment of the desk's clock."""
    return build.queued(at=clock.now(), **values)


@pytest.mark.rule("M-01", "M-02")
def test_mail_arrives_once_as_it_was_written(inbox: MoodyInbox, settings: Settings) -> None:
    settings.MAIL_DOMAIN = "desk.example.org"
    row = now_queued(
        to=build.recipient(language="es", name="Peña, José"),
        values={
            "text": "Su inscripción ya está lista. ¿Algo más? ñ 中",
            "subject_line": "Inscripción: 174097",
        },
    )

    taken = [services.deliver_due(), services.deliver_due()]

    [mail] = inbox.to("pat@example.com")
    assert taken == [1, 0]
    assert mail["Subject"] == "Inscripción: 174097"
    assert "Su inscripción ya está lista. ¿Algo más? ñ 中" in text_of(mail)
    assert mail.get_content_type() == "text/plain"
    assert mail["To"].addresses[0].display_name == "Peña, José"
    assert mail["Message-ID"] == row.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "es"
    assert not [name for name in mail if name.startswith("List-")]
    assert parseaddr(mail["Reply-To"])[1] == parseaddr(mail["From"])[1] == row.from_address
    assert row.from_address.startswith("reply+")
    assert row.from_address.endswith("@desk.example.org")


@pytest.mark.rule("M-05")
def test_sent_is_the_servers_acceptance_and_delivered_is_not_said(inbox: MoodyInbox) -> None:
    row = now_queued()

    services.deliver_due()

    row.refresh_from_db()
    assert row.state == OutgoingState.SENT
    assert row.sent_at is not None
    assert row.delivered_at is None
    assert Entry.objects.filter(action="messaging.message.sent", subject=str(row.id)).count() == 1


def test_what_a_person_wrote_is_not_called_automatic(inbox: MoodyInbox) -> None:
    now_queued(is_automatic=False)

    services.deliver_due()

    assert inbox.mails[0][1]["Auto-Submitted"] is None


@pytest.mark.rule("M-01")
def test_nothing_in_a_value_becomes_a_header(inbox: MoodyInbox) -> None:
    now_queued(
        to=build.recipient(name="Pat\r\nBcc: eve@example.com"),
        values={"subject_line": "Case\r\nBcc: none\r\n\r\nHello"},
    )

    services.deliver_due()

    [(receivers, mail)] = inbox.mails
    assert receivers == ["pat@example.com"]
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Case Bcc: none Hello"


@pytest.mark.rule("M-01")
def test_a_server_that_is_down_gets_the_mail_when_it_is_up_again(port: int, desk_clock: Show) -> None:
    row = now_queued()
    inbox = MoodyInbox()

    assert services.deliver_due() == 0
    row.refresh_from_db()
    assert (row.state, row.failure, row.attempts) == (OutgoingState.QUEUED, Failure.UNREACHABLE, 1)
    assert row.next_attempt_at is not None
    with running(inbox, port):
        assert services.deliver_due() == 0
        desk_clock(row.next_attempt_at)
        assert services.deliver_due() == 1

    row.refresh_from_db()
    assert (row.state, row.failure, row.attempts) == (OutgoingState.SENT, "", 2)
    assert len(inbox.mails) == 1


@pytest.mark.rule("M-01")
@pytest.mark.parametrize("where", ["to_receivers", "to_data"])
def test_a_server_that_is_busy_is_asked_again(inbox: MoodyInbox, desk_clock: Show, where: str) -> None:
    getattr(inbox, where).append("451 try again later")
    row = now_queued()

    services.deliver_due()
    row.refresh_from_db()
    assert (row.state, row.failure) == (OutgoingState.QUEUED, Failure.PUT_OFF)
    assert row.next_attempt_at is not None
    desk_clock(row.next_attempt_at)
    services.deliver_due()

    assert len(inbox.mails) == 1


@pytest.mark.rule("M-01", "M-05")
@pytest.mark.parametrize("where", ["to_receivers", "to_data"])
def test_a_server_that_says_never_is_believed_at_once(inbox: MoodyInbox, where: str) -> None:
    getattr(inbox, where).append("550 no such person here")
    refused, other = now_queued(), now_queued(to=build.recipient(email="other@example.com"))

    services.deliver_due()

    refused.refresh_from_db()
    other.refresh_from_db()
    assert (refused.state, refused.failure) == (OutgoingState.FAILED, Failure.REFUSED)
    assert refused.failed_at is not None
    assert other.state == OutgoingState.SENT
    assert Entry.objects.get(action="messaging.message.failed").facts == {"failure": "refused"}


def test_a_batch_uses_one_connection(inbox: MoodyInbox) -> None:
    for _ in range(5):
        now_queued()

    services.deliver_due()

    assert len(inbox.mails) == 5
    assert inbox.connections == 1


@pytest.mark.rule("M-01")
@pytest.mark.django_db(transaction=True)
def test_a_sender_that_dies_before_its_mark_sends_the_same_message_again(
    inbox: MoodyInbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = now_queued()
    with monkeypatch.context() as death:
        death.setattr(marks, "accept", lambda *_, **__: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            services.deliver_due()

    assert services.deliver_due() == 0
    Outgoing.objects.update(claimed_at=DatabaseNow() - LEASE - timedelta(seconds=1))
    assert services.deliver_due() == 1

    row.refresh_from_db()
    assert row.state == OutgoingState.SENT
    assert [mail["Message-ID"] for _, mail in inbox.mails] == [row.message_id] * 2


@pytest.mark.rule("M-01")
@pytest.mark.django_db(transaction=True)
def test_a_broken_connection_to_the_database_does_not_send_twice(
    inbox: MoodyInbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = now_queued()
    send = SmtpProvider.send

    def send_and_lose_the_database(provider: SmtpProvider, message: object) -> object:
        acceptance = send(provider, message)  # type: ignore[arg-type]  # what the delivery hands over
        assert connection.connection is not None
        connection.connection.close()
        return acceptance

    monkeypatch.setattr(SmtpProvider, "send", send_and_lose_the_database)

    services.deliver_due()

    row.refresh_from_db()
    assert row.state == OutgoingState.SENT
    assert len(inbox.mails) == 1


@pytest.mark.rule("M-01")
@pytest.mark.django_db(transaction=True)
def test_two_deliveries_at_once_send_each_message_once(inbox: MoodyInbox) -> None:
    rows = [now_queued(to=build.recipient(email=f"pat{number}@example.com")) for number in range(50)]

    taken = at_the_same_time(services.deliver_due, services.deliver_due)

    assert sum(count for count in taken if isinstance(count, int)) == len(rows)
    sent = [mail["Message-ID"] for _, mail in inbox.mails]
    assert sorted(sent) == sorted(row.message_id for row in rows)


@pytest.mark.rule("M-01")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(5))
def test_each_message_is_claimed_by_one_of_many_deliveries(attempt: int) -> None:
    for _ in range(40):
        build.queued()

    def claim_ten() -> list[uuid.UUID]:
        rows = [delivery.claim(ChannelName.EMAIL) for _ in range(10)]
        return [row.id for row in rows if row is not None]

    claims = at_the_same_time(*[claim_ten] * 6)

    claimed = [row_id for ids in claims if isinstance(ids, list) for row_id in ids]
    assert len(claimed) == len(set(claimed)) == 40


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_a_server_is_spoken_to(
    inbox: MoodyInbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    send = SmtpProvider.send

    def look_and_send(provider: SmtpProvider, message: object) -> object:
        seen.append(connection.in_atomic_block)
        return send(provider, message)  # type: ignore[arg-type]  # what the delivery hands over

    monkeypatch.setattr(SmtpProvider, "send", look_and_send)
    now_queued()

    services.deliver_due()

    assert seen == [False]


def test_a_delivery_that_was_overtaken_sends_nothing(inbox: MoodyInbox) -> None:
    now_queued()
    row = delivery.claim(ChannelName.EMAIL)
    assert row is not None
    Outgoing.objects.update(claimed_at=DatabaseNow() - LEASE - timedelta(seconds=1))
    delivery.claim(ChannelName.EMAIL)

    marks.put_off(row, failure=Failure.PUT_OFF)
    marks.give_up(row, failure=Failure.REFUSED)

    row.refresh_from_db()
    assert row.state == OutgoingState.SENDING

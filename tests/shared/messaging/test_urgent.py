"""Passcodes overtake everything that waits, a mass mailing goes out best first, nothing goes out too late."""

import uuid
from collections.abc import Callable, Iterator
from copy import copy
from datetime import datetime, timedelta

import pytest
from django.db import connection
from pytest_django import Settings

from assistdesk.shared import clock
from assistdesk.shared.messaging import services
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.providers.mailbox import MailboxProvider
from assistdesk.shared.messaging.services import delivery
from assistdesk.shared.messaging.states import OutgoingState
from assistdesk.shared.messaging.values import Priority
from assistdesk.shared.policy.schema import ChannelName
from tests.shared.messaging.texting import recipient, texted, use
from tests.twilio_server import TwilioServer

pytestmark = [pytest.mark.django_db, pytest.mark.rule("M-06")]
Show = Callable[[datetime], None]
OFFER = {"program": "Medicaid", "language": "English", "area": "Franklin County", "closes_at": "10:15 a.m."}
CHANNELS = [ChannelName.SMS, ChannelName.EMAIL]


def mass_mailing(count: int, *, channel: ChannelName = ChannelName.SMS) -> list[uuid.UUID]:
    """Queue a mailing to many helpers, in any order, and return the ids of its messages, the best first."""
    address = "pat@example.com" if channel is ChannelName.EMAIL else ""
    like = texted("offer_mass", to=recipient(email=address), values=OFFER, priority=Priority.MASS)
    best_first = [uuid.uuid4() for _ in range(count)]
    rows = []
    for rank, row_id in enumerate(best_first):
        row = copy(like)
        row.id, row.rank, row.message_id = row_id, rank, f"<{row_id}@desk.example.org>"
        row.channel, row.to_address = channel.value, address or f"+1502556{rank:04d}"
        rows.append(row)
    like.delete()
    Outgoing.objects.bulk_create(
        sorted(rows, key=lambda row: row.message_id)
    )  # in no order that means a thing
    return best_first


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[uuid.UUID]:
    """Return the ids of the messages that the provider got, in their order."""
    found: list[uuid.UUID] = []
    send = MailboxProvider.send

    def note(provider: MailboxProvider, message: object) -> object:
        found.append(message.id)  # type: ignore[attr-defined]  # a Cleared
        return send(provider, message)  # type: ignore[arg-type]  # what the delivery hands over

    monkeypatch.setattr(MailboxProvider, "send", note)
    return found


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_passcode_is_the_next_one_out_though_a_thousand_others_wait(
    handed_over: list[uuid.UUID], monkeypatch: pytest.MonkeyPatch, channel: ChannelName
) -> None:
    mass_mailing(1000, channel=channel)
    passcode: list[uuid.UUID] = []
    claim = delivery.claim

    def claim_and_ask_for_a_passcode(one: ChannelName) -> Outgoing | None:
        row = claim(one)
        if len(handed_over) == 70 and not passcode:  # while the seventy-first is on its way to the provider
            to = recipient(email="kim@example.com")
            urgent = texted(to=to, channel=channel)
            passcode.append(urgent.id)
        return row

    monkeypatch.setattr(delivery, "claim", claim_and_ask_for_a_passcode)
    monkeypatch.setattr(delivery, "BATCH", 100)

    with pytest.MonkeyPatch.context() as patience:
        patience.setattr(delivery, "_is_due", lambda _: len(handed_over) < 100)
        services.deliver_due([channel])

    assert handed_over.index(passcode[0]) == 71


def test_a_mass_mailing_goes_out_best_first(handed_over: list[uuid.UUID]) -> None:
    best_first = mass_mailing(120)

    services.deliver_due()

    assert handed_over == best_first


@pytest.mark.parametrize("template", ["offer_passcode", "address_check", "consent_request"])
def test_what_somebody_waits_for_is_urgent_whoever_queues_it(template: str) -> None:
    row = texted(template, values={}, priority=Priority.MASS)

    assert row.priority == Priority.URGENT


def test_an_ordinary_message_overtakes_a_mass_mailing(handed_over: list[uuid.UUID]) -> None:
    mass_mailing(5)
    ordinary = texted("offer_general", values=OFFER)

    services.deliver_due()

    assert handed_over[0] == ordinary.id


def test_of_two_mailings_the_older_goes_first(handed_over: list[uuid.UUID]) -> None:
    older = mass_mailing(3)
    younger = mass_mailing(3)

    services.deliver_due()

    assert handed_over == older + younger


def test_a_passcode_that_waited_too_long_for_its_turn_is_not_sent(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, desk_clock: Show
) -> None:
    with TwilioServer() as twilio:
        use(twilio, settings)
        row = texted(expires_at=clock.now() + timedelta(minutes=5))
        claim = delivery.claim

        def claim_late(channel: ChannelName) -> Outgoing | None:
            found = claim(channel)
            desk_clock(clock.now() + timedelta(minutes=5))
            return found

        monkeypatch.setattr(delivery, "claim", claim_late)

        services.deliver_due()

    row.refresh_from_db()
    assert (row.state, row.failure, twilio.forms) == (OutgoingState.FAILED, "expired", [])


def test_the_queue_is_read_by_its_index() -> None:
    mass_mailing(3000)
    connection.cursor().execute("ANALYZE messaging_outgoing")

    plan = Outgoing.objects.due().filter(channel="sms").first_things_first()[:1].explain()

    assert "messaging_outgoing_waiting" in plan
    assert "Sort" not in plan


@pytest.fixture(autouse=True)
def seed() -> Iterator[None]:
    """Leave no turn behind that another test would wait for."""
    yield
    connection.cursor().execute("DELETE FROM messaging_pace")

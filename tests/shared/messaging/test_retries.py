"""When a message is tried again, when no more, and what is never sent."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from assistdesk.shared import clock
from assistdesk.shared.deadlines import DatabaseNow
from assistdesk.shared.messaging import rules, services
from assistdesk.shared.messaging.clearance import NotCleared, clear
from assistdesk.shared.messaging.models import LEASE, Outgoing
from assistdesk.shared.messaging.providers import open_provider
from assistdesk.shared.messaging.services import delivery, marks
from assistdesk.shared.messaging.states import (
    OUTGOING,
    Decision,
    Failure,
    FaultMode,
    OutgoingState,
)
from assistdesk.shared.messaging.values import Priority
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.shared.refusals import NotThere
from tests.conftest import TEN_O_CLOCK
from tests.shared.messaging import build

TICK = timedelta(microseconds=1)
Show = Callable[[datetime], None]


def claimed_now() -> Outgoing:
    """Return the message that a delivery claims now."""
    row = delivery.claim(ChannelName.EMAIL)
    assert row is not None
    return row


@pytest.mark.rule("M-01")
@pytest.mark.parametrize(
    ("attempts", "pause"),
    [
        (1, timedelta(seconds=5)),
        (2, timedelta(seconds=30)),
        (3, timedelta(minutes=2)),
        (4, timedelta(minutes=10)),
        (5, timedelta(hours=1)),
        (8, timedelta(hours=12)),
        (9, timedelta(hours=12)),
    ],
)
def test_pauses_grow(attempts: int, pause: timedelta) -> None:
    again = rules.next_attempt_at(attempts=attempts, queued_at=TEN_O_CLOCK, at=TEN_O_CLOCK)

    assert again == TEN_O_CLOCK + pause


@pytest.mark.rule("M-01")
@pytest.mark.parametrize(
    ("after", "again_after"),
    [
        pytest.param(timedelta(hours=59), timedelta(hours=71), id="as ever"),
        pytest.param(timedelta(hours=61), timedelta(hours=72), id="the last try is at 72 hours"),
        pytest.param(timedelta(hours=72) - TICK, timedelta(hours=72), id="one tick before the end"),
        pytest.param(timedelta(hours=72), None, id="at the end"),
    ],
)
def test_trying_ends_after_72_hours(after: timedelta, again_after: timedelta | None) -> None:
    again = rules.next_attempt_at(attempts=9, queued_at=TEN_O_CLOCK, at=TEN_O_CLOCK + after)

    assert again == (TEN_O_CLOCK + again_after if again_after else None)


@pytest.mark.rule("M-01")
@pytest.mark.parametrize(
    ("code", "is_final"), [(421, False), (451, False), (499, False), (500, True), (550, True)]
)
def test_a_server_that_says_never_means_it(*, code: int, is_final: bool) -> None:
    assert rules.is_final(smtp_code=code) is is_final


@pytest.fixture
def broken_channel(settings: Settings, db: None) -> None:
    """Let no mail through."""
    settings.DEMO = True
    services.set_fault(ChannelName.EMAIL, FaultMode.FAIL, at=TEN_O_CLOCK)


@pytest.mark.rule("M-01", "M-05")
@pytest.mark.usefixtures("broken_channel")
def test_a_message_that_never_gets_through_fails_after_three_days(desk_clock: Show) -> None:
    row = build.queued(at=clock.now())
    tries = 0

    while row.state == OutgoingState.QUEUED:
        services.deliver_due()
        row.refresh_from_db()
        tries += 1
        if row.state == OutgoingState.QUEUED:
            desk_clock(row.next_attempt_at or TEN_O_CLOCK)

    assert (row.state, row.failure) == (OutgoingState.FAILED, Failure.UNREACHABLE)
    assert row.failed_at is not None
    assert timedelta(0) <= row.failed_at - row.queued_at - timedelta(hours=72) < timedelta(minutes=1)
    assert row.attempts == tries > 10


@pytest.mark.usefixtures("broken_channel")
def test_the_pause_holds_to_the_tick(desk_clock: Show) -> None:
    row = build.queued(at=clock.now())
    services.deliver_due()

    assert not Outgoing.objects.due().exists()
    row.refresh_from_db()
    assert row.next_attempt_at is not None
    desk_clock(row.next_attempt_at)
    assert Outgoing.objects.due().exists()


@pytest.mark.usefixtures("broken_channel")
def test_a_channel_that_works_again_sends_what_waited(desk_clock: Show) -> None:
    row = build.queued(at=clock.now())
    services.deliver_due()
    services.set_fault(ChannelName.EMAIL, FaultMode.OK, at=TEN_O_CLOCK)
    desk_clock(clock.now() + timedelta(seconds=6))

    services.deliver_due()

    row.refresh_from_db()
    assert row.state == OutgoingState.SENT


@pytest.mark.django_db
def test_faults_are_of_demo_use_alone(settings: Settings) -> None:
    settings.DEMO = False
    services.set_fault(ChannelName.EMAIL, FaultMode.FAIL, at=TEN_O_CLOCK)
    row = build.queued()

    services.deliver_due()

    row.refresh_from_db()
    assert row.state == OutgoingState.SENT


@pytest.mark.django_db
@pytest.mark.rule("M-01")
@pytest.mark.parametrize(
    ("left", "state"),
    [(timedelta(minutes=1), OutgoingState.SENT), (timedelta(0), OutgoingState.FAILED)],
)
def test_a_message_is_not_sent_after_its_own_deadline(left: timedelta, state: OutgoingState) -> None:
    row = build.queued(expires_at=clock.now() + left)

    services.deliver_due()

    row.refresh_from_db()
    assert row.state == state
    assert row.failure == ("expired" if state == OutgoingState.FAILED else "")


@pytest.mark.django_db
@pytest.mark.rule("M-01")
def test_a_deadline_that_comes_between_claim_and_sending_is_kept(desk_clock: Show) -> None:
    row = build.queued(expires_at=clock.now() + timedelta(seconds=30))
    claimed = delivery.claim(ChannelName.EMAIL)
    desk_clock(clock.now() + timedelta(seconds=31))
    assert claimed is not None

    with open_provider(ChannelName.EMAIL) as provider:
        assert delivery.send(claimed, provider) is False

    row.refresh_from_db()
    assert (row.state, row.failure) == (OutgoingState.FAILED, "expired")


@pytest.mark.django_db
def test_the_urgent_goes_first() -> None:
    build.queued(at=TEN_O_CLOCK)
    urgent = build.queued(at=TEN_O_CLOCK + timedelta(hours=1), priority=Priority.URGENT)

    assert claimed_now().id == urgent.id


@pytest.mark.django_db
@pytest.mark.rule("M-01")
def test_a_claim_is_respected_until_its_lease_is_over() -> None:
    build.queued()
    row = claimed_now()

    Outgoing.objects.update(claimed_at=DatabaseNow() - LEASE + timedelta(seconds=5))
    assert delivery.claim(ChannelName.EMAIL) is None
    Outgoing.objects.update(claimed_at=DatabaseNow() - LEASE - timedelta(seconds=5))
    assert claimed_now().id == row.id


@pytest.mark.django_db
@pytest.mark.rule("M-01")
def test_an_acceptance_counts_though_it_comes_after_the_lease() -> None:
    row = build.queued()
    late = claimed_now()
    Outgoing.objects.update(claimed_at=DatabaseNow() - LEASE - timedelta(seconds=5))
    other = claimed_now()
    marks.put_off(other, failure=Failure.PUT_OFF)

    marks.accept(late, reference="taken")

    row.refresh_from_db()
    assert row.state == OutgoingState.SENT


@pytest.mark.django_db
@pytest.mark.rule("M-05")
def test_only_a_receipt_says_delivered(at: datetime) -> None:
    row = build.queued()
    services.deliver_due()

    services.confirm_delivery(row.id, at=at)
    services.confirm_delivery(row.id, at=at + timedelta(hours=1))
    services.bounce(row.id, at=at + timedelta(hours=2))

    row.refresh_from_db()
    assert (row.state, row.delivered_at, row.failure) == (OutgoingState.DELIVERED, at, "")


@pytest.mark.django_db
@pytest.mark.rule("M-05")
def test_what_comes_back_has_failed_after_all(at: datetime) -> None:
    row = build.queued()
    services.deliver_due()

    services.bounce(row.id, at=at)
    services.confirm_delivery(row.id, at=at)

    row.refresh_from_db()
    assert (row.state, row.failed_at, row.failure) == (OutgoingState.FAILED, at, "undeliverable")


@pytest.mark.django_db
def test_a_receipt_that_overtakes_the_mark_is_kept(at: datetime) -> None:
    build.queued()
    row = claimed_now()

    services.confirm_delivery(row.id, at=at)
    marks.accept(row, reference="taken")

    row.refresh_from_db()
    assert row.state == OutgoingState.DELIVERED
    assert row.provider_reference == "taken"


@pytest.mark.django_db
def test_a_receipt_for_nothing_is_refused(at: datetime) -> None:
    with pytest.raises(NotThere):
        services.confirm_delivery(uuid.uuid4(), at=at)


@pytest.mark.rule("M-01")
@pytest.mark.parametrize("decision", [Decision.HOLD.value, ""])
def test_nothing_is_cleared_without_a_favourable_decision(decision: str) -> None:
    with pytest.raises(NotCleared):
        clear(Outgoing(id=uuid.uuid4(), channel="email", decision=decision), left=None, files=())


def test_the_table_of_moves_is_what_we_mean() -> None:
    assert OUTGOING.actions_from(OutgoingState.HELD) == ["release", "drop"]
    assert OUTGOING.actions_from(OutgoingState.DELIVERED) == []
    assert OUTGOING.actions_from(OutgoingState.FAILED) == []

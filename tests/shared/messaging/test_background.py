"""The worker delivers what is due, and a sweep sees to what was lost."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from assistdesk.shared import jobs
from assistdesk.shared.deadlines import DatabaseNow
from assistdesk.shared.messaging import services, tasks
from assistdesk.shared.messaging.couriers import DELIVER, DELIVER_TEXTS
from assistdesk.shared.messaging.models import LEASE, Outgoing
from assistdesk.shared.messaging.services import delivery
from assistdesk.shared.messaging.states import FaultMode, OutgoingState
from assistdesk.shared.policy.schema import ChannelName
from tests.conftest import TEN_O_CLOCK
from tests.shared.messaging import build
from tests.shared.messaging.conftest import later
from tests.shared.messaging.texting import texted

pytestmark = [pytest.mark.django_db, pytest.mark.rule("M-01")]
Jobs = Callable[[str], list[dict[str, object]]]


def test_the_task_delivers() -> None:
    row = build.queued()

    tasks.deliver()

    row.refresh_from_db()
    assert row.state == OutgoingState.SENT


def test_each_channel_has_a_task_of_its_own(jobs_queued: Jobs) -> None:
    mail, text = build.queued(), texted()
    assert (len(jobs_queued(DELIVER)), len(jobs_queued(DELIVER_TEXTS))) == (1, 1)

    tasks.deliver_texts()
    mail.refresh_from_db()
    text.refresh_from_db()
    assert (mail.state, text.state) == (OutgoingState.QUEUED, OutgoingState.SENT)
    tasks.deliver()

    mail.refresh_from_db()
    assert mail.state == OutgoingState.SENT


def test_the_sweep_calls_the_couriers_of_those_channels_alone_where_something_is_due(
    jobs_queued: Jobs,
) -> None:
    texted()

    jobs.SWEEPS["messaging.deliver_due"]()

    assert (len(jobs_queued(DELIVER)), len(jobs_queued(DELIVER_TEXTS))) == (0, 2)


def test_a_long_mailing_is_sent_in_pieces_so_that_a_worker_can_end(
    jobs_queued: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "LONGEST_SECONDS", 0.0)
    row = texted()

    tasks.deliver_texts()

    row.refresh_from_db()
    assert row.state == OutgoingState.QUEUED
    assert len(jobs_queued(DELIVER_TEXTS)) == 2


def test_a_provider_that_is_away_is_not_asked_again_at_once(jobs_queued: Jobs, settings: Settings) -> None:
    settings.DEMO = True
    services.set_fault(ChannelName.SMS, FaultMode.FAIL, at=TEN_O_CLOCK)
    for _ in range(3):
        texted()

    tasks.deliver_texts()

    assert sum(Outgoing.objects.values_list("attempts", flat=True)) == 1
    assert len(jobs_queued(DELIVER_TEXTS)) == 3


def test_a_process_delivers_twice_at_once_and_no_more() -> None:
    row = build.queued()
    for _ in range(tasks.AT_ONCE):
        tasks._places.acquire()

    tasks.deliver()
    row.refresh_from_db()
    assert row.state == OutgoingState.QUEUED
    for _ in range(tasks.AT_ONCE):
        tasks._places.release()
    tasks.deliver()

    row.refresh_from_db()
    assert row.state == OutgoingState.SENT


def test_the_sweep_queues_a_delivery_only_when_something_is_due(jobs_queued: Jobs) -> None:
    sweep = jobs.SWEEPS["messaging.deliver_due"]

    sweep()
    assert jobs_queued(DELIVER) == []
    build.queued()
    sweep()
    assert len(jobs_queued(DELIVER)) == 2


def test_the_sweep_sees_to_a_delivery_that_died(jobs_queued: Jobs) -> None:
    build.queued()
    delivery.claim(ChannelName.EMAIL)
    sweep = jobs.SWEEPS["messaging.deliver_due"]

    sweep()
    assert len(jobs_queued(DELIVER)) == 1
    Outgoing.objects.update(claimed_at=DatabaseNow() - LEASE - later(seconds=5))
    sweep()
    assert len(jobs_queued(DELIVER)) == 2

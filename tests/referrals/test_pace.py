"""What is due is done however much of it there is, in a number of queries that does not grow with it."""

import uuid
from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assistdesk.referrals import services, tasks
from assistdesk.referrals.models import Offer, Referral, Registration
from assistdesk.referrals.services import closing, dispatching, following_up, sweeping
from assistdesk.referrals.states import OfferEnding, OfferState, ReferralState
from tests.referrals import asking, matching
from tests.referrals import taking_part as build
from tests.referrals.conftest import DeskTime

pytestmark = pytest.mark.django_db(transaction=True)
SILENT_AND_ASKED = 3


def queries(call: Callable[[], object]) -> int:
    """Return how many statements a call runs."""
    with CaptureQueriesContext(connection) as seen:
        call()
    return len(seen)


def asked_many(count: int, desk_time: DeskTime) -> tuple[services.Requested, list[Offer]]:
    """Return a referral that so many helpers were asked about, general and mass."""
    asking.on_duty(count)
    asked = asking.request()
    desk_time.jump(minutes=12)
    desk_time.let_happen()
    return asked, asking.offers(asked, state=OfferState.OFFERED.value)


@pytest.mark.rule("D-07", "D-12")
def test_accepting_takes_as_many_queries_however_many_lose(desk_time: DeskTime) -> None:
    counts = []
    for contenders in (4, 14):
        asked, offers = asked_many(contenders, desk_time)
        mine = offers[0]
        actor, at = asking.actor_of(mine), desk_time.now
        counts.append(queries(lambda: services.accept(mine.id, actor=actor, at=at)))  # noqa: B023 - called at once
        lost = asking.offers(asked, ending=OfferEnding.TAKEN.value)
        assert len(lost) == len(offers) - 1 > len(counts)
        assert all(one.state == OfferState.WITHDRAWN.value and one.ended_at == at for one in lost)
        kept = [asking.registration(asking.actor_of(one)) for one in lost]
        assert all(one.record_asked > 0 and one.record_at == at for one in kept)

    assert counts[0] == counts[1] <= 45


@pytest.mark.rule("D-06", "D-21")
def test_closing_takes_as_many_queries_however_much_is_due(desk_time: DeskTime) -> None:
    asking.on_duty(10)
    counts = []
    for amount in (2, 6):
        asked = [asking.request() for _ in range(amount)]
        ids = [one.id for one in asked]
        Offer.objects.filter(referral_id__in=ids).update(kind="mass", closes_at=desk_time.now)
        counts.append(queries(lambda: closing.close_together(ids, at=desk_time.now)))  # noqa: B023 - called at once
        assert not Offer.objects.open().filter(referral_id__in=ids).exists()
        due = Referral.objects.filter(pk__in=ids, next_look_at__lte=desk_time.now)
        assert due.count() == amount
        for one in asked:
            dispatching.look(one.id, at=desk_time.now)

    assert counts[0] == counts[1] <= 16


@pytest.mark.rule("D-06", "D-14")
def test_a_sweep_goes_on_while_more_is_due(desk_time: DeskTime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatching, "BATCH", 1)
    monkeypatch.setattr(closing, "BATCH", 1)
    monkeypatch.setattr(tasks, "LONGEST_SECONDS", 60)
    asking.on_duty(6)
    asked = [asking.request() for _ in range(3)]

    desk_time.jump(minutes=2)
    tasks.look_due()
    assert [len(asking.offers(one)) for one in asked] == [2, 2, 2]

    desk_time.jump(minutes=11)
    tasks.close_due()
    assert not Offer.objects.open().filter(closes_at__lte=desk_time.now).exists()


def test_one_that_fails_keeps_no_other_waiting() -> None:
    ids = [uuid.uuid4() for _ in range(7)]
    done: list[UUID] = []

    def work(batch: Sequence[UUID]) -> int:
        if ids[1] in batch:
            raise LookupError
        done.extend(batch)
        return len(batch)

    with pytest.raises(LookupError):
        sweeping.in_batches(ids, work, most=3)

    assert sorted(done) == sorted({*ids} - {ids[1]})


@pytest.mark.rule("D-13")
def test_those_who_were_asked_for_news_keep_no_other_waiting(
    desk_time: DeskTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following_up, "BATCH", SILENT_AND_ASKED)
    (helper,) = asking.on_duty(1, most_open=9)
    asked = [asking.request() for _ in range(SILENT_AND_ASKED + 1)]
    for one in asked:
        services.accept(asking.offers(one)[0].id, actor=helper, at=desk_time.now)
    desk_time.jump(hours=2)
    ids = [one.id for one in asked]
    Referral.objects.filter(pk__in=ids[:-1]).update(asked_about_at=desk_time.now)
    Referral.objects.filter(pk=ids[-1]).update(last_news_at=desk_time.now - timedelta(hours=2))
    before = desk_time.now - timedelta(hours=3)
    Referral.objects.filter(pk__in=ids[:-1]).update(last_news_at=before)

    assert following_up.chase_silent(at=desk_time.now) == 1

    assert asking.referral(asked[-1]).asked_about_at is not None
    assert asking.referral(asked[-1]).state == ReferralState.IN_PROGRESS.value


@pytest.mark.rule("D-13")
def test_silence_is_measured_to_the_moment(desk_time: DeskTime) -> None:
    asking.on_duty(1)
    asked = asking.request()
    (offer,) = asking.offers(asked)
    at = desk_time.now
    services.accept(offer.id, actor=asking.actor_of(offer), at=at)

    tick = timedelta(microseconds=1)
    assert following_up.chase_silent(at=at + timedelta(hours=2) - tick) == 0
    assert following_up.chase_silent(at=at + timedelta(hours=2)) == 1
    assert following_up.chase_silent(at=at + timedelta(hours=24) - tick) == 0
    assert following_up.chase_silent(at=at + timedelta(hours=24)) == 1


@pytest.mark.rule("D-02")
def test_a_request_takes_as_many_queries_however_many_could_help(desk_time: DeskTime) -> None:
    counts = []
    for more in (2, 12):
        asking.on_duty(more)
        asking.request()
        counts.append(queries(asking.request))
        assert desk_time.now

    assert counts[0] == counts[1] <= 45


@pytest.mark.rule("D-14")
def test_a_look_at_many_takes_as_many_queries_as_at_few(desk_time: DeskTime) -> None:
    asking.on_duty(12)
    counts = []
    for amount in (2, 6):
        asked = [asking.request() for _ in range(amount)]
        desk_time.jump(minutes=2)
        ids = [one.id for one in asked]
        counts.append(queries(lambda: dispatching.look_together(ids, at=desk_time.now)))  # noqa: B023 - called at once
        assert [len(asking.offers(one)) for one in asked] == [2] * amount

    assert counts[0] == counts[1] <= 9


@pytest.mark.rule("D-05")
def test_two_decided_in_one_look_are_decided_one_after_the_other(desk_time: DeskTime) -> None:
    build.run_pack(referrals=(matching.changed(scoring={"rest": 1.0, "acceptance": 0.0, "tie_band": 0.0}),))
    asking.on_duty(3)
    first, second = asking.request(), asking.request()
    before = {asking.offers(one)[0].helper_id for one in (first, second)}
    desk_time.jump(minutes=2)

    dispatching.look_together([first.id, second.id], at=desk_time.now)

    asked_now = [asking.offers(one)[1].helper_id for one in (first, second)]
    assert len(before) == 2
    assert len(set(asked_now)) == 2


@pytest.mark.rule("D-14")
def test_what_a_look_changes_is_kept_whatever_it_is(desk_time: DeskTime) -> None:
    asked = [asking.request() for _ in range(2)]
    asking.on_duty(1)
    desk_time.jump(minutes=1)
    ids, at = [one.id for one in asked], desk_time.now

    dispatching.look_together(ids, at=at)

    for one in Referral.objects.filter(pk__in=ids):
        assert (one.round_started_at, one.rung, one.asked_at) == (at, 1, at)
        assert one.call_back_by == at + timedelta(minutes=30)
        assert one.version == 3  # one on for each change: the request, and this look
        assert one.next_look_at is not None
        assert one.next_look_at > at


@pytest.mark.rule("D-09", "D-21")
def test_warning_many_of_misses_takes_as_many_queries_as_warning_few(desk_time: DeskTime) -> None:
    asking.on_duty(10)
    counts = []
    for amount in (2, 6):
        asked = [asking.request() for _ in range(amount)]
        ids = [one.id for one in asked]
        Offer.objects.filter(referral_id__in=ids).update(seen_at=desk_time.now)
        desk_time.jump(minutes=16)
        counts.append(queries(lambda: closing.close_together(ids, at=desk_time.now)))  # noqa: B023 - called at once
        missed = Offer.objects.filter(referral_id__in=ids, state=OfferState.MISSED.value)
        assert missed.count() == amount
        Registration.objects.update(consecutive_misses=0)

    assert counts[0] == counts[1] <= 25


KEPT_PLANS = """
    SELECT statement FROM pg_prepared_statements
    WHERE generic_plans = 0 AND custom_plans > 5 AND statement !~ 'pg_prepared_statements'
"""


@pytest.mark.rule("D-14")
def test_no_statement_of_a_look_is_planned_anew_each_time(desk_time: DeskTime) -> None:
    asking.on_duty(4)
    asked = [asking.request() for _ in range(12)]
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")
        for one in asked:
            Referral.objects.filter(pk=one.id).update(rung=0, asked_at=None, next_look_at=desk_time.now)
            assert dispatching.look(one.id, at=desk_time.now)
        cursor.execute(KEPT_PLANS)
        assert [statement for (statement,) in cursor.fetchall()] == []

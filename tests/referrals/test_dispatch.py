"""A request goes up its ladder: who is asked when, what a miss is, and what comes at the end."""

from datetime import time, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from assistdesk.referrals import services
from assistdesk.referrals.models import Duty, Offer, Step
from assistdesk.referrals.rules.duty import WeeklyHours
from assistdesk.referrals.services.offering import TELL_TAKEN
from assistdesk.referrals.states import OfferState, ReferralState
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.states import FaultMode
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy.schema import ChannelName
from tests.referrals import asking
from tests.referrals import taking_part as build
from tests.referrals.conftest import DeskTime

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.rule("D-02", "D-06", "D-08")
def test_the_best_helper_is_asked_at_once_by_mail_and_text(desk_time: DeskTime) -> None:
    helpers = asking.on_duty(2)

    asked = asking.request()

    assert asked.call_back_by is not None
    assert asked.call_back_by - asking.referral(asked).requested_at == timedelta(minutes=30)
    (offer,) = asking.offers(asked)
    assert offer.helper_id in {one.account_id for one in helpers}
    assert offer.closes_at - offer.offered_at == timedelta(minutes=15)
    messages = Outgoing.objects.filter(about_id=offer.id, template="offer_general")
    assert sorted(one.channel for one in messages) == ["email", "sms"]
    assert not any("Rosa" in one.body or "0199" in one.body for one in messages)


@pytest.mark.rule("D-14")
def test_the_next_best_is_asked_while_the_first_may_still_answer(desk_time: DeskTime) -> None:
    asking.on_duty(3)
    asked = asking.request()

    desk_time.pass_by(minutes=1, seconds=58)
    assert len(asking.offers(asked)) == 1
    desk_time.pass_by(seconds=3)

    first, second = asking.offers(asked)
    assert first.state == second.state == OfferState.OFFERED.value
    assert first.helper_id != second.helper_id


@pytest.mark.rule("D-14")
def test_a_rejection_brings_the_next_one_at_once(desk_time: DeskTime) -> None:
    asking.on_duty(2)
    asked = asking.request()
    (first,) = asking.offers(asked)

    services.reject(first.id, actor=asking.actor_of(first), at=desk_time.now)

    _, second = asking.offers(asked)
    assert second.state == OfferState.OFFERED.value


@pytest.mark.rule("D-06", "D-09", "D-21")
def test_three_misses_in_a_row_end_the_registration(desk_time: DeskTime) -> None:
    (helper,) = asking.on_duty(1)
    for misses in (1, 2, 3):
        asked = asking.request()
        desk_time.pass_by(minutes=15, seconds=1)
        assert next(one.state for one in asking.offers(asked)) == OfferState.MISSED.value
        assert asking.registration(helper).consecutive_misses == misses
        services.cancel(asked.token, actor=Actor.anonymous(), at=desk_time.now)

    assert asking.registration(helper).status == "deregistered"
    assert not Duty.objects.exists()
    told = Outgoing.objects.filter(to_account_id=helper.account_id)
    assert told.filter(template="miss_warning", channel="email").count() == 2
    assert told.filter(template="deregistered", channel="email").count() == 1
    assert asking.request().call_back_by is None


@pytest.mark.rule("D-21")
def test_an_offer_that_closed_after_the_sweep_read_the_time_is_missed(desk_time: DeskTime) -> None:
    (helper,) = asking.on_duty(1)
    asked = asking.request()
    messaging.deliver_due()
    offer = asking.offers(asked)[0]
    desk_time.jump(minutes=15)

    services.close_due(at=offer.closes_at - timedelta(microseconds=1))

    assert asking.offers(asked)[0].state == OfferState.MISSED.value
    assert asking.registration(helper).consecutive_misses == 1


@pytest.mark.rule("D-09")
def test_an_answer_in_time_sets_the_count_back(desk_time: DeskTime) -> None:
    (helper,) = asking.on_duty(1)
    asked = asking.request()
    desk_time.pass_by(minutes=15, seconds=1)
    assert asking.registration(helper).consecutive_misses == 1
    services.cancel(asked.token, actor=Actor.anonymous(), at=desk_time.now)

    again = asking.request()
    services.reject(asking.offers(again)[0].id, actor=helper, at=desk_time.now)

    assert asking.registration(helper).consecutive_misses == 0


@pytest.mark.rule("D-21")
def test_an_offer_that_reached_nobody_is_no_miss(desk_time: DeskTime, settings: Settings) -> None:
    settings.DEMO = True
    for channel in (ChannelName.EMAIL, ChannelName.SMS):
        messaging.set_fault(channel, FaultMode.FAIL, at=desk_time.now)
    (helper,) = asking.on_duty(1)
    asked = asking.request()

    desk_time.pass_by(minutes=15, seconds=1)

    assert asking.offers(asked)[0].state == OfferState.WITHDRAWN.value
    assert asking.registration(helper).consecutive_misses == 0


@pytest.mark.rule("D-07", "D-21")
def test_a_mass_offer_is_lost_to_the_first_and_no_miss(desk_time: DeskTime) -> None:
    helpers = asking.on_duty(11)
    asked = asking.request()
    desk_time.pass_by(minutes=12, seconds=31)
    mass = asking.offers(asked, kind="mass")
    assert len(mass) >= 2

    services.accept(mass[0].id, actor=asking.actor_of(mass[0]), at=desk_time.now)

    assert asking.offers(asked, state=OfferState.ACCEPTED.value)[0].id == mass[0].id
    others = Offer.objects.filter(referral_id=asked.id).exclude(pk=mass[0].pk)
    assert set(others.values_list("state", flat=True)) == {OfferState.WITHDRAWN.value}
    assert all(asking.registration(one).consecutive_misses == 0 for one in helpers)
    (job,) = ProcrastinateJob.objects.filter(task_name=TELL_TAKEN)
    assert job.scheduled_at is not None  # not now: who still presses Accept comes first
    services.tell_taken(asked.id, round=1, at=desk_time.now)
    told = Outgoing.objects.filter(template="offer_taken", channel="sms").count()
    assert told == others.count()


@pytest.mark.rule("D-14", "D-24")
def test_at_the_end_staff_take_over_and_the_resident_is_told(desk_time: DeskTime) -> None:
    lead = build.helper(role=Role.TEAM_LEAD)
    asking.on_duty(1)
    asked = asking.request()

    desk_time.pass_by(minutes=31)

    referral = asking.referral(asked)
    assert referral.state == ReferralState.UNFILLED.value
    assert referral.breach_cause == "no_answer"
    assert referral.late_since is not None
    assert Outgoing.objects.filter(template="promise_alert", to_account_id=lead.account_id).count() == 1
    assert Outgoing.objects.filter(template="referral_late", about_id=asked.id).count() == 1


@pytest.mark.rule("D-23")
def test_with_nobody_on_duty_nothing_is_promised_and_times_are_offered(desk_time: DeskTime) -> None:
    night = build.helper()
    build.register(night, at=desk_time.now, hours=(WeeklyHours(3, time(12), time(20)),))

    asked = asking.request()

    assert asked.call_back_by is None
    assert asking.offers(asked) == []
    assert [one.starts_at.isoformat() for one in asked.windows] == [
        "2027-03-03T17:00:00+00:00",
        "2027-03-03T19:00:00+00:00",
        "2027-03-03T21:00:00+00:00",
        "2027-03-03T23:00:00+00:00",
    ]
    services.choose_window(
        asked.token, starts_at=asked.windows[1].starts_at, actor=Actor.anonymous(), at=desk_time.now
    )
    desk_time.jump(hours=28)
    desk_time.let_happen()

    referral = asking.referral(asked)
    assert referral.state == ReferralState.PENDING.value
    assert referral.call_back_by == asked.windows[1].ends_at
    assert [one.helper_id for one in asking.offers(asked)] == [night.account_id]


@pytest.mark.rule("D-23")
def test_who_asks_while_nobody_is_there_is_promised_a_call_when_somebody_comes(desk_time: DeskTime) -> None:
    asked = asking.request()
    assert asked.call_back_by is None
    asking.on_duty(1)

    desk_time.pass_by(minutes=2)

    referral = asking.referral(asked)
    assert referral.call_back_by is not None
    assert len(asking.offers(asked)) == 1


@pytest.mark.rule("D-02")
@pytest.mark.parametrize(("early", "cause"), [(1, ""), (0, "not_called")])
def test_who_accepted_and_did_not_call_in_time_is_a_breach_at_that_moment(
    desk_time: DeskTime, early: int, cause: str
) -> None:
    asking.on_duty(1)
    asked = asking.request()
    (offer,) = asking.offers(asked)
    services.accept(offer.id, actor=asking.actor_of(offer), at=desk_time.now)
    due_at = asking.referral(asked).call_back_by
    assert due_at is not None
    desk_time.jump(minutes=30)

    services.look(asked.id, at=due_at - timedelta(microseconds=early))

    assert asking.referral(asked).breach_cause == cause
    desk_time.let_happen()
    assert asking.referral(asked).breach_cause == "not_called"
    assert Step.objects.filter(referral_id=asked.id, what="breach").count() == 1


@pytest.mark.rule("D-02")
def test_who_called_in_time_is_no_breach(desk_time: DeskTime) -> None:
    asking.on_duty(1)
    asked = asking.request()
    (offer,) = asking.offers(asked)
    helper = asking.actor_of(offer)
    services.accept(offer.id, actor=helper, at=desk_time.now)
    reference = asking.referral(asked).reference
    services.attempt(reference, result="no_answer", key="1", actor=helper, at=desk_time.now)

    desk_time.jump(minutes=31)
    desk_time.let_happen()

    referral = asking.referral(asked)
    assert (referral.breach_cause, referral.next_look_at) == ("", None)


@pytest.mark.rule("D-13")
def test_silence_is_asked_about_and_then_the_referral_is_offered_again(desk_time: DeskTime) -> None:
    helper, other = asking.on_duty(2)
    asked = asking.request()
    (offer,) = asking.offers(asked)
    first = asking.actor_of(offer)
    services.accept(offer.id, actor=first, at=desk_time.now)

    desk_time.jump(hours=2)
    desk_time.let_happen()
    assert Outgoing.objects.filter(template="referral_silent", to_account_id=first.account_id).count() == 2
    desk_time.jump(hours=22)
    desk_time.let_happen()

    referral = asking.referral(asked)
    assert referral.state == ReferralState.PENDING.value
    assert referral.round == 2
    assert asking.registration(first).open_count == 0
    assert {helper.account_id, other.account_id} >= {one.helper_id for one in asking.offers(asked, round=2)}

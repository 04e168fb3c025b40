"""The line behind a hold: who pressed Accept while somebody else was accepting by link."""

from datetime import timedelta

import pytest
from django.db.models import F

from assistdesk.referrals import services
from assistdesk.referrals.models import Offer, Registration, Step
from assistdesk.referrals.refusals import AlreadyTaken, Held
from assistdesk.referrals.states import OfferState, ReferralState
from assistdesk.shared.messaging.models import Outgoing
from tests.referrals import asking
from tests.referrals.conftest import DeskTime

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rule("D-22")]


def in_line(desk_time: DeskTime) -> tuple[services.Requested, str, Offer, Offer]:
    """Return a referral that one holds by link, that link, and the two who pressed Accept after them."""
    asking.on_duty(3)
    asked = asking.request()
    desk_time.jump(minutes=12)
    desk_time.let_happen()
    first, second, third = asking.offers(asked, state=OfferState.OFFERED.value)
    token = asking.token(first)
    services.accept_by_link(token, at=desk_time.now)
    for one in (second, third):
        desk_time.jump(seconds=1)
        with pytest.raises(Held):
            services.accept(one.id, actor=asking.actor_of(one), at=desk_time.now)
    return asked, token, second, third


def test_who_comes_while_it_is_held_is_next_in_line(desk_time: DeskTime) -> None:
    asking.on_duty(2)
    asked = asking.request()
    first = asking.offers(asked)[0]
    token = asking.token(first)
    desk_time.jump(minutes=4)
    desk_time.let_happen()
    second = asking.offers(asked)[1]
    services.accept_by_link(token, at=desk_time.now)
    helper = asking.actor_of(second)
    with pytest.raises(Held):
        services.accept(second.id, actor=helper, at=desk_time.now)
    assert Offer.objects.get(pk=second.pk).waits_since is not None
    desk_time.jump(minutes=5)
    desk_time.let_happen()

    services.accept(second.id, actor=helper, at=desk_time.now)

    assert asking.referral(asked).helper_id == second.helper_id
    with pytest.raises(AlreadyTaken):
        services.accept_by_link(token, at=desk_time.now)
    assert Offer.objects.get(pk=first.pk).state == OfferState.WITHDRAWN.value


@pytest.mark.parametrize("how", ["lapses", "is rejected"])
def test_who_is_next_in_line_has_it_alone_when_a_hold_ends(desk_time: DeskTime, how: str) -> None:
    asked, token, second, third = in_line(desk_time)
    if how == "lapses":
        desk_time.jump(minutes=5)
        desk_time.let_happen()
    else:
        services.reject_by_link(token, at=desk_time.now)

    held = asking.referral(asked)

    assert (held.state, held.held_offer_id) == (ReferralState.HELD.value, second.id)
    assert Outgoing.objects.filter(about_id=second.id, template="offer_turn", channel="sms").count() == 1
    with pytest.raises(Held):
        services.accept(third.id, actor=asking.actor_of(third), at=desk_time.now)
    services.accept(second.id, actor=asking.actor_of(second), at=desk_time.now)
    assert asking.referral(asked).helper_id == second.helper_id


def test_who_waits_keeps_the_chance_when_the_own_time_ends(desk_time: DeskTime) -> None:
    asked, _, second, third = in_line(desk_time)
    for one in (second, third):
        Offer.objects.filter(pk=one.pk).update(closes_at=desk_time.now)
    desk_time.jump(minutes=4, seconds=57)
    desk_time.let_happen()
    assert asking.referral(asked).held_offer_id not in (second.id, third.id)
    assert Offer.objects.get(pk=second.pk).state == OfferState.OFFERED.value
    desk_time.jump(seconds=1)
    desk_time.let_happen()
    assert asking.referral(asked).held_offer_id == second.id
    desk_time.jump(minutes=5)
    desk_time.let_happen()
    assert Offer.objects.get(pk=second.pk).state == OfferState.WITHDRAWN.value, "they let it lapse"
    assert asking.referral(asked).held_offer_id == third.id

    services.accept_by_link(asking.token(third), at=desk_time.now)
    services.confirm_by_link(asking.token(third), asking.passcode(third), at=desk_time.now)

    assert asking.referral(asked).helper_id == third.helper_id
    assert asking.registration(asking.actor_of(second)).consecutive_misses == 0


def test_whose_turn_comes_again_needs_a_new_passcode(desk_time: DeskTime) -> None:
    asked, token, second, third = in_line(desk_time)
    Offer.objects.filter(referral_id=asked.id).update(closes_at=desk_time.now + timedelta(hours=1))
    for one in (second, third):
        desk_time.jump(minutes=5)
        desk_time.let_happen()
        with pytest.raises(Held):
            services.accept_by_link(token, at=desk_time.now)
        assert asking.referral(asked).held_offer_id == one.id
    desk_time.jump(minutes=5)
    desk_time.let_happen()

    opened = services.open_link(token)

    assert asking.referral(asked).held_offer_id == opened.offer.id
    assert not opened.is_held, "the passcode of the hold that lapsed is no good"
    services.resend(token, at=desk_time.now)
    assert services.open_link(token).is_held
    what = list(Step.objects.filter(referral_id=asked.id).order_by("id").values_list("what", flat=True))
    assert what.count("hold") == what.count("release") + 1 == 4, "taking one's turn lets go of nothing"


def test_who_has_as_many_as_wanted_is_passed_over_in_line(desk_time: DeskTime) -> None:
    asked, token, second, third = in_line(desk_time)
    Registration.objects.filter(pk=second.helper_id).update(open_count=F("most_open"))

    services.reject_by_link(token, at=desk_time.now)

    assert asking.referral(asked).held_offer_id == third.id


def test_nobody_overtakes_the_line_before_the_desk_saw_a_hold_lapse(desk_time: DeskTime) -> None:
    asked, _, second, third = in_line(desk_time)
    desk_time.jump(minutes=5)

    with pytest.raises(Held):
        services.accept(third.id, actor=asking.actor_of(third), at=desk_time.now)
    services.accept(second.id, actor=asking.actor_of(second), at=desk_time.now)

    assert asking.referral(asked).helper_id == second.helper_id

"""Exactly one helper gets a referral, whatever happens at once; losers are told kindly."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from assistdesk.referrals import services
from assistdesk.referrals.models import Offer
from assistdesk.referrals.refusals import AlreadyTaken, OfferClosed, ReferralNotFound, TooManyOpen
from assistdesk.referrals.services import Contact, closing
from assistdesk.referrals.states import OfferState, ReferralState
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.actors import Actor
from tests.conftest import at_the_same_time
from tests.referrals import asking
from tests.referrals import taking_part as build
from tests.referrals.conftest import DeskTime

pytestmark = pytest.mark.django_db(transaction=True)
RACES = 5


def mass_of(count: int, desk_time: DeskTime) -> tuple[services.Requested, list[Offer]]:
    """Return a referral that so many were asked about at once."""
    asking.on_duty(count)
    asked = asking.request()
    desk_time.jump(minutes=12)
    desk_time.let_happen()
    return asked, asking.offers(asked, state=OfferState.OFFERED.value)


def accepting(offer: Offer, desk_time: DeskTime) -> Callable[[], object]:
    """Return the call by which a helper accepts."""
    return partial(services.accept, offer.id, actor=asking.actor_of(offer), at=desk_time.now)


@pytest.mark.rule("D-07", "D-12")
def test_one_of_many_wins(desk_time: DeskTime) -> None:
    asked, offers = mass_of(16, desk_time)
    assert len(offers) > 10

    outcomes = at_the_same_time(*[accepting(one, desk_time) for one in offers])

    assert [type(one) for one in outcomes].count(Contact) == 1
    assert all(isinstance(one, Contact | AlreadyTaken) for one in outcomes), outcomes
    assert Offer.objects.filter(referral_id=asked.id, state=OfferState.ACCEPTED.value).count() == 1
    referral = asking.referral(asked)
    assert referral.state == ReferralState.IN_PROGRESS.value
    winner = next(one for one, outcome in zip(offers, outcomes, strict=True) if isinstance(outcome, Contact))
    assert referral.helper_id == winner.helper_id
    found = Outgoing.objects.filter(about_id=asked.id, template="referral_helper_found")
    assert found.count() == 1


@pytest.mark.rule("D-07")
def test_accept_and_cancel_at_once_leave_one_truth(desk_time: DeskTime) -> None:
    asking.on_duty(1, most_open=RACES)
    for _ in range(RACES):
        asked = asking.request()
        (offer,) = asking.offers(asked)
        outcomes = at_the_same_time(
            accepting(offer, desk_time),
            partial(services.cancel, asked.token, actor=Actor.anonymous(), at=desk_time.now),
        )
        assert not isinstance(outcomes[1], Exception), outcomes
        assert isinstance(outcomes[0], Contact | OfferClosed), outcomes
        assert asking.referral(asked).state == ReferralState.CANCELLED.value
        assert asking.registration(asking.actor_of(offer)).open_count == 0


@pytest.mark.rule("D-06", "D-21")
def test_accept_and_deadline_at_once_leave_one_truth(desk_time: DeskTime) -> None:
    asking.on_duty(1, most_open=RACES)
    for _ in range(RACES):
        asked = asking.request()
        (offer,) = asking.offers(asked)
        Offer.objects.filter(pk=offer.pk).update(closes_at=desk_time.now)
        outcomes = at_the_same_time(
            accepting(offer, desk_time), partial(closing.close, asked.id, at=desk_time.now)
        )
        assert isinstance(outcomes[0], OfferClosed), outcomes
        closing.close(asked.id, at=desk_time.now)
        assert Offer.objects.get(pk=offer.pk).state != OfferState.OFFERED.value
        services.cancel(asked.token, actor=Actor.anonymous(), at=desk_time.now)


@pytest.mark.rule("D-06")
def test_at_the_deadline_itself_it_is_too_late_and_before_it_is_not(desk_time: DeskTime) -> None:
    asking.on_duty(1)
    asked = asking.request()
    (offer,) = asking.offers(asked)
    desk_time.jump(minutes=14, seconds=50)
    Offer.objects.filter(pk=offer.pk).update(closes_at=desk_time.now)
    with pytest.raises(OfferClosed):
        accepting(offer, desk_time)()

    Offer.objects.filter(pk=offer.pk).update(closes_at=desk_time.now + timedelta(seconds=30))
    assert isinstance(accepting(offer, desk_time)(), Contact)


@pytest.mark.rule("D-06")
def test_no_worker_is_needed_for_a_deadline_to_hold(desk_time: DeskTime) -> None:
    asking.on_duty(1)
    (offer,) = asking.offers(asking.request())
    desk_time.jump(minutes=15)

    with pytest.raises(OfferClosed):
        accepting(offer, desk_time)()


@pytest.mark.rule("D-12")
def test_nobody_else_can_answer_an_offer(desk_time: DeskTime) -> None:
    asking.on_duty(2)
    (offer,) = asking.offers(asking.request())
    stranger = build.helper()

    for call in (services.accept, services.reject):
        with pytest.raises(ReferralNotFound):
            call(offer.id, actor=stranger, at=desk_time.now)


@pytest.mark.rule("D-16")
def test_who_has_as_many_as_wanted_gets_no_more(desk_time: DeskTime) -> None:
    (helper,) = asking.on_duty(1, most_open=1)
    first, second = asking.request(), asking.request()
    one, other = asking.offers(first)[0], asking.offers(second)[0]
    services.accept(one.id, actor=helper, at=desk_time.now)

    with pytest.raises(TooManyOpen):
        services.accept(other.id, actor=helper, at=desk_time.now)

    reference = asking.referral(first).reference
    services.complete(reference, outcome="applied", actor=helper, at=desk_time.now)
    assert isinstance(services.accept(other.id, actor=helper, at=desk_time.now), Contact)


@pytest.mark.rule("D-12")
def test_accepting_twice_gives_the_same_answer(desk_time: DeskTime) -> None:
    asking.on_duty(1)
    asked = asking.request()
    (offer,) = asking.offers(asked)

    first = accepting(offer, desk_time)()
    assert accepting(offer, desk_time)() == first
    assert asking.registration(asking.actor_of(offer)).accepts == 1


@pytest.mark.rule("D-06")
def test_two_who_reject_at_once_are_each_asked_what_the_other_rejected(desk_time: DeskTime) -> None:
    asking.on_duty(2)
    for _ in range(RACES):
        asked = [asking.request(), asking.request()]
        offers = [asking.offers(one)[0] for one in asked]
        assert offers[0].helper_id != offers[1].helper_id

        outcomes = at_the_same_time(
            *[
                partial(services.reject, one.id, actor=asking.actor_of(one), at=desk_time.now)
                for one in offers
            ]
        )

        assert outcomes == [None, None]
        assert asking.offers(asked[0])[1].helper_id == offers[1].helper_id
        assert asking.offers(asked[1])[1].helper_id == offers[0].helper_id
        for one in asked:
            services.cancel(one.token, actor=Actor.anonymous(), at=desk_time.now)

"""Who takes part no more is asked nothing: what waits goes to others, and is no miss."""

from functools import partial

import pytest

from assistdesk.referrals import services
from assistdesk.referrals.models import Hold, Offer, Registration
from assistdesk.referrals.refusals import OfferClosed
from assistdesk.referrals.services import Contact, leaving
from assistdesk.referrals.states import HoldEnding, OfferEnding, OfferState, ReferralState, RegistrationStatus
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people.actors import Actor
from tests.conftest import at_the_same_time
from tests.referrals import asking
from tests.referrals import taking_part as build
from tests.referrals.conftest import DeskTime

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rule("D-16", "D-21")]


def leave(actor: Actor, desk_time: DeskTime) -> None:
    leaving.leave(actor=actor, marketplace=build.KENTUCKY, at=desk_time.now)


def test_what_waits_for_an_answer_goes_to_the_next_at_once_and_is_no_miss(desk_time: DeskTime) -> None:
    asking.on_duty(2)
    asked = asking.request()
    (offer,) = asking.offers(asked)

    leave(asking.actor_of(offer), desk_time)
    desk_time.let_happen()

    offer.refresh_from_db()
    assert (offer.state, offer.ending) == (OfferState.WITHDRAWN.value, OfferEnding.LEFT.value)
    (next_one,) = asking.offers(asked, state=OfferState.OFFERED.value)
    assert next_one.helper_id != offer.helper_id
    desk_time.pass_by(minutes=20)
    left = Registration.objects.get(pk=offer.helper_id)
    assert (left.status, left.consecutive_misses) == (RegistrationStatus.LEFT.value, 0)
    assert Entry.objects.get(action="referrals.helper.left").facts == {"withdrawn": 1}


def test_a_referral_that_was_held_is_free_again(desk_time: DeskTime) -> None:
    asking.on_duty(2)
    asked = asking.request()
    (offer,) = asking.offers(asked)
    services.accept_by_link(asking.token(offer), at=desk_time.now)

    leave(asking.actor_of(offer), desk_time)

    found = asking.referral(asked)
    assert (found.state, found.held_offer_id) == (ReferralState.PENDING.value, None)
    assert Hold.objects.get().ending == HoldEnding.REJECTED.value


def test_what_was_accepted_stays(desk_time: DeskTime) -> None:
    asking.on_duty()
    asked = asking.request()
    (offer,) = asking.offers(asked)
    services.accept(offer.id, actor=asking.actor_of(offer), at=desk_time.now)

    leave(asking.actor_of(offer), desk_time)

    assert asking.referral(asked).helper_id == offer.helper_id
    assert Offer.objects.get().state == OfferState.ACCEPTED.value
    assert Registration.objects.get().open_count == 1


def test_leaving_and_accepting_at_once_come_one_after_the_other(desk_time: DeskTime) -> None:
    asking.on_duty(2)
    asked = asking.request()
    (offer,) = asking.offers(asked)
    actor = asking.actor_of(offer)

    left, accepted = at_the_same_time(
        partial(leave, actor, desk_time), partial(services.accept, offer.id, actor=actor, at=desk_time.now)
    )

    assert left is None
    assert isinstance(accepted, Contact | OfferClosed)
    is_taken = asking.referral(asked).helper_id == offer.helper_id
    assert is_taken == isinstance(accepted, Contact)
    assert Registration.objects.get(pk=offer.helper_id).status == RegistrationStatus.LEFT.value
    assert not Offer.objects.open().filter(helper_id=offer.helper_id).exists()

"""Answering by the link of a message: hold, passcode, resend, and what lapses."""

from functools import partial

import pytest

from assistdesk.referrals import services
from assistdesk.referrals.models import Hold, Offer, Referral
from assistdesk.referrals.refusals import (
    AlreadyTaken,
    LinkExpired,
    OfferClosed,
    PasscodeWrong,
    TooManyTries,
)
from assistdesk.referrals.services import Revealed
from assistdesk.referrals.states import OfferState, ReferralState
from assistdesk.shared.messaging.models import Outgoing
from tests.conftest import at_the_same_time
from tests.referrals import asking
from tests.referrals.conftest import DeskTime

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rule("D-11", "D-22")]


def offered(count: int = 1) -> tuple[services.Requested, Offer, str]:
    """Return a referral, its first offer, and what stands in its link."""
    asking.on_duty(count)
    asked = asking.request()
    offer = asking.offers(asked)[0]
    return asked, offer, asking.token(offer)


def wrong(code: str) -> str:
    """Return another passcode."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_the_right_passcode_turns_the_hold_into_the_acceptance(desk_time: DeskTime) -> None:
    asked, offer, token = offered()
    held = services.accept_by_link(token, at=desk_time.now)
    assert asking.referral(asked).state == ReferralState.HELD.value
    assert held.expires_at > desk_time.now

    shown = services.confirm_by_link(token, asking.passcode(offer), at=desk_time.now)

    assert shown.contact.address == asking.RESIDENT_PHONE
    assert asking.referral(asked).helper_id == offer.helper_id
    assert services.details_by_link(token, shown.proof, at=desk_time.now).contact == shown.contact
    desk_time.jump(minutes=5)
    with pytest.raises(LinkExpired):
        services.details_by_link(token, shown.proof, at=desk_time.now)
    with pytest.raises(LinkExpired):
        services.open_link(token)


def test_a_wrong_passcode_is_one_answer_and_tries_end(desk_time: DeskTime) -> None:
    asked, offer, token = offered()
    services.accept_by_link(token, at=desk_time.now)
    code = asking.passcode(offer)
    for _ in range(5):
        with pytest.raises(PasscodeWrong):
            services.confirm_by_link(token, wrong(code), at=desk_time.now)

    with pytest.raises(TooManyTries):
        services.confirm_by_link(token, code, at=desk_time.now)
    assert asking.referral(asked).state == ReferralState.HELD.value


def test_a_resend_gives_a_new_passcode_and_no_new_tries(desk_time: DeskTime) -> None:
    _, offer, token = offered()
    services.accept_by_link(token, at=desk_time.now)
    old = asking.passcode(offer)
    with pytest.raises(PasscodeWrong):
        services.confirm_by_link(token, wrong(old), at=desk_time.now)
    with pytest.raises(TooManyTries):
        services.resend(token, at=desk_time.now)
    desk_time.jump(seconds=30)

    services.resend(token, at=desk_time.now)

    new = asking.passcode(offer)
    assert Hold.objects.get(offer=offer).tries == 1
    if new != old:
        with pytest.raises(PasscodeWrong):
            services.confirm_by_link(token, old, at=desk_time.now)
    assert isinstance(services.confirm_by_link(token, new, at=desk_time.now), Revealed)


def test_taking_the_hold_again_gives_no_new_tries(desk_time: DeskTime) -> None:
    _, offer, token = offered()
    services.accept_by_link(token, at=desk_time.now)
    for _ in range(4):
        with pytest.raises(PasscodeWrong):
            services.confirm_by_link(token, wrong(asking.passcode(offer)), at=desk_time.now)
    desk_time.jump(minutes=5)
    desk_time.let_happen()

    services.resend(token, at=desk_time.now)
    with pytest.raises(PasscodeWrong):
        services.confirm_by_link(token, wrong(asking.passcode(offer)), at=desk_time.now)

    with pytest.raises(TooManyTries):
        services.confirm_by_link(token, asking.passcode(offer), at=desk_time.now)


def test_only_so_many_resends(desk_time: DeskTime) -> None:
    _, _, token = offered()
    services.accept_by_link(token, at=desk_time.now)
    for _ in range(3):
        desk_time.jump(seconds=31)
        services.resend(token, at=desk_time.now)
    desk_time.jump(seconds=31)

    with pytest.raises(TooManyTries):
        services.resend(token, at=desk_time.now)


def test_a_hold_that_lapses_is_no_miss_and_frees_the_referral(desk_time: DeskTime) -> None:
    asked, offer, token = offered()
    services.accept_by_link(token, at=desk_time.now)
    code = asking.passcode(offer)
    desk_time.jump(minutes=5)
    with pytest.raises(PasscodeWrong):
        services.confirm_by_link(token, code, at=desk_time.now)
    desk_time.let_happen()

    assert asking.referral(asked).state == ReferralState.PENDING.value
    desk_time.pass_by(minutes=11)
    assert Offer.objects.get(pk=offer.pk).state == OfferState.WITHDRAWN.value
    assert asking.registration(asking.actor_of(offer)).consecutive_misses == 0


def test_dashboard_and_link_at_once_make_one_winner(desk_time: DeskTime) -> None:
    asking.on_duty(2)
    for _ in range(3):
        asked = asking.request()
        desk_time.jump(minutes=4)
        desk_time.let_happen()
        one, other = asking.offers(asked)
        token = asking.token(one)
        services.accept_by_link(token, at=desk_time.now)
        code = asking.passcode(one)
        Referral.objects.filter(pk=asked.id).update(held_until=desk_time.now)
        outcomes = at_the_same_time(
            partial(services.confirm_by_link, token, code, at=desk_time.now),
            partial(services.accept, other.id, actor=asking.actor_of(other), at=desk_time.now),
        )
        assert isinstance(outcomes[0], PasscodeWrong | AlreadyTaken), outcomes
        assert asking.referral(asked).helper_id == other.helper_id
        reference = asking.referral(asked).reference
        services.complete(reference, outcome="applied", actor=asking.actor_of(other), at=desk_time.now)


@pytest.mark.parametrize("token", ["", "x", "a.b", "0" * 32 + ".aaaaaaaaaaaaaaaa", "é" * 40])
def test_a_link_that_this_desk_did_not_make_opens_nothing(desk_time: DeskTime, token: str) -> None:
    for call in (
        services.open_link,
        partial(services.details_by_link, proof="", at=desk_time.now),
        partial(services.accept_by_link, at=desk_time.now),
        partial(services.confirm_by_link, code="000000", at=desk_time.now),
        partial(services.resend, at=desk_time.now),
        partial(services.reject_by_link, at=desk_time.now),
    ):
        with pytest.raises(LinkExpired):
            call(token)


def test_looking_changes_nothing(desk_time: DeskTime) -> None:
    _, offer, token = offered()
    before = Offer.objects.filter(pk=offer.pk).values().get()

    services.open_link(token)

    assert Offer.objects.filter(pk=offer.pk).values().get() == before


def test_a_passcode_is_sent_first_and_never_after_its_own_time(desk_time: DeskTime) -> None:
    _, offer, token = offered()
    services.accept_by_link(token, at=desk_time.now)
    hold = Hold.objects.get(offer=offer)
    rows = Outgoing.objects.filter(about_id=offer.id, template="offer_passcode")
    assert all(one.expires_at == hold.passcode_expires_at and one.priority > 0 for one in rows)


def test_rejecting_by_link_is_no_miss_and_ends_the_link(desk_time: DeskTime) -> None:
    asked, offer, token = offered()
    services.accept_by_link(token, at=desk_time.now)

    services.reject_by_link(token, at=desk_time.now)

    assert asking.referral(asked).state == ReferralState.PENDING.value
    assert Offer.objects.get(pk=offer.pk).state == OfferState.REJECTED.value
    with pytest.raises((LinkExpired, OfferClosed)):
        services.accept_by_link(token, at=desk_time.now)

"""The numbers of on-demand referrals are the pack's: another pack, other times, tries and misses."""

from datetime import timedelta

import pytest

from assistdesk.referrals import services
from assistdesk.referrals.models import Hold, Registration
from assistdesk.referrals.refusals import LinkExpired, PasscodeWrong, TooManyTries
from assistdesk.referrals.states import OfferKind, OfferState, ReferralState
from assistdesk.shared.people.actors import Actor
from tests.referrals import asking, matching
from tests.referrals import taking_part as build
from tests.referrals.conftest import DeskTime

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rule("D-20")]
MINUTE = timedelta(minutes=1)


def run(**parts: dict[str, object]) -> None:
    """Let a pack run whose numbers are others, by the sections that hold them."""
    build.run_pack(referrals=(matching.changed(**parts),))


def test_the_promise_and_the_time_to_answer(desk_time: DeskTime) -> None:
    run(promise={"call_back_within": 20 * MINUTE}, offers={"general_window": 7 * MINUTE})
    asking.on_duty(1)

    asked = asking.request()

    (offer,) = asking.offers(asked)
    asked_at = asking.referral(asked).asked_at
    assert asked_at is not None
    assert asked.call_back_by == asked_at + 20 * MINUTE
    assert offer.closes_at == offer.offered_at + 7 * MINUTE


def test_the_time_to_answer_a_mass_offer(desk_time: DeskTime) -> None:
    run(offers={"mass_window": 3 * MINUTE})
    asking.on_duty(16)
    asked = asking.request()
    desk_time.jump(minutes=12)
    desk_time.let_happen()

    (offer, *_) = asking.offers(asked, kind=OfferKind.MASS.value)

    assert offer.closes_at == offer.offered_at + 3 * MINUTE


def test_hold_passcode_tries_and_details(desk_time: DeskTime) -> None:
    run(
        offers={
            "hold": 2 * MINUTE,
            "passcode_lasts": MINUTE,
            "passcode_tries": 2,
            "details_shown_for": 3 * MINUTE,
            "passcode_digits": 6,
        }
    )
    asking.on_duty(1)
    offer = asking.offers(asking.request())[0]
    token = asking.token(offer)

    held = services.accept_by_link(token, at=desk_time.now)

    kept = Hold.objects.get(offer=offer)
    assert held.expires_at == kept.started_at + 2 * MINUTE
    assert kept.passcode_expires_at == kept.started_at + MINUTE
    for _ in range(2):
        with pytest.raises(PasscodeWrong):
            services.confirm_by_link(token, "none", at=desk_time.now)
    with pytest.raises(TooManyTries):
        services.confirm_by_link(token, asking.passcode(offer), at=desk_time.now)
    Hold.objects.filter(pk=kept.pk).update(tries=0)
    at = desk_time.now
    shown = services.confirm_by_link(token, asking.passcode(offer), at=at)
    assert shown.expires_at == at + 3 * MINUTE
    desk_time.jump(minutes=3)
    with pytest.raises(LinkExpired):
        services.details_by_link(token, shown.proof, at=desk_time.now)


def test_the_misses_that_end_a_registration(desk_time: DeskTime) -> None:
    run(misses={"deregister_after": 2, "warn_at": (1,)})
    (helper,) = asking.on_duty(1)
    statuses = []
    for _ in range(2):
        asked = asking.request()
        desk_time.pass_by(minutes=15, seconds=1)
        assert asking.offers(asked)[0].state == OfferState.MISSED.value
        services.cancel(asked.token, actor=Actor.anonymous(), at=desk_time.now)
        statuses.append(Registration.objects.get(pk=helper.account_id).status)

    assert statuses == ["registered", "deregistered"]


def test_the_silence_that_is_asked_about(desk_time: DeskTime) -> None:
    run(follow_up={"ask_after_silence": 10 * MINUTE, "offer_again_after": 25 * MINUTE})
    asking.on_duty(1)
    asked = asking.request()
    (offer,) = asking.offers(asked)
    services.accept(offer.id, actor=asking.actor_of(offer), at=desk_time.now)
    news = asking.referral(asked).last_news_at
    assert news is not None

    desk_time.jump(minutes=10)
    desk_time.let_happen()
    assert asking.referral(asked).asked_about_at is not None
    assert asking.referral(asked).state == ReferralState.IN_PROGRESS.value
    desk_time.jump(minutes=15)
    desk_time.let_happen()

    assert asking.referral(asked).round == 2

"""Whatever happens in whatever order: one holder at most, no referral lost, each offer ended once."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from assistdesk.referrals import services
from assistdesk.referrals.models import Duty, Offer, Referral, Registration
from assistdesk.referrals.services import Requested
from assistdesk.referrals.states import FREE_STATES, OfferState, ReferralState
from assistdesk.shared import clock
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import Refusal
from tests.referrals import asking
from tests.referrals.conftest import DeskTime

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.rule("D-06", "D-07", "D-09", "D-21", "D-22"),
]
HELPERS, MOST_REFERRALS = 3, 3
WAITS = st.sampled_from([1, 30, 240, 301, 901])


class AnyOrder(RuleBasedStateMachine):
    """Residents, helpers and time, each doing what they can at any moment."""

    desk_time: DeskTime

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Requested] = []
        self.ended: dict[object, str] = {}
        Duty.objects.all().delete()  # of the helpers of the example before
        self.helpers = asking.on_duty(HELPERS)

    def _try(self, call: object, *args: object, **facts: object) -> None:
        with suppress(Refusal):
            call(*args, **facts)  # type: ignore[operator]  # a service

    def _offers(self) -> list[Offer]:
        ids = [one.id for one in self.asked]
        return list(Offer.objects.filter(referral_id__in=ids).order_by("offered_at", "place", "id"))

    @rule()
    def ask(self) -> None:
        """Let a resident ask."""
        if len(self.asked) < MOST_REFERRALS:
            self.asked.append(asking.request())

    @rule(wait=WAITS)
    def wait(self, wait: int) -> None:
        """Let time pass, with a worker there afterwards."""
        clock.advance(timedelta(seconds=wait))
        self.desk_time.let_happen()

    @rule(wait=WAITS)
    def stop(self, wait: int) -> None:
        """Let time pass with nobody at work."""
        clock.advance(timedelta(seconds=wait))

    @rule(place=st.integers(0, 8), what=st.sampled_from(["accept", "reject", "link", "code", "resend", "no"]))
    def answer(self, place: int, what: str) -> None:
        """Let a helper do something with an offer."""
        offers = self._offers()
        if not offers:
            return
        offer = offers[place % len(offers)]
        token, at, actor = asking.token(offer), clock.now(), asking.actor_of(offer)
        if what in ("accept", "reject"):
            self._try(getattr(services, what), offer.id, actor=actor, at=at)
        elif what == "link":
            self._try(services.accept_by_link, token, at=at)
        elif what == "resend":
            self._try(services.resend, token, at=at)
        elif what == "no":
            self._try(services.reject_by_link, token, at=at)
        elif offer.holds.exists():
            self._try(services.confirm_by_link, token, asking.passcode(offer), at=at)

    @rule(place=st.integers(0, 5), what=st.sampled_from(["cancel", "not_called", "complete"]))
    def end(self, place: int, what: str) -> None:
        """Let the resident or the one who accepted do something with a referral."""
        if not self.asked:
            return
        one = self.asked[place % len(self.asked)]
        referral = asking.referral(one)
        if what != "complete":
            self._try(getattr(services, what), one.token, actor=Actor.anonymous(), at=clock.now())
        elif referral.helper_id is not None:
            actor = next(each for each in self.helpers if each.account_id == referral.helper_id)
            self._try(services.complete, referral.reference, outcome="applied", actor=actor, at=clock.now())

    @invariant()
    def nobody_shares_a_referral(self) -> None:
        """A referral has one helper at most, and the offer by which they have it was accepted."""
        for one in self.asked:
            referral = asking.referral(one)
            accepted = Offer.objects.filter(
                referral=referral, round=referral.round, state=OfferState.ACCEPTED.value
            )
            assert accepted.count() <= 1
            if referral.state in (ReferralState.IN_PROGRESS.value, ReferralState.COMPLETE.value):
                assert accepted.get().helper_id == referral.helper_id
            if referral.state in {state.value for state in FREE_STATES}:
                assert referral.helper_id is None

    @invariant()
    def no_referral_is_lost(self) -> None:
        """One that nobody has will be looked at again, or staff were told."""
        for one in self.asked:
            referral = asking.referral(one)
            if referral.state == ReferralState.PENDING.value:
                has_open = Offer.objects.open().filter(referral=referral).exists()
                assert referral.next_look_at is not None or has_open, referral
            if referral.state == ReferralState.UNFILLED.value:
                assert referral.alerted_at is not None

    @invariant()
    def what_ended_stays_ended(self) -> None:
        """An offer comes to one final state and stays in it."""
        for offer in self._offers():
            before = self.ended.get(offer.id)
            assert before in (None, offer.state)
            if offer.state != OfferState.OFFERED.value:
                self.ended[offer.id] = offer.state

    @invariant()
    def counts_equal_a_recount(self) -> None:
        """What is kept beside the offers is what follows from them."""
        for helper in self.helpers:
            registration = Registration.objects.get(pk=helper.account_id)
            own = Referral.objects.filter(helper_id=helper.account_id, state=ReferralState.IN_PROGRESS.value)
            assert registration.open_count == own.count()
            assert registration.consecutive_misses == recounted(registration)


def recounted(registration: Registration) -> int:
    """Return the misses in a row, counted again from the offers."""
    count = 0
    answered = (OfferState.ACCEPTED.value, OfferState.REJECTED.value)
    ended = Offer.objects.filter(helper_id=registration.pk, ended_at__gte=registration.registered_at)
    for offer in ended.order_by("ended_at", "id"):
        if offer.state in answered:
            count = 0
        elif offer.state == OfferState.MISSED.value:
            count += 1
    return count


def test_in_any_order(desk_time: DeskTime) -> None:
    AnyOrder.desk_time = desk_time
    run_state_machine_as_test(
        AnyOrder, settings=settings(max_examples=15, stateful_step_count=25, deadline=None, database=None)
    )

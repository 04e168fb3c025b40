"""What time ends: offers that nobody answered, holds that lapsed, helpers of whom nothing is heard."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.referrals.models import Offer, Referral, Registration
from assistdesk.referrals.models.waiting import DeskNow
from assistdesk.referrals.rules.misses import OfferFacts, is_miss
from assistdesk.referrals.services import answering, dispatching, history, notices, offering, records
from assistdesk.referrals.services.rulebook import Rulebook, rulebook_of
from assistdesk.referrals.states import ABOUT_OFFER, HoldEnding, OfferEnding, ReferralState
from assistdesk.shared.messaging.queries.reach import ReachState, reach_of_things

BATCH = 200


def close_due(*, at: datetime) -> int:
    """End what is due to end; return how many offers and holds were. Several may run at once.

    All that closes of one referral closes in one transaction, which takes the next step of the ladder too.
    """
    offers = Offer.objects.open().filter(closes_at__lte=DeskNow()).order_by("closes_at")
    due = list(offers.values_list("referral_id", flat=True)[:BATCH])
    held = Referral.objects.filter(state=ReferralState.HELD.value, held_until__lte=DeskNow())
    lapsed = list(held.order_by("held_until").values_list("id", flat=True)[:BATCH])
    return sum(close(referral_id, at=at) for referral_id in dict.fromkeys([*lapsed, *due]))


@transaction.atomic(durable=True)
def close(referral_id: UUID, *, at: datetime) -> int:
    """End what is due of one referral; return how many ended, 0 where another worker is at it."""
    referral = (
        Referral.objects.filter(pk=referral_id).select_for_update(of=("self",), skip_locked=True).first()
    )
    if referral is None:
        return 0
    book = rulebook_of(referral)
    ended = _lapse(referral, at=at)
    due = list(
        Offer.objects.open()
        .filter(referral=referral, closes_at__lte=DeskNow())
        .select_for_update(of=("self",))
        .order_by("id")
    )
    holder = referral.held_offer_id if referral.state == ReferralState.HELD.value else None
    closing = [one for one in due if one.id != holder]
    known = records.locked([one.helper_id for one in closing])
    reached = _reached(closing)
    for one in closing:
        seen = [moment for moment in (reached.get(one.id), one.seen_at) if moment is not None]
        registration = known.get(one.helper_id)
        miss_or_withdraw(one, min(seen, default=None), book, registration=registration, at=at)
    if closing or ended:
        history.tell_helpers(closing, at=at)
        history.tell(referral, at=at)
        dispatching.advance(referral, book, at=at)
        history.save(referral)
    return ended + len(closing)


def miss_or_withdraw(
    one: Offer,
    delivered_at: datetime | None,
    book: Rulebook,
    *,
    registration: Registration | None,
    at: datetime,
) -> None:
    """End an offer whose time is over: missed where it got to the helper unanswered, else withdrawn."""
    facts = OfferFacts(
        kind=one.kind, closes_at=one.closes_at, delivered_at=delivered_at, answered_at=one.answered_at
    )
    was_missed = is_miss(facts, rules=book.edition.misses, at=at)
    name, ending = ("miss", OfferEnding.UNANSWERED) if was_missed else ("withdraw", _ending(facts))
    offering.end(one, name, ending, book, registration=registration, at=at)
    if registration is not None:
        registration.save()


def _reached(offers: list[Offer]) -> dict[UUID, datetime]:
    """Return since when each of these offers is known to have reached its helper by any way.

    What a mail server took counts, as most never say more, unless it came back.
    """
    found: dict[UUID, datetime] = {}
    for kind, template in notices.OFFER_TEMPLATES.items():
        of_kind = {one.id: one for one in offers if one.kind == kind.value}
        for offer_id, reach in reach_of_things(ABOUT_OFFER, list(of_kind), template=template).items():
            if reach.state in (ReachState.SENT, ReachState.DELIVERED):
                found[offer_id] = reach.delivered_at or of_kind[offer_id].offered_at
    return found


def _ending(facts: OfferFacts) -> OfferEnding:
    if facts.answered_at is not None:
        return OfferEnding.LAPSED
    return OfferEnding.UNANSWERED if facts.delivered_at is not None else OfferEnding.UNDELIVERED


def _lapse(referral: Referral, *, at: datetime) -> int:
    """Release a referral whose holder let the time pass; it is no miss."""
    lapsed = Referral.objects.filter(
        pk=referral.pk, state=ReferralState.HELD.value, held_until__lte=DeskNow()
    )
    if not lapsed.exists():
        return 0
    answering.release(referral, HoldEnding.LAPSED, at=at)
    return 1

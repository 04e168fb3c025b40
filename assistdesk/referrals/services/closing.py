"""What time ends: offers that nobody answered, holds that lapsed, helpers of whom nothing is heard."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from assistdesk.referrals.models import Offer, Referral, Registration
from assistdesk.referrals.rules.misses import OfferFacts, is_miss
from assistdesk.referrals.services import answering, history, notices, offering, records, sweeping
from assistdesk.referrals.services.records import News
from assistdesk.referrals.services.rulebook import Rulebook, rulebooks_of
from assistdesk.referrals.states import ABOUT_OFFER, HoldEnding, OfferEnding, ReferralState
from assistdesk.shared.deadlines import DeskNow
from assistdesk.shared.messaging.queries.reach import ReachState, reach_of_things

BATCH = 400
AT_ONCE = 40
"""Referrals that one transaction closes offers of: an answer waits for it a fraction of a second at most."""


def close_due(*, at: datetime) -> int:
    """End a batch of what is due to end; return how many offers and holds were, 0 when nothing is left.

    Several may run at once. All that is due of one referral ends in one transaction, in which its next look
    becomes due. One that fails keeps no other waiting; it is raised when the others have ended.
    """
    offers = Offer.objects.open().filter(closes_at__lte=DeskNow()).order_by("closes_at")
    due = list(offers.values_list("referral_id", flat=True)[:BATCH])
    held = Referral.objects.filter(state=ReferralState.HELD.value, held_until__lte=DeskNow())
    lapsed = list(held.order_by("held_until").values_list("id", flat=True)[:BATCH])
    return sweeping.in_batches(
        list(dict.fromkeys([*lapsed, *due])), partial(close_together, at=at), most=AT_ONCE
    )


def close(referral_id: UUID, *, at: datetime) -> int:
    """End what is due of one referral; return how many ended, 0 where another worker is at it."""
    return close_together([referral_id], at=at)


@transaction.atomic(durable=True)
def close_together(referral_ids: Sequence[UUID], *, at: datetime) -> int:
    """End what is due of several referrals; return how many ended. What others are at is left to them."""
    rows = Referral.objects.filter(pk__in=referral_ids).order_by("pk")
    referrals = {one.id: one for one in rows.select_for_update(of=("self",), skip_locked=True)}
    books = rulebooks_of(referrals.values())
    lapsed = _lapse(referrals, books, at=at)
    closing = _due(referrals)
    known = records.locked([one.helper_id for one in closing])
    reached = _reached(closing)
    news: list[News | None] = []
    for one in closing:
        seen = [moment for moment in (reached.get(one.id), one.seen_at) if moment is not None]
        registration = known.get(one.helper_id)
        book = books[one.referral_id]
        news.append(miss_or_withdraw(one, min(seen, default=None), book, registration=registration, at=at))
    records.tell([one for one in news if one is not None], at=at)
    offering.keep_ended(closing)
    records.keep(known.values())
    changed = [referrals[key] for key in dict.fromkeys([*lapsed, *(one.referral_id for one in closing)])]
    for referral in changed:
        referral.next_look_at = at
    history.save_together(changed)
    history.tell_helpers(closing, at=at)
    history.tell_together(changed, at=at)
    return len(lapsed) + len(closing)


def _due(referrals: Collection[UUID]) -> list[Offer]:
    """Return the offers whose time is over, locked; those that hold their referral, or wait for it, go on."""
    due = Offer.objects.open().filter(referral_id__in=referrals, closes_at__lte=DeskNow())
    is_held = Q(referral__state=ReferralState.HELD.value)
    goes_on = is_held & (Q(referral__held_offer=F("pk")) | Q(waits_since__isnull=False))
    return list(due.exclude(goes_on).select_for_update(of=("self",)).order_by("pk"))


def miss_or_withdraw(
    one: Offer,
    delivered_at: datetime | None,
    book: Rulebook,
    *,
    registration: Registration | None,
    at: datetime,
) -> News | None:
    """End an offer whose time is over: missed where it got to the helper unanswered, else withdrawn.

    Return what the helper is to be told of misses.

    That it is over the database's clock said, which may be later than `at`: it ends no sooner than it closed.
    The caller keeps offer and registration.
    """
    at = max(at, one.closes_at)
    facts = OfferFacts(
        kind=one.kind, closes_at=one.closes_at, delivered_at=delivered_at, answered_at=one.answered_at
    )
    was_missed = is_miss(facts, rules=book.edition.misses, at=at)
    name, ending = ("miss", OfferEnding.UNANSWERED) if was_missed else ("withdraw", _ending(facts))
    return offering.moved(one, name, ending, book, registration=registration, at=at)


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


def _lapse(referrals: Mapping[UUID, Referral], books: Mapping[UUID, Rulebook], *, at: datetime) -> list[UUID]:
    """Release the referrals whose holder let the time pass, and return which; it is no miss."""
    rows = Referral.objects.filter(
        pk__in=referrals, state=ReferralState.HELD.value, held_until__lte=DeskNow()
    )
    lapsed = list(rows.order_by("pk").values_list("pk", flat=True))
    for referral_id in lapsed:
        answering.release(referrals[referral_id], HoldEnding.LAPSED, books[referral_id], at=at)
        history.save(referrals[referral_id])
    return lapsed

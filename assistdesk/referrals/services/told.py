"""Telling those who lost: after the transaction that decided, so that the winner waits for nobody."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.referrals.models import Offer, Referral
from assistdesk.referrals.services import offer_notices
from assistdesk.referrals.services.rulebook import rulebook_of
from assistdesk.referrals.states import OfferEnding

BATCH = 50


def tell_taken(referral_id: UUID, *, round: int, at: datetime) -> None:  # noqa: A002 - what it is called
    """Tell each helper whose offer of that round somebody else took. Safe to run twice."""
    lost = Offer.objects.filter(
        referral_id=referral_id, round=round, ending=OfferEnding.TAKEN.value
    ).order_by("place", "id")
    ids = list(lost.values_list("id", flat=True))
    referral = Referral.objects.get(pk=referral_id)
    pack = rulebook_of(referral).pack
    for start in range(0, len(ids), BATCH):
        with transaction.atomic(durable=True):
            offers = list(Offer.objects.filter(id__in=ids[start : start + BATCH]).order_by("place", "id"))
            offer_notices.taken(offers, referral, pack=pack, at=at)

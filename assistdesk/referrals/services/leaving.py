"""Taking part no more: what was offered goes to others, and counts as no miss."""

from datetime import datetime

from django.db import transaction

from assistdesk.referrals.models import Offer, Referral, Registration
from assistdesk.referrals.services import answering, duty_roll, history, offering
from assistdesk.referrals.services.participants import locked, participant
from assistdesk.referrals.services.rulebook import rulebook_of
from assistdesk.referrals.states import HoldEnding, OfferEnding, RegistrationStatus
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor


def leave(*, actor: Actor, marketplace: str, at: datetime) -> None:
    """Take part no more; everything stays for who comes back. Twice is as good as once.

    Offers that wait for an answer are withdrawn, and their referrals go on to others at once. Where one more
    is offered at this very moment it is done again with that one.

    Raises:
        NotRegistered: the helper never registered.
    """
    while not _leave(actor=actor, marketplace=marketplace, at=at):
        pass


@transaction.atomic(durable=True)
def _leave(*, actor: Actor, marketplace: str, at: datetime) -> bool:
    """Leave; return False, with nothing changed, where something was offered meanwhile."""
    helper = participant(actor, marketplace=marketplace, at=at)
    open_ones = Offer.objects.open().filter(helper_id=helper.account.id)
    asked = Referral.objects.filter(pk__in=list(open_ones.values_list("referral_id", flat=True)))
    referrals = {one.id: one for one in asked.select_for_update(of=("self",)).order_by("pk")}
    offers = list(open_ones.filter(referral_id__in=referrals).select_for_update(of=("self",)).order_by("pk"))
    registration = locked(helper)
    if open_ones.exclude(pk__in=[one.pk for one in offers]).exists():
        return False
    if registration.status == RegistrationStatus.LEFT:
        return True
    for one in offers:
        _withdraw(one, referrals[one.referral_id], registration, actor=actor, at=at)
    history.tell_helpers(offers, at=at)
    registration.status = RegistrationStatus.LEFT.value
    registration.ended_at = at
    registration.save()
    duty_roll.refresh(registration, at=at)
    audit.record(
        action="referrals.helper.left",
        subject=registration.pk,
        actor=actor,
        at=at,
        facts={"withdrawn": len(offers)},
    )
    return True


def _withdraw(
    one: Offer, referral: Referral, registration: Registration, *, actor: Actor, at: datetime
) -> None:
    """Withdraw an offer, and let its referral be looked at anew; all are locked."""
    book = rulebook_of(referral)
    offering.end(one, "withdraw", OfferEnding.LEFT, book, registration=registration, at=at)
    if referral.held_offer_id == one.id:
        answering.release(referral, HoldEnding.REJECTED, book, at=at)
    referral.rejected_at = referral.next_look_at = at
    history.note(referral, "leave", actor=actor, at=at, facts={"offer": str(one.id)})
    history.save(referral)

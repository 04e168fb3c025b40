"""Showing the resident to staff where nobody took the referral: asked for, and written down."""

from datetime import datetime

from django.db import transaction

from assistdesk.referrals.models import Referral
from assistdesk.referrals.refusals import ContactNotShown, ReferralNotFound
from assistdesk.referrals.services import contacts_shown, history
from assistdesk.referrals.services.values import Contact
from assistdesk.referrals.states import FREE_STATES, ReferralState
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission


@transaction.atomic(durable=True)
def show(reference: str, *, marketplace: str, actor: Actor, at: datetime) -> Contact:
    """Return the resident's contact for staff who call themselves; it stands in the history who looked.

    Raises:
        ReferralNotFound: there is none that the actor may assign.
        ContactNotShown: somebody has the referral, or staff were not told that nobody takes it.
    """
    if not (actor.may(Permission.ASSIGN_REFERRALS) and actor.serves(marketplace)):
        raise ReferralNotFound
    found = Referral.objects.filter(marketplace=marketplace, reference=reference).values_list("id", flat=True)
    referral_id = found.first()
    if referral_id is None:
        raise ReferralNotFound
    referral = history.locked(referral_id)
    is_free = referral.state in {state.value for state in FREE_STATES}
    if not (referral.state == ReferralState.UNFILLED or (is_free and referral.alerted_at is not None)):
        raise ContactNotShown
    history.note(referral, "show_contact", actor=actor, at=at)
    return contacts_shown.contact(referral, actor=actor, at=at)

"""Reading a referral that one has, with the resident it is about."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from assistdesk.referrals.models import Referral
from assistdesk.referrals.refusals import ReferralNotFound
from assistdesk.referrals.services import contacts_shown
from assistdesk.referrals.services.values import Contact
from assistdesk.referrals.states import ReferralState
from assistdesk.shared.people.actors import Actor

SHOWN_IN = frozenset({ReferralState.IN_PROGRESS.value, ReferralState.COMPLETE.value})
"""States in which the helper who accepted sees the resident: not after the resident withdrew."""


@dataclass(frozen=True, slots=True)
class Own:
    """A referral that the actor accepted; `contact` is None once the resident is none of theirs any more."""

    referral: Referral
    contact: Contact | None


@transaction.atomic(durable=True)
def read_own(reference: str, *, actor: Actor, at: datetime, marketplace: str | None = None) -> Own:
    """Return a referral that the actor accepted; that the resident was read goes into the audit log.

    Raises:
        ReferralNotFound: there is none of that reference that this actor has.
    """
    own = Referral.objects.filter(reference=reference, helper_id=actor.account_id)
    own = own.filter(marketplace=marketplace) if marketplace else own
    referral = own.order_by("-accepted_at", "id").first() if actor.account_id else None
    if referral is None:
        raise ReferralNotFound
    is_shown = referral.state in SHOWN_IN
    return Own(referral, contacts_shown.contact(referral, actor=actor, at=at) if is_shown else None)

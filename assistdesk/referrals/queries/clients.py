"""Whether somebody who asked for a call back is a client that the marketplace knows."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from assistdesk.referrals.models import Referral
from assistdesk.referrals.rules.addresses import phone_number
from assistdesk.shared.compiled import compiled_once
from assistdesk.shared.people import rules as normal
from assistdesk.shared.people.models import Person

MOST = 200


def is_referred(account_id: UUID, person: Person, *, at: datetime) -> bool:  # noqa: ARG001 - asked as all are
    """Return whether a helper holds an open referral of `person`: by the name, the phone or the e-mail given.

    A resident says who they are in their own words, so this is as good as a guess: it fills in an answer that
    the helper gives, and opens nothing.
    """
    return any(_is_same(one, person) for one in _held(account_id, person.marketplace))


@compiled_once
def _held(helper_id: UUID, marketplace: str) -> QuerySet[Referral]:
    held = Referral.objects.open().filter(helper_id=helper_id, marketplace=marketplace)
    return held.order_by("-requested_at", "id")[:MOST]


def _is_same(referral: Referral, person: Person) -> bool:
    name = normal.name(f"{person.first_name} {person.last_name}")
    if name and normal.name(referral.name) == name:
        return True
    given = referral.contact.strip()
    if "@" in given:
        return bool(person.email) and given.casefold() == person.email.strip().casefold()
    phone = phone_number(person.phone)
    return bool(phone) and phone_number(given) == phone

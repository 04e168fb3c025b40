"""Open offers by the hundred thousand: made by the database from one that the desk made."""

import random
import uuid
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from assistdesk.referrals import services
from assistdesk.referrals.models import Offer, Referral
from assistdesk.referrals.services import NewRequest
from assistdesk.shared import clock
from assistdesk.shared.people.actors import Actor
from tools.bench.dispatching import roster, statements

SQL = Path(__file__).with_suffix(".sql")


def new(draw: random.Random) -> NewRequest:
    """Return what a resident asks for, who lives where people live; one in twenty speaks Spanish."""
    (place,) = draw.choices(roster.zips(), roster.weights())
    return NewRequest(
        marketplace=roster.MARKETPLACE,
        name="Rosa Delgado",
        contact_method="phone",
        contact="502-555-0199",
        language="es" if draw.random() < 0.05 else "en",
        program=draw.choice(["qhp", "qhp", "medicaid"]),
        key=uuid.uuid4().hex,
        zip_code=place.zip,
    )


def ask(draw: random.Random) -> UUID:
    """Let a resident ask; return the referral, with its first offer made."""
    return services.request(new(draw), actor=Actor.anonymous(), at=clock.now()).id


def lay(
    name: str, *, referrals: int, offers: int, kind: str, due: int = 0, first_due: float = 0, rate: float = 1
) -> None:
    """Make so many referrals with so many open offers each.

    `due` of the offers close at `rate` a second, from `first_due` seconds ahead on, the others in two hours.
    """
    facts: dict[str, Any] = {
        "model": ask(random.Random(1)),  # noqa: S311 - one like any other
        "marketplace": roster.MARKETPLACE,
        "name": name,
        "referrals": referrals,
        "offers": offers,
        "kind": kind,
        "due": due,
        "first_due": first_due,
        "rate": rate,
    }
    with transaction.atomic(durable=True):
        statements.run(SQL, facts)


def offers_of(name: str) -> list[UUID]:
    """Return the offers of the referrals that `lay` made under a name, so that those of one race meet."""
    found = Offer.objects.filter(referral__reference__startswith=name)
    return list(found.order_by("referral_id", "place", "id").values_list("id", flat=True))


def referrals_of(name: str) -> list[UUID]:
    """Return the referrals that `lay` made under a name."""
    found = Referral.objects.filter(reference__startswith=name)
    return list(found.order_by("id").values_list("id", flat=True))

"""Residents who ask, and what became of it, with sensible values for these tests."""

import re
import uuid
from datetime import time

from assistdesk.referrals import services
from assistdesk.referrals.models import Offer, Referral, Registration
from assistdesk.referrals.rules.duty import WeeklyHours
from assistdesk.referrals.services import NewRequest, Requested, tokens
from assistdesk.shared import clock
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from tests.referrals import taking_part as build

RESIDENT_PHONE = "+15025550199"
ROUND_THE_CLOCK = tuple(WeeklyHours(day, time(0), time(0)) for day in range(1, 8))


def new(**changes: object) -> NewRequest:
    """Return what a resident of Louisville asks for."""
    values: dict[str, object] = {
        "marketplace": build.KENTUCKY,
        "name": "Rosa Delgado",
        "contact_method": "phone",
        "contact": "502-555-0199",
        "language": "en",
        "program": "qhp",
        "key": uuid.uuid4().hex,
        "zip_code": "40202",
    }
    return NewRequest(**{**values, **changes})  # type: ignore[arg-type]  # checked by the service


def request(**changes: object) -> Requested:
    """Let a resident ask now."""
    return services.request(new(**changes), actor=Actor.anonymous(), at=clock.now())


def referral(asked: Requested) -> Referral:
    """Return the referral of what a resident was told, as it stands now."""
    return Referral.objects.get(pk=asked.id)


def offers(asked: Requested, **filters: object) -> list[Offer]:
    """Return its offers, in the order in which they were made."""
    found = Offer.objects.filter(referral_id=asked.id, **filters)
    return list(found.select_related("helper").order_by("offered_at", "place", "id"))


def actor_of(offer: Offer) -> Actor:
    """Return the helper of an offer."""
    return people.actor_of(Account.objects.get(pk=offer.helper_id))


def token(offer: Offer) -> str:
    """Return what stands in the link of an offer."""
    return tokens.offer_token(offer.id)


def passcode(offer: Offer) -> str:
    """Return the newest passcode that was sent for an offer."""
    mail = Outgoing.objects.filter(about_id=offer.id, template="offer_passcode").latest("queued_at")
    found = re.search(r"\b\d{6}\b", mail.body)
    assert found
    return found[0]


def on_duty(count: int = 1, **changes: object) -> list[Actor]:
    """Register so many helpers who are there round the clock, and return them."""
    helpers = [build.helper(name=f"Casey {chr(65 + place)}") for place in range(count)]
    for one in helpers:
        build.register(one, at=clock.now(), hours=ROUND_THE_CLOCK, **changes)  # type: ignore[arg-type]  # of the availability
    return helpers


def registration(helper: Actor) -> Registration:
    """Return how a helper takes part, as it stands now."""
    return Registration.objects.get(pk=helper.account_id)

"""Staff of the marketplace, and what they read of its pages."""

import re
import uuid

from django.test import Client
from django.urls import reverse

from assistdesk.referrals import services
from assistdesk.referrals.models import Offer
from assistdesk.referrals.services import Requested
from assistdesk.shared import clock
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.roles import Role
from tests.escalations.reading import HasContent
from tests.referrals import asking
from tests.referrals import taking_part as build

BOARD = reverse("referrals:board", args=[build.KENTUCKY])


def staff(role: Role = Role.TEAM_LEAD, *, marketplace: str = build.KENTUCKY) -> Actor:
    """Make somebody who works for a marketplace, and return the actor."""
    account = Account.objects.create(
        username=f"staff-{uuid.uuid4().hex[:8]}",
        name="Lee Marsh",
        email="staff@example.com",
        marketplace=marketplace,
        role=role.value,
        made_at=build.LONG_AGO,
    )
    return people.actor_of(account)


def accept(offer: Offer) -> Actor:
    """Let the helper of an offer accept it now, and return the helper."""
    helper = asking.actor_of(offer)
    services.accept(offer.id, actor=helper, at=clock.now())
    return helper


def call(asked: Requested, helper: Actor, result: str = "reached") -> None:
    """Let a helper try to reach the resident now."""
    key = uuid.uuid4().hex
    services.attempt(asked.reference, result=result, key=key, actor=helper, at=clock.now())


def text_of(answer: HasContent) -> str:
    """Return what a page says, without its tags."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text)


def listed(browser: Client, **query: str) -> list[str]:
    """Return the references on the board, in its order."""
    answer = browser.get(BOARD, query)
    return re.findall(r'data-live-key="([^"]+)"', answer.content.decode())


def page_of(asked: Requested) -> str:
    """Return the address of a referral's page."""
    return reverse("referrals:one", args=[build.KENTUCKY, asked.reference])

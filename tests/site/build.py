"""Browsers of the demo's people, and what they escalate."""

import uuid
from datetime import datetime

from django.test import Client

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident
from assistdesk.escalations.services import NewEscalation
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import AccessGrant, Account
from assistdesk.shared.people.queries import actor_of


def actor(username: str) -> Actor:
    """Return one of the demo's people."""
    return actor_of(Account.objects.get(username=username))


def browser(username: str = "", *, language: str = "") -> Client:
    """Return the browser of one of the demo's people, or of a stranger."""
    client = Client()
    if username:
        client.force_login(Account.objects.get(username=username))
    if language:
        client.cookies["desk_language"] = language
    return client


def incident(username: str, *, at: datetime, kind: str = "termination", **fields: str) -> Incident:
    """Return an incident that one of the demo's helpers files about a client."""
    helper = actor(username)
    grants = AccessGrant.objects.filter(account__username=username).select_related("person")
    before = Incident.objects.filter(filed_by_id=helper.account_id).count()
    client = grants.order_by("person__person_id")[
        before
    ].person  # another each time: one issue is one incident
    new = NewEscalation(
        marketplace=client.marketplace,
        type=kind,
        description="Coverage ended a month too early.",
        submission_key=uuid.uuid4().hex,
        consumers=(client.person_id,),
        fields=fields,
    )
    made = services.submit(new, actor=helper, at=at)
    return Incident.objects.get(marketplace=made.marketplace, number=made.number)

"""Telling a helper who mailed personal information how to send it safely."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from assistdesk.escalations.models import Incident
from assistdesk.escalations.services import families, promises
from assistdesk.escalations.states import ABOUT_INCIDENT
from assistdesk.shared.messaging import screening
from assistdesk.shared.messaging import steps as messaging
from assistdesk.shared.messaging.queries import IncomingReply
from assistdesk.shared.messaging.values import About, Message, Recipient
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.rendering import RenderedMessage

TEMPLATE = "pii_received"


def tell(incident: Incident, mail: IncomingReply, *, at: datetime) -> None:
    """Tell the helper of an incident, whose mail it is, where the guard finds personal information in it.

    They are told at most once an incident and day of the marketplace; their words stay as they are.

    Source: rule V-06.
    """
    pack = policy.loaded(incident.marketplace, incident.pack_digest)
    helper, day = Recipient.account(incident.filed_by), promises.local_day(pack, at=at)
    words = RenderedMessage(subject=mail.subject, body=mail.own_text)
    is_known = TEMPLATE in pack.messages_on(day).messages
    if not is_known or not screening.finds_personal(words, pack=pack, by=helper):
        return
    leading = families.leading(incident)
    page = reverse("escalations:incident", args=[leading.marketplace, leading.number])
    message = Message(
        pack=pack,
        template=TEMPLATE,
        to=helper,
        about=About(ABOUT_INCIDENT, incident.id),
        values={"incident_number": leading.number, "link": f"{settings.BASE_URL}{page}"},
        dedupe_key=f"{TEMPLATE} {incident.id} {incident.filed_by_id} {day}",
    )
    messaging.queue(message, actor=Actor.system(incident.marketplace), at=at)

"""Incidents that are handed on, and the answers that come back, for the tests of both."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from assistdesk.escalations import services
from assistdesk.escalations.models import Handoff, Incident
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.values import Inbound
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.outside import outside
from assistdesk.shared.policy.schema import ChannelName
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build

FRANKFORT = ZoneInfo("America/New_York")
HOUR = timedelta(hours=1)
DCBS, KOG, DMS, ISSUER = "dcbs", "kog-helpdesk", "dms", "caresource"
FIVE_DAYS = datetime(2027, 3, 9, 17, tzinfo=FRANKFORT)  # five business days from Tuesday at ten


def address(office: str) -> str:
    """Return the mail address that the directory gives of an office."""
    found = outside(build.pack(build.KENTUCKY), office)
    assert found is not None
    return found.email or ""


def domain(office: str) -> str:
    """Return the mail domain of an office."""
    return address(office).rpartition("@")[2]


def fresh(incident: Incident) -> Incident:
    """Return an incident as it stands in the database."""
    return Incident.objects.get(pk=incident.pk)


def hand_on(
    incident: Incident, contact: str, *, by: Actor, at: datetime = TEN_O_CLOCK, text: str = "Please look."
) -> Handoff:
    """Hand an incident on."""
    made = services.hand_on(build.ref(incident), contact=contact, text=text, actor=by, at=at)
    return Handoff.objects.get(pk=made)


def answer(
    mail: Outgoing, *, sender: str = "", text: str = "We fixed it.", named: str = "", at: datetime
) -> None:
    """Let an answer to one of our mails, which a provider took, come in and be taken."""
    Outgoing.objects.filter(pk=mail.pk).update(attempts=1)
    inbound = Inbound(
        channel=ChannelName.EMAIL,
        sender=sender or mail.to_address,
        to=(mail.from_address,),
        subject="Re: whatever",
        text=text,
        message_id=f"<{at.timestamp()}@example.com>",
        in_reply_to=named,
    )
    received = messaging.receive(inbound, at=at)
    if received.about is not None:
        services.take_reply(incoming_id=received.incoming_id, at=at)

"""The desk that the corpus is delivered to: packs, helpers, incidents, and our mails that went out."""

import uuid
from datetime import date, datetime
from itertools import count

from django.conf import settings

from assistdesk.escalations import services as escalations
from assistdesk.escalations.models import Incident
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.services import NewEscalation
from assistdesk.shared.messaging import addresses
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.access import Scope
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import AccessGrant, Account, Helper, Person
from assistdesk.shared.people.queries import actor_of
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy import services as policy
from tools.mail_corpus.cases import Party

MARKETPLACE, TYPE, TEAM = "maryland", "consumer-enrollment", "escalated-cases"
_numbers = count(700_000)


def make_packs(*, at: datetime) -> None:
    """Let the packs that ship run."""
    for folder in sorted(settings.PACKS_DIR.iterdir()):
        policy.load_pack(folder, actor=Actor.system(None), at=at)


def make_parties(number: int, *, at: datetime) -> list[Party]:
    """Return threads, each of an incident of its own helper, to whom the team wrote; the mails went out."""
    caseworker = _account("Cora Webb", Role.CASEWORKER, at=at, teams=[TEAM])
    incidents = [_incident(at=at) for _ in range(number)]
    for incident in incidents:
        ref = IncidentRef(incident.number, incident.marketplace)
        escalations.reply(ref, text="Which month?", attachments=(), actor=actor_of(caseworker), at=at)
    messaging.deliver_due()
    return [_party(incident) for incident in incidents]


def _party(incident: Incident) -> Party:
    row = Outgoing.objects.filter(about_id=incident.id, template="escalation_reply").latest("queued_at")
    return Party(
        thing_id=incident.id,
        number=incident.number,
        person=row.to_address,
        reply_address=row.from_address,
        message_id=row.message_id,
        bounce_address=addresses.bounce_address(row.id),
        outgoing_id=row.id,
        subject=row.subject,
    )


def _incident(*, at: datetime) -> Incident:
    helper = _account("Pat Producer", Role.AGENT, at=at)
    Helper.objects.create(account=helper, marketplace=MARKETPLACE, authorized_until=date(2099, 12, 31))
    client = Person.objects.create(
        marketplace=MARKETPLACE,
        person_id=str(next(_numbers)),
        first_name="Ana",
        last_name="Brooks",
        date_of_birth=date(1986, 4, 12),
    )
    AccessGrant.objects.create(account=helper, person=client, scope=Scope.SEE_CASE.value, starts_at=at)
    new = NewEscalation(
        marketplace=MARKETPLACE,
        type=TYPE,
        description="The carrier has no record of the enrollment.",
        submission_key=uuid.uuid4().hex,
        consumers=(client.person_id,),
    )
    made = escalations.submit(new, actor=actor_of(helper), at=at)
    return Incident.objects.get(marketplace=MARKETPLACE, number=made.number)


def _account(name: str, role: Role, *, at: datetime, teams: list[str] | None = None) -> Account:
    username = f"corpus-{uuid.uuid4().hex[:10]}"
    return Account.objects.create(
        username=username,
        name=name,
        email=f"{username}@example.com",
        role=role.value,
        marketplace=MARKETPLACE,
        teams=teams or [],
        made_at=at,
    )

"""What is known of the consumers of an incident, for the privacy guard."""

from uuid import UUID

from django.db.models import Q

from assistdesk.escalations.models import Incident, IncidentConsumer
from assistdesk.escalations.rules import IncidentRef
from assistdesk.shared.people import knowledge
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Person
from assistdesk.shared.privacy.known import NOTHING_KNOWN, KnownValues


def known_of(incident_id: UUID) -> KnownValues:
    """Return what is known of an incident's consumers, and of those of incidents that were merged with it."""
    whole = Q(incident=incident_id) | Q(incident__merged_into=incident_id) | Q(incident__merged=incident_id)
    links = IncidentConsumer.objects.filter(whole)
    return knowledge.known_of(
        Person.objects.filter(pk__in=links.values("person_id")).select_related("identity")
    )


def known_in(ref: IncidentRef, *, actor: Actor) -> KnownValues:
    """Return the same of an incident that the actor may see; nothing of any other."""
    found = Incident.objects.visible_to(actor).filter(marketplace=ref.marketplace, number=ref.number).first()
    return known_of(found.id) if found is not None else NOTHING_KNOWN

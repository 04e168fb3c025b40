"""Which open incidents are probably about the same: proposals, for staff to decide."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import BooleanField, ExpressionWrapper, Q

from assistdesk.escalations.models import Incident, IncidentConsumer
from assistdesk.escalations.queries.labels import labels_of
from assistdesk.shared.people.actors import Actor

MOST = 5


@dataclass(frozen=True, slots=True)
class LikelyRow:
    """An open incident that is probably about the same."""

    number: str
    marketplace: str
    type_title: str
    state: str
    filed_by: str
    description: str = field(repr=False)
    opened_at: datetime
    zone: str


def likely_duplicates(incident: Incident, *, actor: Actor, language: str) -> list[LikelyRow]:
    """Return the open incidents about a consumer of this one that the actor may see, its own type first."""
    persons = IncidentConsumer.objects.filter(incident=incident).values("person_id")
    links = IncidentConsumer.objects.filter(person_id__in=persons).values("incident_id")
    found = Incident.objects.visible_to(actor).open().filter(marketplace=incident.marketplace, pk__in=links)
    is_same_type = ExpressionWrapper(Q(type=incident.type), output_field=BooleanField())
    rows = found.exclude(pk=incident.pk).select_related("filed_by").annotate(is_same_type=is_same_type)
    return [_row(one, language=language) for one in rows.order_by("-is_same_type", "opened_at", "id")[:MOST]]


def likely_incident(*, sender: str, marketplace: str, actor: Actor, language: str) -> list[LikelyRow]:
    """Return the open incidents that a stray mail from this address is probably about, the newest first.

    They are those that the actor may see of the helpers of the marketplace who have that address.
    """
    if not sender:
        return []
    open_ones = Incident.objects.visible_to(actor).open().filter(marketplace=marketplace)
    rows = open_ones.filter(filed_by__email__iexact=sender).select_related("filed_by")
    return [_row(one, language=language) for one in rows.order_by("-opened_at", "-id")[:MOST]]


def _row(one: Incident, *, language: str) -> LikelyRow:
    labels = labels_of(one, language=language)
    return LikelyRow(
        number=one.number,
        marketplace=one.marketplace,
        type_title=labels.type_title,
        state=one.state,
        filed_by=one.filed_by.name,
        description=one.description,
        opened_at=one.opened_at,
        zone=labels.pack.identity.zone,
    )

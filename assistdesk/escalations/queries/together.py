"""Several people at one incident: one's own drafts, who else is here, what came in between."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from assistdesk.escalations.models import Draft, Incident, Presence
from assistdesk.escalations.rules import IncidentRef, together
from assistdesk.shared.people.actors import Actor


@dataclass(frozen=True, slots=True)
class DraftRow:
    """Words of one's own that were not sent; none where they were sent since.

    `version` is that of the incident they were begun on.
    """

    text: str = field(repr=False)
    revision: int
    version: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class HereRow:
    """A colleague who has the incident open."""

    account_id: UUID
    name: str
    is_writing: bool


def drafts(incident: Incident, *, actor: Actor) -> dict[str, DraftRow]:
    """Return the actor's own drafts, by box, those that were sent without words; one query."""
    if actor.account_id is None:
        return {}
    rows = Draft.objects.filter(incident=incident, account_id=actor.account_id)
    return {row.box: DraftRow(row.text, row.revision, row.version, row.saved_at) for row in rows}


def others_at(ref: IncidentRef, *, actor: Actor, at: datetime) -> list[HereRow]:
    """Return the same for an incident that is named; nobody where the actor may not see it. Two queries."""
    found = Incident.objects.visible_to(actor).filter(number=ref.number, marketplace=ref.marketplace).first()
    return others_here(found, actor=actor, at=at) if found else []


def others_here(incident: Incident, *, actor: Actor, at: datetime) -> list[HereRow]:
    """Return which colleagues have an incident open besides the actor, by name; to helpers, nobody."""
    if actor.account_id is None or not actor.is_staff:
        return []
    rows = Presence.objects.filter(incident=incident, open_until__gt=at).exclude(account_id=actor.account_id)
    return [
        HereRow(row.account_id, row.account.name, together.is_there(until=row.writing_until, at=at))
        for row in rows.select_related("account").order_by("account__name", "id")
    ]

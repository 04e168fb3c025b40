"""Who has an incident open: leases that end by themselves, so that nobody's ghost stays."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.escalations.models import Incident, Presence, staff_topics
from assistdesk.escalations.refusals import IncidentNotFound
from assistdesk.escalations.rules import IncidentRef, together
from assistdesk.shared.live import steps as live
from assistdesk.shared.people.actors import Actor

PRESENCE_CHANGED = "presence.changed"
FORGOTTEN_AT_ONCE = 500


@transaction.atomic(durable=True)
def be_here(ref: IncidentRef, *, is_writing: bool, actor: Actor, at: datetime) -> None:
    """Note that a colleague has an incident open, and whether they write a reply; others hear of changes.

    Raises:
        IncidentNotFound: there is none to this actor.
    """
    incident, account_id = _incident(ref, actor=actor)
    own = Presence.objects.filter(incident=incident, account_id=account_id)
    before = own.first()
    lease = Presence(
        incident=incident,
        account_id=account_id,
        open_until=at + together.OPEN_FOR,
        writing_until=at + together.WRITING_FOR if is_writing else None,
    )
    Presence.objects.bulk_create(
        [lease],
        update_conflicts=True,
        unique_fields=["incident", "account"],
        update_fields=["open_until", "writing_until"],
    )
    was_there = before is not None and together.is_there(until=before.open_until, at=at)
    was_writing = before is not None and together.is_there(until=before.writing_until, at=at)
    if not was_there or was_writing is not is_writing:
        _tell(incident, at=at)


@transaction.atomic(durable=True)
def leave(ref: IncidentRef, *, actor: Actor, at: datetime) -> None:
    """Note that a colleague has closed an incident.

    Raises:
        IncidentNotFound: there is none to this actor.
    """
    incident, account_id = _incident(ref, actor=actor)
    gone, _ = Presence.objects.filter(incident=incident, account_id=account_id).delete()
    if gone:
        _tell(incident, at=at)


@transaction.atomic(durable=True)
def forget_presence(*, at: datetime) -> None:
    """Delete the leases that have ended."""
    ended = Presence.objects.filter(open_until__lte=at - together.OPEN_FOR).order_by("open_until", "id")
    Presence.objects.filter(id__in=list(ended.values_list("id", flat=True)[:FORGOTTEN_AT_ONCE])).delete()


def _incident(ref: IncidentRef, *, actor: Actor) -> tuple[Incident, UUID]:
    found = Incident.objects.visible_to(actor).filter(number=ref.number, marketplace=ref.marketplace).first()
    if found is None or not actor.is_staff or actor.account_id is None:
        raise IncidentNotFound
    return found, actor.account_id


def _tell(incident: Incident, *, at: datetime) -> None:
    live.changed(PRESENCE_CHANGED, thing=incident.number, to=staff_topics(incident), at=at)

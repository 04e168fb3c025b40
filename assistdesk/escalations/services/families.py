"""Steps for incidents that were merged: locked together; words to one reach the one that goes on.

Whoever locks more than one incident takes the families' lock first, so nobody waits in a circle.
"""

from collections.abc import Collection
from uuid import UUID

from django.db import connection, transaction

from assistdesk.escalations.models import Incident, IncidentQuerySet
from assistdesk.escalations.refusals import IncidentNotFound
from assistdesk.escalations.rules import IncidentRef
from assistdesk.shared import transactions
from assistdesk.shared.refusals import FieldError, InvalidInput


def one_at_a_time() -> None:
    """Let whoever is about to lock several incidents wait until this transaction ends."""
    transactions.required()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('escalations.families', 0))")


def locked_alone(incidents: IncidentQuerySet) -> list[Incident]:
    """Return those of the incidents, at most two, that are merged into none, locked.

    Where there is none, nothing stays locked: a row that was merged while we waited for it is let go, because
    whoever merges may be waiting for it.
    """
    before = transaction.savepoint()
    alone = incidents.filter(merged_into__isnull=True)
    found = list(alone.select_for_update(of=("self",)).order_by("id")[:2])
    if found:
        transaction.savepoint_commit(before)
    else:
        transaction.savepoint_rollback(before)
    return found


def locked_member(visible: IncidentQuerySet, ref: IncidentRef) -> Incident:
    """Return the incident of a number, or the first merged into it, locked with the one that goes on.

    Raises:
        IncidentNotFound: there is none among the visible ones.
        InvalidInput: several marketplaces have one of that number, and none was named.
    """
    one_at_a_time()
    for known in (visible.named, visible.merged_into):
        incidents = known(ref.number, marketplace=ref.marketplace).order_by("opened_at", "id")
        found = list(incidents.values_list("id", "marketplace", "merged_into"))
        if len({marketplace for _, marketplace, _ in found}) > 1:
            raise InvalidInput([FieldError("marketplace", "Say which marketplace's incident you mean.")])
        if found:
            chosen, _, into = found[0]
            return locked_together([one for one in (chosen, into) if one is not None])[chosen]
    raise IncidentNotFound


def locked_one(incident_id: UUID) -> Incident:
    """Return an incident by its id, locked; of one that was merged, the one that goes on is locked too.

    Raises:
        IncidentNotFound: there is none.
    """
    alone = locked_alone(Incident.objects.filter(pk=incident_id))
    if alone:
        return alone[0]
    one_at_a_time()
    into = Incident.objects.filter(pk=incident_id).values_list("merged_into", flat=True).first()
    rows = locked_together([one for one in (incident_id, into) if one is not None])
    if incident_id not in rows:
        raise IncidentNotFound
    return rows[incident_id]


def locked_together(incident_ids: Collection[UUID]) -> dict[UUID, Incident]:
    """Return these incidents by id, locked in the order of their ids; the caller has the families' lock."""
    rows = Incident.objects.filter(pk__in=incident_ids).select_for_update().order_by("id")
    found = {row.id: row for row in rows}
    for row in found.values():
        if row.merged_into_id in found:
            row.merged_into = found[row.merged_into_id]
    return found


def locked_with_helpers(incident_ids: Collection[UUID]) -> dict[UUID, Incident]:
    """Return those of these incidents that go on by themselves, by id, locked; the helpers come with them.

    One that was merged is left out: it is locked together with the one that goes on, by `locked_one`.
    """
    one_at_a_time()
    alone = Incident.objects.filter(pk__in=incident_ids, merged_into__isnull=True)
    rows = alone.select_related("filed_by").select_for_update(of=("self",)).order_by("id")
    return {row.id: row for row in rows}


def leading(incident: Incident) -> Incident:
    """Return the incident that goes on in the place of a merged one; one that was not merged leads itself."""
    return incident.merged_into or incident

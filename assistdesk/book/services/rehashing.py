"""Hashing prospects anew after the desk's key was changed: what tells two of one helper apart."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.book.models import Prospect
from assistdesk.book.services.prospects import likenesses_of
from assistdesk.book.states import ProspectState
from assistdesk.shared import keys
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor

BATCH = 1000


@dataclass(frozen=True, slots=True)
class RehashedProspects:
    """One batch: how many are hashed by the newest key now, and where the next one begins; None: nowhere."""

    done: int
    last: UUID | None


@transaction.atomic(durable=True)
def rehash_prospects(*, after: UUID, at: datetime) -> RehashedProspects:
    """Hash a batch of prospects by the newest key, beginning after an id; those that are so stay as they are.

    One whose helper has another that is written alike keeps its hash. Safe to stop and begin again anywhere.
    """
    found = list(Prospect.objects.select_for_update().filter(pk__gt=after).order_by("pk")[:BATCH])
    wanted = {one.id: likenesses_of(one)[0] for one in found}
    stale = [one for one in found if one.likeness != wanted[one.id]]
    standing = Prospect.objects.exclude(state=ProspectState.CONVERTED.value)
    standing = standing.filter(likeness__in=[wanted[one.id] for one in stale])
    taken = set(standing.values_list("helper_id", "likeness"))
    done = [one for one in stale if (one.helper_id, wanted[one.id]) not in taken]
    for one in done:
        one.likeness = wanted[one.id]
    Prospect.objects.bulk_update(done, ["likeness"])
    if done:
        facts: dict[str, object] = {"rows": len(done)}
        key, actor = keys.key_id(), Actor.system(None)
        audit.record(action="book.prospects.rehashed", subject=key, actor=actor, at=at, facts=facts)
    return RehashedProspects(len(done), found[-1].pk if len(found) == BATCH else None)

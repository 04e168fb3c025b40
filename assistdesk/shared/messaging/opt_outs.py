"""Who wants no text messages: asked before each one, and noted, inside somebody's transaction.

The number is in no audit entry, and in its row only as a keyed hash and sealed.
"""

import uuid
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from assistdesk.shared import keys, transactions
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.messaging.models import OptOut
from assistdesk.shared.people.actors import Actor

BATCH = 1000

_STOPPED_AMONG = "SELECT number_hash FROM messaging_optout WHERE number_hash = ANY(%s) AND ended_at IS NULL"


_IS_STOPPED = "SELECT 1 FROM messaging_optout WHERE number_hash = ANY(%s) AND ended_at IS NULL"


def is_stopped(number: str) -> bool:
    """Return whether no text messages may go to `number` (E.164)."""
    with connection.cursor() as cursor:  # asked with each text message
        cursor.execute(_IS_STOPPED, [_hashes(number)])
        return cursor.fetchone() is not None


def stopped_among(numbers: Collection[str]) -> frozenset[str]:
    """Return those of `numbers` (E.164) to which no text messages may go; one query."""
    hashes = {one: number for number in numbers for one in _hashes(number)}
    with connection.cursor() as cursor:
        cursor.execute(_STOPPED_AMONG, [list(hashes)])
        return frozenset(hashes[one] for (one,) in cursor.fetchall())


def stop(number: str, *, number_of_ours: str, at: datetime) -> bool:
    """Note that `number` wants no text messages; return whether that is new.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    if is_stopped(number):
        return False
    row_id = uuid.uuid4()
    row = OptOut(
        id=row_id,
        number_hash=_hashes(number)[0],
        sealed=keys.seal(number.encode(), context=f"opt-out {row_id}"),
        number_of_ours=number_of_ours[:60],
        stopped_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    audit.record(action="messaging.number.stopped", subject=row.id, actor=Actor.system(None), at=at)
    return True


def start(number: str, *, at: datetime) -> bool:
    """Note that `number` wants text messages again; return whether it had wanted none.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    rows = OptOut.objects.select_for_update().filter(number_hash__in=_hashes(number), ended_at__isnull=True)
    row = rows.order_by("stopped_at", "id").first()
    if row is None:
        return False
    rows.update(ended_at=at)
    audit.record(action="messaging.number.started", subject=row.id, actor=Actor.system(None), at=at)
    return True


def _hashes(number: str) -> list[str]:
    """Return what a number may be noted by, by each of the desk's keys, the newest first."""
    return keys.fingerprints(number, purpose="opt-out number")


@dataclass(frozen=True, slots=True)
class RehashedNumbers:
    """One batch: how many are noted by the newest key now, how many can't be, and where the next one begins.

    `last` None: this was the last batch.
    """

    done: int
    left_out: int
    last: UUID | None


@transaction.atomic(durable=True)
def rehash(*, after: UUID, at: datetime) -> RehashedNumbers:
    """Note a batch of numbers by the newest key, beginning after an id; those that are so stay as they are.

    A number that can't be opened any more stays as it is. Safe to stop and to begin again anywhere.
    """
    found = list(OptOut.objects.select_for_update().filter(pk__gt=after).order_by("pk")[:BATCH])
    wanted = dict[UUID, str]()
    for row in found:
        with suppress(keys.Tampered):
            number = keys.open_sealed(bytes(row.sealed), context=f"opt-out {row.id}").decode()
            wanted[row.id] = _hashes(number)[0]
    standing = OptOut.objects.filter(number_hash__in=wanted.values(), ended_at__isnull=True)
    taken = set(standing.values_list("number_hash", flat=True))
    stale = [one for one in found if wanted.get(one.id, one.number_hash) != one.number_hash]
    done = [one for one in stale if one.ended_at is not None or wanted[one.id] not in taken]
    for one in done:
        one.number_hash = wanted[one.id]
    OptOut.objects.bulk_update(done, ["number_hash"])
    if done:
        facts: dict[str, object] = {"rows": len(done)}
        key, actor = keys.key_id(), Actor.system(None)
        audit.record(action="messaging.numbers.rehashed", subject=key, actor=actor, at=at, facts=facts)
    last = found[-1].pk if len(found) == BATCH else None
    return RehashedNumbers(len(done), len(found) - len(wanted), last)

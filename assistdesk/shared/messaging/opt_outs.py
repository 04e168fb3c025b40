"""Who wants no text messages: asked before each one, and noted, inside somebody's transaction.

The number is in no audit entry, and in its row only as a keyed hash and sealed.
"""

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from assistdesk.shared import keys, transactions
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.messaging.models import OptOut
from assistdesk.shared.people.actors import Actor


def is_stopped(number: str) -> bool:
    """Return whether no text messages may go to `number` (E.164)."""
    return OptOut.objects.filter(number_hash=_hash(number), ended_at__isnull=True).exists()


def stopped_among(numbers: Collection[str]) -> frozenset[str]:
    """Return those of `numbers` (E.164) to which no text messages may go; one query."""
    hashes = {_hash(number): number for number in numbers}
    rows = OptOut.objects.filter(number_hash__in=hashes, ended_at__isnull=True)
    return frozenset(hashes[one] for one in rows.values_list("number_hash", flat=True))


def stop(number: str, *, number_of_ours: str, at: datetime) -> bool:
    """Note that `number` wants no text messages; return whether that is new.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    row_id = uuid.uuid4()
    row = OptOut(
        id=row_id,
        number_hash=_hash(number),
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
    rows = OptOut.objects.select_for_update().filter(number_hash=_hash(number), ended_at__isnull=True)
    row = rows.first()
    if row is None:
        return False
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    audit.record(action="messaging.number.started", subject=row.id, actor=Actor.system(None), at=at)
    return True


def _hash(number: str) -> str:
    return keys.fingerprint(number, purpose="opt-out number")

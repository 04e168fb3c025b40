"""Putting right what is kept beside helpers' registrations, counted again from their offers."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from assistdesk.referrals.models.counts import miscounts
from assistdesk.referrals.services import duty_roll, records
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import Pack


def put_right(pack: Pack, *, actor: Actor, at: datetime) -> int:
    """Count a marketplace's helpers again and keep what is right; return how many helpers were wrong.

    Each helper is one transaction; what was kept before stands in the audit log. Nobody is de-registered or
    taken back by it.
    """
    resets = list(pack.referrals_on(at.astimezone(ZoneInfo(pack.identity.zone)).date()).misses.reset_by)
    wrong = {one.account_id for one in miscounts(marketplace=pack.marketplace, resets=resets)}
    return sum(_put_right(one, pack.marketplace, resets, actor=actor, at=at) for one in sorted(wrong))


@transaction.atomic(durable=True)
def _put_right(account_id: UUID, marketplace: str, resets: list[str], *, actor: Actor, at: datetime) -> bool:
    """Put one helper's counts right; return False where they are by now."""
    registration = records.locked([account_id]).get(account_id)
    if registration is None:
        return False
    wrong = list(miscounts(marketplace=marketplace, resets=resets, account_id=account_id))
    if not wrong:
        return False
    for one in wrong:
        setattr(registration, one.column, one.counted)
    registration.save(update_fields=[one.column for one in wrong])
    duty_roll.tell_free(registration)
    facts: dict[str, object] = {one.column: [one.kept, one.counted] for one in wrong}
    audit.record(
        action="referrals.registration.recounted", subject=account_id, actor=actor, at=at, facts=facts
    )
    return True

"""The other way to somebody: spare messages that are called up, and addresses that can't be reached.

Messages of one group say the same to the same receiver. A spare one waits until no other of its group can
still arrive. All of this happens in the transaction in which the first fails.
"""

from datetime import datetime
from uuid import UUID

from django.db import connection

from assistdesk.shared import keys, transactions
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.compiled import Change, changed_once
from assistdesk.shared.messaging import couriers, fates, rules
from assistdesk.shared.messaging.models import AddressMark, Outgoing
from assistdesk.shared.messaging.states import OUTGOING, Failure, OutgoingState
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import ChannelName

WAITING = sorted(state.value for move in ("claim", "call_up", "release") for state in OUTGOING.sources(move))
_UNMARK = "DELETE FROM messaging_addressmark WHERE channel = %s AND address_hash = ANY(%s)"
_IS_MARKED = "SELECT 1 FROM messaging_addressmark WHERE channel = %s AND address_hash = ANY(%s)"
OVER = (OutgoingState.FAILED.value, OutgoingState.SPARE.value)


def after_failure(row: Outgoing, *, failure: Failure, at: datetime) -> None:
    """Mark the address where it is to blame, and send the message another way where there is one.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    if rules.marks_address(failure) and row.to_address:
        values = {"failure": failure.value, "marked_at": at}
        AddressMark.objects.update_or_create(
            channel=row.channel, address_hash=hashes_of(row.channel, row.to_address)[0], defaults=values
        )
    if row.group is not None and not rules.spoils_spare(failure):
        call_up(row.group, at=at)


def after_delivery(row: Outgoing) -> None:
    """Forget the mark on an address: a message has arrived there.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    with connection.cursor() as cursor:
        cursor.execute(_UNMARK, [row.channel, hashes_of(row.channel, row.to_address)])


def call_up(group: UUID, *, at: datetime) -> None:
    """Send the spare messages of a group if no other of it can still arrive.

    Two that fail at the same moment come here one after the other, so that the second sees the first.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"messaging {group}"])
    if not Outgoing.objects.filter(group=group).exclude(state__in=OVER).exists():
        send_spares(group, at=at)


def send_spares(group: UUID, *, at: datetime) -> None:
    """Let the spare messages of a group go out."""
    spares = Outgoing.objects.filter(group=group, state__in=sorted(OUTGOING.sources("call_up")))
    for row in spares.select_for_update().order_by("id"):
        Outgoing.objects.filter(id=row.id).update(state=OUTGOING.target("call_up").value)
        actor = Actor.system(row.marketplace)
        audit.record(action="messaging.message.called_up", subject=row.id, actor=actor, at=at)
        fates.changed(row.about_kind, row.about_id, at=at)
        couriers.call(ChannelName(row.channel))


def call_off(kind: str, thing_id: UUID, *, template: str, at: datetime) -> None:
    """Let the messages about a thing that wait, or may be tried again, be too late from `at` on.

    One that a sender has in hand at this moment may still arrive.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    _called_off(kind, thing_id, template, at)


@changed_once()
def _called_off(kind: str, thing_id: UUID, template: str, at: datetime) -> Change:
    waiting = Outgoing.objects.about(kind, thing_id).filter(template=template, state__in=WAITING)
    return waiting.exclude(expires_at__lte=at), {"expires_at": at}


def is_marked(channel: ChannelName, address: str) -> bool:
    """Return whether messages to an address could not be delivered, for a reason that lasts."""
    with connection.cursor() as cursor:  # asked with each message, before and after
        cursor.execute(_IS_MARKED, [channel.value, hashes_of(channel, address)])
        return cursor.fetchone() is not None


def hashes_of(channel: str, address: str) -> list[str]:
    """Return what an address may be marked by, by each of the desk's keys, the newest first."""
    return keys.fingerprints(address.casefold(), purpose=f"address mark {channel}")

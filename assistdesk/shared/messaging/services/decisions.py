"""What people decide about messages: the fate of a held one, that nobody needs a mail, and demo faults."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.shared.audit import steps as audit
from assistdesk.shared.messaging import couriers, fates, redacting, sorting
from assistdesk.shared.messaging.models import ChannelFault, Outgoing
from assistdesk.shared.messaging.queries.waiting import TrayRow, tray_mail
from assistdesk.shared.messaging.refusals import NotHeld
from assistdesk.shared.messaging.states import INCOMING, OUTGOING, Decision, Failure, FaultMode, OutgoingState
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere


@transaction.atomic(durable=True)
def release(outgoing_id: UUID, *, reason: str, actor: Actor, at: datetime) -> None:
    """Let a held message go out as it was written, for a reason that is kept with it.

    Raises:
        InvalidInput: no reason is given.
        NotThere: there is no such message in the actor's marketplace.
        NotHeld: it is not held.
    """
    if not reason.strip():
        raise InvalidInput([FieldError("reason", "Say why this message may go out.")])
    row = _held(outgoing_id, "release", actor=actor)
    row.state = OUTGOING.target("release").value
    row.decision = Decision.RELEASED.value
    row.release_reason = reason.strip()
    row.save(update_fields=["state", "decision", "release_reason"])
    audit.record(action="messaging.message.released", subject=row.id, actor=actor, at=at)
    fates.changed(row.about_kind, row.about_id, at=at)
    couriers.call(ChannelName(row.channel))


@transaction.atomic(durable=True)
def drop(outgoing_id: UUID, *, reason: str, actor: Actor, at: datetime) -> None:
    """Decide that a held message is never sent, for a reason that is kept with it.

    Raises:
        InvalidInput: no reason is given.
        NotThere: there is no such message in the actor's marketplace.
        NotHeld: it is not held.
    """
    if not reason.strip():
        raise InvalidInput([FieldError("reason", "Say why this message is not sent.")])
    row = _held(outgoing_id, "drop", actor=actor)
    row.state = OUTGOING.target("drop").value
    row.failed_at, row.failure, row.drop_reason = at, Failure.DROPPED.value, reason.strip()
    row.save(update_fields=["state", "failed_at", "failure", "drop_reason"])
    audit.record(action="messaging.message.dropped", subject=row.id, actor=actor, at=at)
    fates.changed(row.about_kind, row.about_id, at=at)


@transaction.atomic(durable=True)
def open_mail(incoming_id: UUID, *, actor: Actor, at: datetime) -> TrayRow:
    """Return a message of the tray whole, as it came; that somebody read it is recorded.

    Raises:
        NotThere: it lies there no more, or is not the actor's to see.
    """
    row = tray_mail(incoming_id, actor=actor)
    audit.record(action="messaging.mail.read", subject=row.id, actor=actor, at=at)
    if not redacting.is_redacted(row.id):
        return row
    said = redacting.original(row.id)
    return replace(row, subject=said.subject, text=said.text, own_text=said.text, history="")


@transaction.atomic(durable=True)
def dismiss(incoming_id: UUID, *, reason: str, actor: Actor, at: datetime) -> None:
    """Take a mail out of the tray that nobody needs, for a reason that is kept with it.

    Raises:
        InvalidInput: no reason is given.
        NotThere: there is no such mail in the actor's tray.
        NotInTray: it lies there no more.
    """
    if not reason.strip():
        raise InvalidInput([FieldError("reason", "Say why nobody needs this mail.")])
    row = sorting.in_tray(incoming_id, actor=actor)
    row.state = INCOMING.target("dismiss").value
    row.decided_by_id, row.decided_at, row.reason = actor.account_id, at, reason.strip()
    row.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    audit.record(action="messaging.mail.dismissed", subject=row.id, actor=actor, at=at)


def _held(outgoing_id: UUID, move: str, *, actor: Actor) -> Outgoing:
    row = Outgoing.objects.select_for_update().filter(id=outgoing_id).first()
    if row is None or not actor.serves(row.marketplace):
        raise NotThere
    if not OUTGOING.can(move, OutgoingState(row.state)):
        raise NotHeld
    return row


@transaction.atomic(durable=True)
def set_fault(channel: ChannelName, mode: FaultMode, *, at: datetime) -> None:
    """Make a channel fail, or work again. It has an effect in demo use alone."""
    if mode is FaultMode.FAIL:
        ChannelFault.objects.update_or_create(channel=channel.value, defaults={"since": at})
    else:
        ChannelFault.objects.filter(channel=channel.value).delete()

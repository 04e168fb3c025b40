"""Legal holds: while one stands, the records of a consent are not erased."""

import uuid
from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.consent.models import Hold, Record
from assistdesk.consent.models.keeping import REASON_LENGTH
from assistdesk.consent.refusals import RecordErased, RecordNotFound
from assistdesk.consent.services import history
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import FieldError, InvalidInput

SHORTEST_REASON = 10
REASON_MESSAGE = "Say in a sentence why: the matter, and who asked for it."


@transaction.atomic(durable=True)
def put_hold(thread: UUID, *, reason: str, actor: Actor, at: datetime) -> Hold:
    """Hold the records of a consent; one that stands already is returned.

    Raises:
        RecordNotFound: there is no such consent on record in the actor's marketplace.
        RecordErased: it is too late.
        InvalidInput: the reason says nothing.
    """
    said = _said(reason)
    record = _record(thread, actor=actor)
    history.one_at_a_time(record.marketplace)
    record.refresh_from_db()
    if record.erased_at is not None:
        raise RecordErased
    standing = Hold.objects.standing().filter(thread=thread).first()
    if standing is not None:
        return standing
    assert actor.account_id is not None
    made = Hold.objects.create(
        id=uuid.uuid4(),
        marketplace=record.marketplace,
        thread=thread,
        reason=said,
        put_at=at,
        put_by_id=actor.account_id,
    )
    audit.record(action="consent.record.held", subject=thread, actor=actor, at=at)
    return made


@transaction.atomic(durable=True)
def lift_hold(thread: UUID, *, reason: str, actor: Actor, at: datetime) -> None:
    """Lift the hold on the records of a consent; where none stands nothing changes.

    Raises:
        RecordNotFound: there is no such consent on record in the actor's marketplace.
        InvalidInput: the reason says nothing.
    """
    said = _said(reason)
    record = _record(thread, actor=actor)
    history.one_at_a_time(record.marketplace)
    standing = Hold.objects.standing().filter(thread=thread)
    if standing.update(lifted_at=at, lifted_by_id=actor.account_id, why_lifted=said):
        audit.record(action="consent.record.released", subject=thread, actor=actor, at=at)


def _record(thread: UUID, *, actor: Actor) -> Record:
    found = Record.objects.filter(thread=thread, place=1).first()
    if found is None or not actor.serves(found.marketplace):
        raise RecordNotFound
    return found


def _said(reason: str) -> str:
    said = " ".join(reason.split())
    if len(said) < SHORTEST_REASON:
        raise InvalidInput([FieldError("reason", REASON_MESSAGE)])
    return said[:REASON_LENGTH]

"""Calls that helpers log: the ticket number that a line gave is kept."""

import json
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import transaction

from assistdesk.escalations import rules
from assistdesk.escalations.models import Call
from assistdesk.escalations.services import promises
from assistdesk.escalations.services.values import NewCall
from assistdesk.escalations.states import CallKind
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import DoorKind
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere

LONGEST_TICKET = 100


@transaction.atomic(durable=True)
def log_call(new: NewCall, *, actor: Actor, at: datetime) -> UUID:
    """Keep a call about an entry of the guide that has a phone line; return its id.

    The same one under the same key, that of a form, is the same call.

    Raises:
        NotThere: the marketplace is not the actor's.
        InvalidInput: the entry has no line to call, or the ticket number or note can't be used.
    """
    if actor.account_id is None or not actor.serves(new.marketplace):
        raise NotThere
    pack = policy.running(new.marketplace)
    entry = pack.guide_on(promises.local_day(pack, at=at)).entries.get(new.entry)
    errors = rules.text_errors(new.ticket_number, field="ticket_number", longest=LONGEST_TICKET)
    if entry is None or not any(step.kind is DoorKind.PHONE for step in entry.steps):
        errors.insert(0, FieldError("entry", "Choose an entry of the guide that says whom to call."))
    if new.note:
        errors.extend(rules.length_errors(new.note, field="note", longest=rules.LONGEST_NOTE))
    if errors:
        raise InvalidInput(errors)
    values = {
        "marketplace": new.marketplace,
        "kind": CallKind.LOGGED.value,
        "entry": new.entry,
        "ticket_number": new.ticket_number,
        "note": new.note,
        "caller_id": actor.account_id,
        "at": at,
    }
    call, is_new = Call.objects.get_or_create(pk=_id_of(new, account_id=actor.account_id), defaults=values)
    if is_new:
        facts: dict[str, object] = {"entry": new.entry}
        audit.record(action="escalations.call.logged", subject=call.id, actor=actor, at=at, facts=facts)
    return call.id


def _id_of(new: NewCall, *, account_id: UUID) -> UUID:
    """Return the id of a call: the same for the same words of one key, any without a key."""
    if not new.key:
        return uuid4()
    return uuid5(account_id, json.dumps([new.key, new.marketplace, new.entry, new.ticket_number, new.note]))

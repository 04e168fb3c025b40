"""Calls that representatives take: started with who calls, ended when the caller hangs up."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.escalations import rules
from assistdesk.escalations.models import HotlineCall
from assistdesk.escalations.refusals import CallInUse
from assistdesk.escalations.rules import hotline as hotline_rules
from assistdesk.escalations.services import calling, promises
from assistdesk.escalations.services.calling import Line
from assistdesk.escalations.services.values import NewHotlineCall
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema.hotline import CallerDetail
from assistdesk.shared.refusals import InvalidInput, NotThere


@transaction.atomic(durable=True)
def start_call(new: NewHotlineCall, *, actor: Actor, at: datetime) -> UUID:
    """Keep a call and whether its caller is who they say; return its id. The same one again is the same call.

    Raises:
        NotAuthorized, NotThere: the actor takes no calls, or not this marketplace's.
        PartLeftOut: the marketplace has no such line.
        InvalidInput: the name or the number can't be used.
    """
    line = calling.line_of(new.marketplace, actor=actor, at=at)
    if actor.account_id is None:
        raise NotThere
    call = HotlineCall(
        marketplace=new.marketplace,
        representative_id=actor.account_id,
        started_at=at,
        submission_key=new.submission_key,
    )
    _verify(call, name=new.caller_name, npn=new.npn, line=line, at=at)
    HotlineCall.objects.bulk_create([call], ignore_conflicts=True)
    kept = HotlineCall.objects.get(representative_id=actor.account_id, submission_key=new.submission_key)
    if kept.id == call.id:
        _record("started", call, actor=actor, at=at)
    return kept.id


@transaction.atomic(durable=True)
def correct_caller(call_id: UUID, *, caller_name: str, npn: str, actor: Actor, at: datetime) -> None:
    """Write down anew who calls, and whether it is they.

    Raises:
        NotThere: the call is not the actor's.
        CallEnded: it is over.
        CallInUse: it was about a client or an incident already.
        InvalidInput: the name or the number can't be used.
    """
    call = calling.locked(call_id, actor=actor)
    line = calling.line_of(call.marketplace, actor=actor, at=at)
    calling.check_open(call)
    if call.matters.exists():
        raise CallInUse
    _verify(call, name=caller_name, npn=npn, line=line, at=at)
    call.save(update_fields=["caller_name", "npn", "standing", "helper"])
    _record("caller_corrected", call, actor=actor, at=at)


@transaction.atomic(durable=True)
def caller_for_clients(call_id: UUID, *, actor: Actor, at: datetime) -> Actor:
    """Return the caller among whose clients the actor may look during a call, and write down that they do.

    Raises:
        NotThere: the call is not the actor's.
        CallEnded: it is over.
        CallerNotVerified: the caller is not known to be who they say.
    """
    call = calling.locked(call_id, actor=actor)
    line = calling.line_of(call.marketplace, actor=actor, at=at)
    caller = calling.caller_of(call, line)
    _record("clients_opened", call, actor=actor, at=at)
    return caller


@transaction.atomic(durable=True)
def record_seen(
    call_id: UUID, *, person_ids: Sequence[str] = (), numbers: Sequence[str] = (), actor: Actor, at: datetime
) -> None:
    """Write down which clients, by Person ID, and which incidents a call showed to the actor.

    Raises:
        NotThere: the call is not the actor's.
        CallEnded: it is over.
    """
    call = calling.locked(call_id, actor=actor)
    calling.check_open(call)
    facts: dict[str, object] = {"person_ids": list(person_ids), "incidents": list(numbers)}
    audit.record(action="escalations.call.shown", subject=call.id, actor=actor, at=at, facts=facts)


@transaction.atomic(durable=True)
def record_looked_up(*, marketplace: str, numbers: Sequence[str], actor: Actor, at: datetime) -> None:
    """Write down which incidents looking for a number outside of a call showed to the actor, none among them.

    Raises:
        NotAuthorized, NotThere: the actor takes no calls, or not this marketplace's.
    """
    calling.line_of(marketplace, actor=actor, at=at)
    facts: dict[str, object] = {"incidents": list(numbers)}
    audit.record(action="escalations.hotline.looked_up", subject=marketplace, actor=actor, at=at, facts=facts)


@transaction.atomic(durable=True)
def end_call(call_id: UUID, *, actor: Actor, at: datetime) -> None:
    """End a call; a second time changes nothing.

    Raises:
        NotThere: the call is not the actor's.
    """
    call = calling.locked(call_id, actor=actor)
    if call.ended_at is not None:
        return
    call.ended_at = at
    call.save(update_fields=["ended_at"])
    _record("ended", call, actor=actor, at=at)


def _verify(call: HotlineCall, *, name: str, npn: str, line: Line, at: datetime) -> None:
    """Write into a call who calls and whether it is they; the caller saves it."""
    errors = hotline_rules.caller_errors(name=name, npn=npn)
    if errors:
        raise InvalidInput(errors)
    today = promises.local_day(line.pack, at=at)
    call.caller_name, call.npn = name, hotline_rules.npn_digits(npn)
    helper = people.helper_with_npn(call.npn, marketplace=call.marketplace)
    call.helper = helper.account if helper else None
    call.standing = hotline_rules.caller_standing(
        typed_name=name,
        recorded_name=helper.account.name if helper else None,
        compares_names=CallerDetail.NAME in line.edition.verify_caller,
        eligibility=rules.eligibility(
            is_needed=line.pack.escalations_on(today).eligibility.needs_authorization,
            authorized_until=helper.authorized_until if helper else None,
            on=today,
        ),
    ).value


def _record(what: str, call: HotlineCall, *, actor: Actor, at: datetime) -> None:
    facts: dict[str, object] = {"standing": call.standing}
    if call.helper_id is not None:
        facts["helper"] = str(call.helper_id)
    audit.record(action=f"escalations.call.{what}", subject=call.id, actor=actor, at=at, facts=facts)

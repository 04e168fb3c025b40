"""What a call is about: clients answered or escalated, and open incidents that get the caller's words."""

import hashlib
import json
from datetime import datetime

from django.db import transaction

from assistdesk.escalations import rules
from assistdesk.escalations.models import CallMatter, HotlineCall, Incident, Post
from assistdesk.escalations.refusals import CallFormSentBefore
from assistdesk.escalations.rules import hotline as hotline_rules
from assistdesk.escalations.services import calling, history, promises, submitting, threads
from assistdesk.escalations.services.calling import Line
from assistdesk.escalations.services.values import CallAnswer, NewCallConsumer, NewEscalation, NewFollowUp
from assistdesk.escalations.states import CallOutcome, PostKind
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import EscalationType
from assistdesk.shared.policy.schema.escalations import Channel
from assistdesk.shared.refusals import FieldError, InvalidInput


@transaction.atomic(durable=True)
def add_consumer(new: NewCallConsumer, *, actor: Actor, at: datetime) -> CallAnswer:
    """Write down what became of one client on a call; the same one sent again is the same.

    An escalated one becomes an incident of the caller's, in the team that the marketplace's calls go to.

    Raises:
        NotThere: the call is not the actor's, or the person is no client of the caller.
        CallEnded, CallerNotVerified: the call is over, or its caller is not known.
        CallConsumerLimit: it is about as many clients already as one call may be.
        InvalidInput: with every field that needs another look.
        NotAuthorizedToEscalate: the caller's authorization is not in force today.
        DuplicateIncident: an open incident is about the same, and no reason was given to open another.
        CallFormSentBefore: the submission key was used with other content.
    """
    call = calling.locked(new.call_id, actor=actor)
    line = calling.line_of(call.marketplace, actor=actor, at=at)
    before = _before(call, new.submission_key, digest=_digest(new))
    if before is not None:
        return _answer(before, line)
    caller = calling.caller_of(call, line)
    person = calling.client_of(call, line, new.person_id, caller=caller, at=at)
    matter = CallMatter(call=call, person=person, outcome=new.outcome.value, at=at)
    if new.outcome is CallOutcome.ESCALATED:
        matter.incident = _filed(new, line, caller=caller, actor=actor, at=at)
    else:
        matter.note = _note(new)
    _keep(matter, key=new.submission_key, digest=_digest(new), actor=actor, at=at)
    return _answer(matter, line)


@transaction.atomic(durable=True)
def follow_up(new: NewFollowUp, *, actor: Actor, at: datetime) -> CallAnswer:
    """Write down that a call was about an open incident, and add the caller's words where there are some.

    Words of somebody who may not see the incident are kept as a note for the team.

    Raises:
        NotThere: the call is not the actor's, or the person is no client of the caller.
        IncidentNotFound: there is no such incident in the marketplace.
        CallEnded, CallerNotVerified: the call is over, or its caller is not known.
        CallConsumerLimit: it is about as many clients already as one call may be.
        InvalidInput: the words to be added say nothing or too much.
        CallFormSentBefore: the submission key was used with other content.
    """
    call = calling.locked(new.call_id, actor=actor)
    line = calling.line_of(call.marketplace, actor=actor, at=at)
    before = _before(call, new.submission_key, digest=_digest(new))
    if before is not None:
        return _answer(before, line)
    caller = calling.caller_of(call, line)
    incident = history.locked(new.incident, actor=actor)
    matter = CallMatter(call=call, incident=incident, outcome=new.outcome.value, at=at)
    if new.person_id:
        matter.person = calling.client_of(call, line, new.person_id, caller=caller, at=at)
    if new.outcome is CallOutcome.ADDED:
        rules.check_text(new.text, field="text", longest=rules.LONGEST_TEXT)
        matter.post = _added(incident, text=new.text, caller=caller, actor=actor, at=at)
    else:
        matter.note = new.text[: rules.LONGEST_TEXT]
    _keep(matter, key=new.submission_key, digest=_digest(new), actor=actor, at=at)
    return _answer(matter, line)


def _filed(new: NewCallConsumer, line: Line, *, caller: Actor, actor: Actor, at: datetime) -> Incident:
    kind = line.pack.escalations_on(promises.local_day(line.pack, at=at)).types.get(new.type)
    if kind is None or not _can_be_called_in(kind):
        raise InvalidInput([FieldError("type", "Choose one of the types offered.")])
    made = submitting.file(
        NewEscalation(
            marketplace=line.pack.marketplace,
            type=new.type,
            description=new.description,
            submission_key=f"call {new.call_id} {hashlib.sha256(new.submission_key.encode()).hexdigest()}",
            consumers=(new.person_id,),
            fields=new.fields,
            duplicate_reason=new.duplicate_reason,
            team=line.edition.escalates_to,
        ),
        helper=caller,
        actor=actor,
        at=at,
    )
    return Incident.objects.get(marketplace=made.marketplace, number=made.number)


def _can_be_called_in(kind: EscalationType) -> bool:
    return hotline_rules.can_be_called_in(
        consumers=rules.Bounds(kind.consumers.min, kind.consumers.max),
        attachments=rules.Bounds(kind.attachments.min, kind.attachments.max),
        has_own_icon=kind.channel is Channel.ICON,
    )


def _added(incident: Incident, *, text: str, caller: Actor, actor: Actor, at: datetime) -> Post:
    if Incident.objects.visible_to(caller).filter(pk=incident.pk).exists():
        post = threads.hear(incident, PostKind.BY_PHONE, text=text, helper=caller, actor=actor, at=at)
    else:
        post = Post.objects.create(
            incident=incident, kind=PostKind.NOTE.value, author_id=actor.account_id, text=text, at=at
        )
    threads.finish(incident, post, actor=actor, at=at)
    return post


def _note(new: NewCallConsumer) -> str:
    errors = rules.length_errors(new.description, field="description", longest=rules.LONGEST_TEXT)
    if new.outcome is not CallOutcome.ANSWERED:
        errors.insert(0, FieldError("outcome", "Say whether this client's issue was answered or escalated."))
    if errors:
        raise InvalidInput(errors)
    return new.description


def _before(call: HotlineCall, key: str, *, digest: str) -> CallMatter | None:
    before = call.matters.filter(submission_key=key).select_related("person", "incident").first()
    if before is not None and before.submission_digest != digest:
        raise CallFormSentBefore
    return before


def _digest(new: NewCallConsumer | NewFollowUp) -> str:
    if isinstance(new, NewCallConsumer):
        fields = sorted(new.fields.items())
        content: list[object] = [
            new.person_id, new.outcome.value, new.type, new.description, fields, new.duplicate_reason,
        ]  # fmt: skip
    else:
        content = [new.incident.number, new.outcome.value, new.text, new.person_id]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _keep(matter: CallMatter, *, key: str, digest: str, actor: Actor, at: datetime) -> None:
    matter.submission_key, matter.submission_digest = key, digest
    matter.save(force_insert=True)
    facts: dict[str, object] = {"matter": str(matter.id)}
    if matter.person is not None:
        facts["person_id"] = matter.person.person_id
    if matter.incident is not None:
        facts["incident"] = matter.incident.number
    action = f"escalations.call.{matter.outcome}"
    audit.record(action=action, subject=matter.call_id, actor=actor, at=at, facts=facts)


def _answer(matter: CallMatter, line: Line) -> CallAnswer:
    incident = matter.incident
    return CallAnswer(
        matter_id=matter.id,
        zone=line.pack.identity.zone,
        outcome=CallOutcome(matter.outcome),
        person_id=matter.person.person_id if matter.person else None,
        incident_number=incident.number if incident else None,
        type=incident.type if incident else None,
        reply_due_at=incident.reply_due_at if incident else None,
        consumers_left=max(0, line.edition.consumers_per_call - len(calling.persons_of(matter.call))),
    )

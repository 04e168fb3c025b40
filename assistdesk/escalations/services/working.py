"""What a team does with an incident: take it, give it to somebody, move it on, keep a note."""

import json
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from assistdesk.escalations import rules
from assistdesk.escalations.models import QUEUE_ORDER, Incident, Post
from assistdesk.escalations.refusals import MoveNotPossible, NothingToTake, NotYourTeam, TakenAlready
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.services import clocks, drafts, forms, history, mails, threads
from assistdesk.escalations.states import INCIDENT, NOTE_BOX, IncidentState, PostKind, move_between
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import FieldError, InvalidInput

TO_MYSELF = "me"
_GIVING = ("take", "assign")


@transaction.atomic(durable=True)
def take(ref: IncidentRef, *, actor: Actor, at: datetime) -> None:
    """Let the actor work on an incident that nobody works on; a new one comes into review.

    Raises:
        IncidentNotFound, NotYourTeam: it is not there, or not the actor's team's.
        TakenAlready: a colleague works on it.
        MoveNotPossible: it is resolved.
    """
    incident = history.locked_to_work(ref, actor=actor)
    if incident.assignee_id == actor.account_id:
        return
    if incident.assignee_id is not None:
        raise TakenAlready
    if incident.state in (IncidentState.RESOLVED, IncidentState.CLOSED):
        raise MoveNotPossible(state=incident.state, move="take")
    give(incident, to=actor, actor=actor, at=at)
    history.keep(incident, at=at)


@transaction.atomic(durable=True)
def take_next(*, marketplace: str, team: str, actor: Actor, at: datetime, key: str = "") -> IncidentRef:
    """Let the actor work on the team's most pressing incident that nobody works on, and return which it is.

    The order is the queue's. Those that wait for their helper are left. Two colleagues at once get two
    different ones: the database passes over what another is just taking. Under one `key`, that of a form, it
    is the same one again.

    Raises:
        NotYourTeam: the actor is not of that team.
        NothingToTake: nothing waits for somebody.
    """
    if not actor.may(Permission.WORK_INCIDENTS) or not actor.serves(marketplace) or team not in actor.teams:
        raise NotYourTeam
    before = forms.sent_about(key, actor=actor) if key else None
    if before is not None:
        return IncidentRef(before.number, before.marketplace)
    free = Incident.objects.filter(marketplace=marketplace, team=team, assignee__isnull=True).open()
    waiting = free.exclude(state=IncidentState.WAITING_ON_HELPER.value).order_by(*QUEUE_ORDER)
    incident = waiting.select_for_update(skip_locked=True, of=("self",)).first()
    if incident is None:
        raise NothingToTake
    give(incident, to=actor, actor=actor, at=at)
    history.keep(incident, at=at)
    if key:
        forms.note_sent(key, incident, actor=actor, at=at)
    return IncidentRef(incident.number, incident.marketplace)


@transaction.atomic(durable=True)
def assign(ref: IncidentRef, *, to: str, actor: Actor, at: datetime, seen: int | None = None) -> None:
    """Give an incident to a member of its team, named by username or id; `me` is the actor.

    `seen` is the version of the incident that the actor looked at, None where they don't say.

    Raises:
        IncidentNotFound, NotYourTeam: it is not there, or not the actor's team's.
        ChangedMeanwhile: somebody else gave it to somebody since `seen`.
        InvalidInput: the team has no such member.
    """
    incident = history.locked_to_work(ref, actor=actor)
    history.check_seen(incident, seen=seen, actor=actor, moves=_GIVING)
    member = actor if to == TO_MYSELF else member_named(incident, name=to)
    give(incident, to=member, actor=actor, at=at)
    history.keep(incident, at=at)


@transaction.atomic(durable=True)
def transition(
    ref: IncidentRef,
    *,
    to: IncidentState,
    reason: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    key: str = "",
) -> None:
    """Move an incident to another state, for a reason.

    To wait for the helper and to resolve are said to the helper by mail, in the words of `reason`. `seen` is
    the version of the incident that the actor looked at, None where they don't say. Under one `key`, that of
    a form, it moves once.

    Raises:
        IncidentNotFound, NotYourTeam: it is not there, or not the actor's team's.
        ChangedMeanwhile: somebody else did something since `seen`.
        MoveNotPossible: the state that it is in doesn't lead there.
        InvalidInput: the reason says nothing.
    """
    incident = history.locked_to_work(ref, actor=actor)
    form = json.dumps([key, to.value, reason])
    if key and forms.sent_about(form, actor=actor) == incident:
        return
    history.check_seen(incident, seen=seen, actor=actor)
    before = IncidentState(incident.state)
    move_to(incident, to, reason=reason, actor=actor, at=at)
    drafts.sent(incident, box=move_between(before, to) or "", actor=actor, at=at)
    if key:
        forms.note_sent(form, incident, actor=actor, at=at)


@transaction.atomic(durable=True)
def add_note(ref: IncidentRef, *, text: str, actor: Actor, at: datetime, key: str = "") -> None:
    """Keep a note in the thread that helpers never see; the same words under one `key`, of a form, once.

    Raises:
        IncidentNotFound, NotYourTeam: it is not there, or not the actor's team's.
        InvalidInput: the note says nothing or too much.
    """
    rules.check_text(text, field="text", longest=rules.LONGEST_TEXT)
    incident = history.locked_to_work(ref, actor=actor)
    post_id = threads.once(key, incident, text=text, attachments=(), actor=actor)
    if Post.objects.filter(pk=post_id).exists():
        return
    write_note(incident, text=text, actor=actor, at=at, post_id=post_id)
    drafts.sent(incident, box=NOTE_BOX, actor=actor, at=at)


def move_to(incident: Incident, to: IncidentState, *, reason: str, actor: Actor, at: datetime) -> None:
    """Move an incident that the caller locked to another state, say so to the helper, and keep it.

    Raises:
        MoveNotPossible: the state that it is in doesn't lead there.
        InvalidInput: the reason says nothing.
    """
    name = move_between(IncidentState(incident.state), to)
    if name is None:
        raise MoveNotPossible(state=incident.state, to=to.value)
    rules.check_text(reason, field="reason", longest=rules.LONGEST_TEXT)
    history.move(incident, name, actor=actor, at=at, reason=reason)
    if name == "take":
        history.assign(incident, to=actor, actor=actor, at=at)
    _tell_the_helper(incident, name, text=reason, actor=actor, at=at)
    history.keep(incident, at=at)


def write_note(
    incident: Incident, *, text: str, actor: Actor, at: datetime, post_id: UUID | None = None
) -> None:
    """Add a note to an incident that the caller locked, and keep it."""
    note = Post.objects.create(
        id=post_id or uuid4(),
        incident=incident,
        kind=PostKind.NOTE.value,
        author_id=actor.account_id,
        text=text,
        at=at,
    )
    audit.record(
        action="escalations.note.added", subject=incident.id, actor=actor, at=at, facts={"post": str(note.id)}
    )
    history.keep(incident, at=at, is_internal=True)


def give(incident: Incident, *, to: Actor, actor: Actor, at: datetime) -> None:
    """Give an incident that the caller locked, and will keep, to somebody; a new one comes into review."""
    if INCIDENT.can("take", IncidentState(incident.state)):
        history.move(incident, "take", actor=actor, at=at, reason="")
    history.assign(incident, to=to, actor=actor, at=at)


def member_named(incident: Incident, *, name: str) -> Actor:
    """Return the member of an incident's team who has this username or id.

    Raises:
        InvalidInput: there is none.
    """
    for account in people.team_members(incident.marketplace, incident.team):
        if name in (account.username, str(account.id)):
            return people.actor_of(account)
    raise InvalidInput([FieldError("to", "The team has no member of that name.")])


def _tell_the_helper(incident: Incident, move: str, *, text: str, actor: Actor, at: datetime) -> None:
    if move == "wait_for_helper":
        mails.write_to_helper(PostKind.QUESTION, incident, text=text, actor=actor, at=at)
    if move == "resolve":
        mails.write_to_helper(PostKind.RESOLUTION, incident, text=text, actor=actor, at=at)
        clocks.meet(incident, at=at)

"""Work on many incidents at once: each in a transaction of its own, with a report of what became of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.escalations import rules
from assistdesk.escalations.models import BulkItem, BulkRun, Incident
from assistdesk.escalations.refusals import NotYourTeam
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.rules.bulk import MOST_AT_ONCE, MOST_WHILE_WAITING, MOVES, Effect, Work, effect
from assistdesk.escalations.services import filled, history, threads, working
from assistdesk.escalations.states import INCIDENT, BulkAction, BulkOutcome, IncidentState
from assistdesk.shared import jobs
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere, Refusal


@dataclass(frozen=True, slots=True)
class NewBulk:
    """Work to start: on which incidents, each by id with the version that was seen.

    `key` tells one form from the next: sent twice, it is one run.
    """

    key: UUID
    marketplace: str
    team: str
    work: Work
    picks: tuple[tuple[UUID, int], ...]


@dataclass(frozen=True, slots=True)
class StartedBulk:
    """A run, and whether a worker does it; else the caller does, by `work_bulk`."""

    id: UUID
    is_queued: bool


@transaction.atomic(durable=True)
def start_bulk(new: NewBulk, *, actor: Actor, at: datetime) -> StartedBulk:
    """Write down what is to be done to which incidents; more than a few are left to a worker.

    Raises:
        NotYourTeam: the actor is not of that team.
        NotThere: the key is of somebody else's run.
        InvalidInput: words, a member or a move are missing, or there are too many incidents or none.
    """
    if not actor.may(Permission.WORK_INCIDENTS) or not actor.serves(new.marketplace):
        raise NotYourTeam
    if new.team not in actor.teams or actor.account_id is None:
        raise NotYourTeam
    _check(new)
    run, is_new = BulkRun.objects.get_or_create(
        id=new.key,
        defaults={
            "marketplace": new.marketplace,
            "team": new.team,
            "actor_id": actor.account_id,
            "action": new.work.action.value,
            "target": new.work.target,
            "text": new.work.text,
            "made_at": at,
        },
    )
    if run.actor_id != actor.account_id:
        raise NotThere
    if is_new:
        _write_items(run, new)
        audit.record(
            action="escalations.bulk.started", subject=run.id, actor=actor, at=at,
            facts={"action": run.action, "count": len(new.picks)},
        )  # fmt: skip
    is_queued = run.items.count() > MOST_WHILE_WAITING
    if is_new and is_queued:
        jobs.queue("escalations.work_bulk", run_id=str(run.id))
    return StartedBulk(run.id, is_queued=is_queued)


def work_bulk(run_id: UUID, *, at: datetime) -> None:
    """Do what is left of a run, one incident after the other. Safe to run twice, or beside itself."""
    while _work_next(run_id, at=at):
        pass


@transaction.atomic(durable=True)
def _work_next(run_id: UUID, *, at: datetime) -> bool:
    """Do the next incident of a run; return whether there was one."""
    waiting = BulkItem.objects.filter(run_id=run_id, outcome=BulkOutcome.WAITING.value)
    item = (
        waiting.select_for_update(skip_locked=True, of=("self",))
        .select_related("run__actor", "incident")
        .order_by("id")
        .first()
    )
    if item is None:
        if not waiting.exists():
            BulkRun.objects.filter(pk=run_id, finished_at__isnull=True).update(finished_at=at)
        return False
    try:
        with transaction.atomic():
            item.outcome = _do(item, at=at).value
    except Refusal as refusal:
        item.outcome, item.refusal = BulkOutcome.REFUSED.value, refusal.code
    item.save(update_fields=["outcome", "refusal"])
    return True


def _do(item: BulkItem, *, at: datetime) -> BulkOutcome:
    actor = people.actor_of(item.run.actor)
    ref = IncidentRef(item.incident.number, item.incident.marketplace)
    incident = history.locked_to_work(ref, actor=actor)
    if incident.version != item.version:
        return BulkOutcome.CHANGED
    work = Work(BulkAction(item.run.action), item.run.target, item.run.text)
    if (
        effect(work, state=IncidentState(incident.state), assignee_id=incident.assignee_id)
        is Effect.UNCHANGED
    ):
        return BulkOutcome.UNCHANGED
    _apply(incident, work, actor=actor, at=at)
    return BulkOutcome.DONE


def _apply(incident: Incident, work: Work, *, actor: Actor, at: datetime) -> None:
    if work.action is BulkAction.ASSIGN:
        working.give(incident, to=working.member_named(incident, name=work.target), actor=actor, at=at)
        history.keep(incident, at=at)
    elif work.action is BulkAction.MOVE:
        target = INCIDENT.target(work.target)
        reason = filled.text_for(incident, work.text, actor=actor)
        working.move_to(incident, target, reason=reason, actor=actor, at=at)
    elif work.action is BulkAction.NOTE:
        working.write_note(incident, text=work.text, actor=actor, at=at)
    else:
        text = filled.text_for(incident, work.text, actor=actor)
        post = threads.answer(incident, text=text, actor=actor, at=at)
        threads.finish(incident, post, actor=actor, at=at)


def _check(new: NewBulk) -> None:
    if not new.picks:
        raise InvalidInput([FieldError("picked", "Tick at least one incident.")])
    if len(new.picks) > MOST_AT_ONCE:
        most = (("most", MOST_AT_ONCE),)
        raise InvalidInput([FieldError("picked", "Choose at most %(most)s incidents at once.", most)])
    if new.work.says_something:
        rules.check_text(new.work.text, field="text", longest=rules.LONGEST_TEXT)
    if new.work.action is BulkAction.MOVE and new.work.target not in MOVES:
        raise InvalidInput([FieldError("target", "Choose one of the answers offered.")])
    if new.work.action is BulkAction.ASSIGN and not _is_member(new):
        raise InvalidInput([FieldError("target", "The team has no member of that name.")])


def _is_member(new: NewBulk) -> bool:
    members = people.team_members(new.marketplace, new.team)
    return any(str(one.id) == new.work.target for one in members)


def _write_items(run: BulkRun, new: NewBulk) -> None:
    """Write down the incidents that are of the team, in the order in which they were chosen."""
    chosen = dict(new.picks)
    own = Incident.objects.filter(marketplace=run.marketplace, team=run.team, id__in=list(chosen))
    ids = set(own.values_list("id", flat=True))
    BulkItem.objects.bulk_create(
        BulkItem(run=run, incident_id=one, version=version) for one, version in chosen.items() if one in ids
    )

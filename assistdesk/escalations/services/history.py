"""Steps that every change of an incident takes: lock it, move it, write down what happened."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from assistdesk.escalations.models import Incident, Post, Step, all_topics, between, staff_topics
from assistdesk.escalations.refusals import ChangedMeanwhile, IncidentMerged, MoveNotPossible, NotYourTeam
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.services import clocks, families, search_entries
from assistdesk.escalations.states import ENDS_WAITING, INCIDENT, IncidentState
from assistdesk.shared import transactions
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.live import steps as live
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import FieldError, InvalidInput

OPENED, CHANGED, FATE_CHANGED = "incident.opened", "incident.changed", "message.changed"


def locked(ref: IncidentRef, *, actor: Actor) -> Incident:
    """Return an incident that `actor` may see, locked until the transaction ends.

    Of one that was merged, the one that goes on in its place is locked too; so its number finds, for somebody
    who may not see it, the one of theirs that was merged into it.

    Raises:
        IncidentNotFound: there is none to this actor.
        InvalidInput: several marketplaces have one of that number, and none was named.
    """
    transactions.required()
    visible = Incident.objects.visible_to(actor)
    found = families.locked_alone(visible.named(ref.number, marketplace=ref.marketplace))
    if not found:
        return families.locked_member(visible, ref)
    if len(found) > 1:
        raise InvalidInput([FieldError("marketplace", "Say which marketplace's incident you mean.")])
    return found[0]


def locked_to_work(ref: IncidentRef, *, actor: Actor) -> Incident:
    """Return an incident of one of the actor's own teams, locked until the transaction ends.

    Raises:
        IncidentNotFound: there is none to this actor.
        NotYourTeam: the actor may read it, and another team works on it.
        IncidentMerged: another goes on in its place.
    """
    incident = locked(ref, actor=actor)
    if not is_worked_by(incident, actor=actor):
        raise NotYourTeam
    if incident.merged_into is not None:
        raise IncidentMerged(merged_into=incident.merged_into.number)
    return incident


def is_worked_by(incident: Incident, *, actor: Actor) -> bool:
    """Tell whether `actor` is of the team that works on an incident."""
    return actor.may(Permission.WORK_INCIDENTS) and incident.team in actor.teams


def move(incident: Incident, name: str, *, actor: Actor, at: datetime, reason: str) -> None:
    """Make the move called `name` and write it down; the caller saves the incident.

    Raises:
        MoveNotPossible: the incident's state doesn't lead there.
    """
    state = IncidentState(incident.state)
    if not INCIDENT.can(name, state):
        raise MoveNotPossible(state=state.value, move=name)
    incident.state = INCIDENT.target(name).value
    if name == "resolve":
        incident.resolved_at = at
    if name in ("close", "merge"):
        incident.closed_at = at
    if name == "reopen":
        incident.resolved_at = incident.closed_at = None
    if name in ENDS_WAITING or (name == "resume" and state is IncidentState.WITH_AGENCY):
        incident.handoffs.waiting().update(ended_at=at, next_nudge_at=None)
    record(incident, name, from_state=state, actor=actor, at=at, reason=reason)


def assign(incident: Incident, *, to: Actor, actor: Actor, at: datetime) -> None:
    """Give an incident to somebody and write it down; the caller saves the incident."""
    if incident.assignee_id == to.account_id:
        return
    incident.assignee_id = to.account_id
    record(incident, "assign", from_state=IncidentState(incident.state), actor=actor, at=at, reason="")


def record(
    incident: Incident,
    name: str,
    *,
    from_state: IncidentState | None,
    actor: Actor,
    at: datetime,
    reason: str,
) -> None:
    """Add one step to an incident's history and the audit log; the first is of the first version."""
    Step.objects.create(
        incident=incident,
        move=name,
        from_state=from_state.value if from_state else "",
        to_state=incident.state,
        actor_id=actor.account_id,
        assignee_id=incident.assignee_id,
        reason=reason,
        at=at,
        version=incident.version if from_state is None else None,
    )
    facts: dict[str, object] = {"number": incident.number, "state": incident.state}
    audit.record(action=f"escalations.incident.{name}", subject=incident.id, actor=actor, at=at, facts=facts)


_CHANGING = (
    "state", "assignee", "changed_at", "version", "resolved_at", "closed_at", "clock_started_at",
    "paused_at", "reply_due_at", "other_due_at", "replied_at", "first_replied_at", "merged_into",
)  # fmt: skip


def keep(incident: Incident, *, at: datetime, is_internal: bool = False) -> None:
    """Save what a change may have touched, as the next version; clocks, search and open pages follow.

    Of what `is_internal`, such as a note, only colleagues hear.
    """
    keep_together([incident], internal={incident.id} if is_internal else (), at=at)


def keep_together(incidents: Sequence[Incident], *, internal: Collection[UUID], at: datetime) -> None:
    """Save different incidents as `keep` does; of those whose ids are in `internal`, only colleagues hear."""
    running = clocks.running(incidents)
    for incident in incidents:
        clocks.follow(incident, running=running.get(incident.id, ()), at=at)
        incident.changed_at = at
        incident.version += 1
        incident.save(update_fields=_CHANGING)
    _stamp(incidents)
    search_entries.write(incidents)
    for incident in incidents:
        to = staff_topics(incident) if incident.id in internal else all_topics(incident)
        live.changed(CHANGED, thing=incident.number, to=to, at=at)


def opened(incident: Incident, *, at: datetime) -> None:
    """Tell open pages that there is a new incident."""
    live.changed(OPENED, thing=incident.number, to=all_topics(incident), at=at)


def check_seen(
    incident: Incident, *, seen: int | None, actor: Actor, moves: Collection[str] | None = None
) -> None:
    """Check that nothing came in between that the actor has not seen, before they answer or move on.

    `seen` is the version of the incident that they looked at; None where they don't say. What they did
    themselves, and what they may not see, doesn't count. With `moves` only those steps count.

    Raises:
        ChangedMeanwhile: something did.
    """
    if seen is None or incident.version <= seen:
        return
    steps = between.steps(incident, seen=seen, actor=actor)
    if moves is not None:
        steps = steps.filter(move__in=moves)
    if steps.exists() or (moves is None and between.posts(incident, seen=seen, actor=actor).exists()):
        raise ChangedMeanwhile(version=incident.version)


def _stamp(incidents: Sequence[Incident]) -> None:
    """Write on what came with each incident the version that it has in the database now."""
    version = Incident.objects.filter(pk=OuterRef("incident_id")).values("version")
    for things in (Step.objects, Post.objects):
        things.filter(incident__in=incidents, version__isnull=True).update(version=Subquery(version))


def fate_changed(about_id: UUID, *, at: datetime) -> None:
    """Tell open pages that a message about an incident was sent, delivered, held or has failed."""
    incident = Incident.objects.filter(pk=about_id).first()
    if incident is not None:
        live.changed(FATE_CHANGED, thing=incident.number, to=all_topics(incident), at=at)

"""Two incidents about one issue become one, and two again where that was a mistake."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.escalations.models import Incident, Merge
from assistdesk.escalations.refusals import (
    IncidentMerged,
    IncidentNotFound,
    MergeCircle,
    MoveNotPossible,
    NotMerged,
    NotYourTeam,
)
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.rules.merging import MergeVerdict, members_of, merge_verdict
from assistdesk.escalations.services import clocks, families, history, mails, threads
from assistdesk.escalations.states import INCIDENT, IncidentState, PostKind
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import FieldError, InvalidInput


@transaction.atomic(durable=True)
def merge(ref: IncidentRef, *, into: str, actor: Actor, at: datetime) -> None:
    """Close an incident as part of the one whose number is `into`, and tell its helper which number to use.

    Where that one was merged itself, it is the one that goes on in its place. What was written and sent stays
    where it is, and is read with the one that goes on.

    Raises:
        IncidentNotFound, NotYourTeam: one of them is not there, or not the actor's team's.
        InvalidInput: there is no incident of the number `into`, or it is not open.
        MergeCircle: the two are one incident already.
        IncidentMerged: it was merged into another one before.
        MoveNotPossible: it is closed.
    """
    families.one_at_a_time()
    incident = _visible(ref, actor=actor)
    other = _other(into, marketplace=incident.marketplace, actor=actor)
    head_id = other.merged_into_id or other.id
    rows = families.locked_together({incident.id, head_id, *filter(None, [incident.merged_into_id])})
    incident, head = rows[incident.id], rows[head_id]
    _check_works_on(incident, head, actor=actor)
    _check_possible(incident, head)
    _absorb(incident, head, into=other, actor=actor, at=at)
    mails.tell_merged(incident, actor=actor, at=at)
    for one in (incident, head):
        history.keep(one, at=at)


@transaction.atomic(durable=True)
def unmerge(ref: IncidentRef, *, actor: Actor, at: datetime) -> None:
    """Let a merged incident go on by itself as it stood before, with all that had been merged into it.

    Its clocks run as if they had never been stopped. Words that its helper added meanwhile count as said now.

    Raises:
        IncidentNotFound, NotYourTeam: it is not there, or not the actor's team's.
        NotMerged: it is not merged into another.
    """
    families.one_at_a_time()
    incident = _visible(ref, actor=actor)
    head_id = incident.merged_into_id
    if head_id is None:
        raise NotMerged
    rows = families.locked_together([incident.id, head_id])
    incident, head = rows[incident.id], rows[head_id]
    _check_works_on(incident, head, actor=actor)
    merge = Merge.objects.get(incident=incident, undone_at__isnull=True)
    _give_back(incident, head, merge, actor=actor, at=at)
    if incident.posts.filter(kind=PostKind.FROM_HELPER.value, at__gt=merge.at).exists():
        threads.stir(incident, actor=actor, at=at)
    mails.tell_unmerged(incident, actor=actor, at=at)
    for one in (incident, head):
        history.keep(one, at=at)


def _visible(ref: IncidentRef, *, actor: Actor) -> Incident:
    found = Incident.objects.visible_to(actor).named(ref.number, marketplace=ref.marketplace)
    rows = list(found.order_by("id")[:2])
    if not rows:
        raise IncidentNotFound
    if len(rows) > 1:
        raise InvalidInput([FieldError("marketplace", "Say which marketplace's incident you mean.")])
    return rows[0]


def _other(number: str, *, marketplace: str, actor: Actor) -> Incident:
    found = Incident.objects.visible_to(actor).named(number, marketplace=marketplace).first()
    if found is None:
        raise InvalidInput([FieldError("into", "There is no incident of that number. Check the number.")])
    return found


def _check_works_on(*incidents: Incident, actor: Actor) -> None:
    if not all(history.is_worked_by(one, actor=actor) for one in incidents):
        raise NotYourTeam


def _check_possible(incident: Incident, head: Incident) -> None:
    verdict = merge_verdict(
        is_same=head.id in (incident.id, incident.merged_into_id),
        is_merged=incident.merged_into_id is not None,
        state=IncidentState(incident.state),
        into_state=IncidentState(head.state),
    )
    if verdict is MergeVerdict.CIRCLE:
        raise MergeCircle
    if verdict is MergeVerdict.MERGED_ALREADY and incident.merged_into is not None:
        raise IncidentMerged(merged_into=incident.merged_into.number)
    if verdict is MergeVerdict.STATE:
        raise MoveNotPossible(state=incident.state, move="merge")
    if verdict is MergeVerdict.NOT_OPEN:
        raise InvalidInput([FieldError("into", "That incident is not open. Open it again first.")])


def _absorb(incident: Incident, head: Incident, *, into: Incident, actor: Actor, at: datetime) -> None:
    Merge.objects.create(
        incident=incident,
        into=into,
        state_before=incident.state,
        clocks=clocks.set_aside(incident, at=at),
        actor_id=actor.account_id,
        at=at,
    )
    incident.merged.update(merged_into=head)
    incident.merged_into = head
    history.move(incident, "merge", actor=actor, at=at, reason=head.number)
    _note(head, "absorb", other=incident, actor=actor, at=at)


def _give_back(incident: Incident, head: Incident, merge: Merge, *, actor: Actor, at: datetime) -> None:
    members = _members(incident, head)
    merge.undone_at, merge.undone_by_id = at, actor.account_id
    merge.save(update_fields=["undone_at", "undone_by"])
    incident.merged_into, incident.closed_at = None, None
    incident.state = IncidentState(merge.state_before).value
    Incident.objects.filter(pk__in=members).update(merged_into=incident)
    clocks.take_up(incident, merge.clocks)
    merged = INCIDENT.target("merge")
    history.record(incident, "unmerge", from_state=merged, actor=actor, at=at, reason=head.number)
    _note(head, "give_back", other=incident, actor=actor, at=at)


def _members(incident: Incident, head: Incident) -> set[UUID]:
    """Return the ids of those of a family that had been merged into `incident`, by way of others too."""
    stand = Merge.objects.filter(undone_at__isnull=True, incident__merged_into=head)
    return members_of(incident.id, dict(stand.values_list("incident_id", "into_id")))


def _note(head: Incident, name: str, *, other: Incident, actor: Actor, at: datetime) -> None:
    state = IncidentState(head.state)
    history.record(head, name, from_state=state, actor=actor, at=at, reason=other.number)

"""Steps that end the waiting for an outside office: its answer has come."""

from datetime import datetime

from assistdesk.escalations.models import Handoff, HandoffPost, Incident, Post
from assistdesk.escalations.services import clocks, families, history
from assistdesk.escalations.states import INCIDENT, IncidentState, PostKind, Timed
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.calendar import Clock, ClockKind
from assistdesk.shared.messaging.queries import IncomingReply
from assistdesk.shared.people.actors import Actor


def take(incident: Incident, mail: IncomingReply, *, text: str, actor: Actor, at: datetime) -> Post | None:
    """Add what an office answered to an incident that the caller locked; None where no office was asked.

    The waiting for it ends: without another office to wait for, the incident is in review again, and the
    helper is owed an answer again. A later answer joins too. The caller keeps the incident.
    """
    links = HandoffPost.objects.select_related("handoff")
    link = links.filter(post__outgoing_id=mail.answers).first() if mail.answers else None
    if link is None:
        return None
    handoff = Handoff.objects.select_for_update().get(pk=link.handoff_id)
    is_from_other = mail.sender.casefold() != handoff.address.casefold()
    post = Post.objects.create(
        incident=incident, kind=PostKind.FROM_AGENCY.value, text=text, at=at, incoming_id=mail.id
    )
    HandoffPost.objects.create(handoff=handoff, post=post, is_from_other=is_from_other)
    if incident.clocks.running().filter(kind=Timed.AGENCY.value, whom=handoff.office).exists():
        clocks.meet(incident, Timed.AGENCY, at=at)
    _stop_waiting(handoff, at=at)
    follow_offices(incident, at=at)
    _come_back(incident, office=name_of(handoff), actor=actor, at=at)
    facts: dict[str, object] = {"handoff": str(handoff.id), "office": handoff.office, "other": is_from_other}
    audit.record(action="escalations.handoff.answered", subject=incident.id, actor=actor, at=at, facts=facts)
    return post


def follow_offices(incident: Incident, *, at: datetime) -> None:
    """Let the agency's clock of an incident be that of the office that has to answer first."""
    waiting = incident.handoffs.waiting().filter(due_at__isnull=False)
    first = waiting.order_by("due_at", "id").first()
    running = incident.clocks.running().filter(kind=Timed.AGENCY.value).first()
    if running and first and running.whom == first.office and running.started_at == first.sent_at:
        return
    clocks.stop(incident, Timed.AGENCY, at=at)
    if first is not None:
        clock = Clock(ClockKind(first.clock_kind), first.clock_amount)
        clocks.start(incident, Timed.AGENCY, clock=clock, at=first.sent_at, whom=first.office)


def name_of(handoff: Handoff) -> str:
    """Return what an office was called, in the marketplace's first language: for the history."""
    name: str = next(iter(handoff.names.values()))
    return name


def _stop_waiting(handoff: Handoff, *, at: datetime) -> None:
    handoff.answered_at = handoff.answered_at or at
    handoff.next_nudge_at = None
    handoff.save(update_fields=["answered_at", "next_nudge_at"])


def _come_back(incident: Incident, *, office: str, actor: Actor, at: datetime) -> None:
    state = IncidentState(incident.state)
    history.record(incident, "agency_answer", from_state=state, actor=actor, at=at, reason=office)
    leading = families.leading(incident)
    if INCIDENT.can("reopen", IncidentState(leading.state)):
        history.move(leading, "reopen", actor=actor, at=at, reason="")
    elif state is IncidentState.WITH_AGENCY and not incident.handoffs.waiting().exists():
        history.move(incident, "resume", actor=actor, at=at, reason="")
    clocks.start_again(leading, at=at)
    if leading is not incident:  # it was merged: the one that goes on is told
        history.keep(leading, at=at)

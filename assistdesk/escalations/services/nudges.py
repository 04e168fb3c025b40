"""Reminders to outside offices whose own time has passed; each goes out once, whoever sweeps."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.escalations.models import Handoff, HandoffPost, Incident
from assistdesk.escalations.rules import handing_on
from assistdesk.escalations.rules.handing_on import Nudging
from assistdesk.escalations.services import answers, history, mails
from assistdesk.escalations.services.handoffs import recipient
from assistdesk.escalations.services.mails import Letter
from assistdesk.escalations.services.promises import Promised
from assistdesk.escalations.states import IncidentState, PostKind
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.calendar import BusinessCalendar, Clock, ClockKind, next_open_moment
from assistdesk.shared.people.actors import Actor

BATCH = 50


def nudge_offices(*, at: datetime) -> int:
    """Remind the offices that are due a reminder; return how many were. Each is a transaction of its own."""
    ids = Handoff.objects.to_nudge(at).values_list("id", "incident_id")[:BATCH]
    return sum(_nudge(handoff_id, incident_id, at=at) for handoff_id, incident_id in list(ids))


@transaction.atomic(durable=True)
def _nudge(handoff_id: UUID, incident_id: UUID, *, at: datetime) -> bool:
    """Remind one office, and return whether it was: not where another worker did, or it answered meanwhile.

    Outside business hours, and while the first mail hasn't left, it is put off.
    """
    incident = Incident.objects.select_for_update().get(pk=incident_id)
    handoff = Handoff.objects.select_for_update().get(pk=handoff_id)
    if handoff.next_nudge_at is None or handoff.next_nudge_at > at:
        return False
    calendar = Promised.to(incident).calendar
    opens_at = next_open_moment(calendar, at=at)
    if opens_at > at or not _has_left(handoff):
        handoff.next_nudge_at = opens_at if opens_at > at else _next(handoff, calendar, at=at)
        handoff.save(update_fields=["next_nudge_at"])
        return False
    _remind(incident, handoff, calendar, at=at)
    return True


def _has_left(handoff: Handoff) -> bool:
    """Tell whether the mail that handed the incident on was taken by a mail server."""
    return handoff.posts.filter(nudge=0, post__outgoing__sent_at__isnull=False).exists()


def _next(handoff: Handoff, calendar: BusinessCalendar, *, at: datetime) -> datetime | None:
    clock = Clock(ClockKind(handoff.clock_kind), handoff.clock_amount)
    nudging = Nudging(made=handoff.nudges, most=handoff.most_nudges)
    return handing_on.next_nudge_at(calendar, clock=clock, asked_at=at, nudging=nudging)


def _remind(incident: Incident, handoff: Handoff, calendar: BusinessCalendar, *, at: datetime) -> None:
    actor = Actor.system(incident.marketplace)
    handoff.nudges += 1
    handoff.nudged_at = at
    handoff.next_nudge_at = _next(handoff, calendar, at=at)
    handoff.save(update_fields=["nudges", "nudged_at", "next_nudge_at"])
    under = mails.decided(incident)
    language = under.pack.identity.language
    to = recipient(handoff, language=language)
    handed_on_at = mails.moment(handoff.sent_at, zone=under.pack.identity.zone, language=language)
    values = {"agency": to.name, "handed_on_at": handed_on_at}
    key = f"nudge:{handoff.id}:{handoff.nudges}"
    post = mails.send(Letter(PostKind.NUDGE, to, values, dedupe_key=key), incident, under, actor=actor, at=at)
    HandoffPost.objects.create(handoff=handoff, post=post, nudge=handoff.nudges)
    state = IncidentState(incident.state)
    history.record(incident, "nudge", from_state=state, actor=actor, at=at, reason=answers.name_of(handoff))
    facts: dict[str, object] = {
        "handoff": str(handoff.id),
        "office": handoff.office,
        "number": handoff.nudges,
    }
    audit.record(action="escalations.handoff.nudged", subject=incident.id, actor=actor, at=at, facts=facts)
    history.keep(incident, at=at)

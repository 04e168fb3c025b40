"""Counting clocks again from the history: what is stored has to be what the steps say."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from assistdesk.escalations.models import Incident, IncidentClock
from assistdesk.escalations.queries.labels import labels_of
from assistdesk.escalations.rules import clocks as rules
from assistdesk.escalations.states import OPEN_STATES, OWED, IncidentState, Timed
from assistdesk.shared.calendar import Clock, ClockKind, until
from assistdesk.shared.policy.business_time import business_calendar


def wrong_clocks(*, newest: int) -> list[str]:
    """Return what is stored otherwise than the history says, among so many incidents that changed last.

    Two queries an incident; each text names an incident number and a clock.
    """
    incidents = Incident.objects.order_by("-changed_at")[:newest]
    return [f"{one.number}: {what}" for one in incidents for what in differences(one)]


def differences(incident: Incident) -> Iterator[str]:
    """Yield what is stored of an incident's clocks otherwise than its history and its promises say."""
    runs = list(incident.clocks.order_by("id"))
    for run in runs:
        if run.due_at is None and run.paused_at is None and not _is_over(run):
            continue  # not worked out yet; the worker does it
        if _recounted(run, incident) != rules.Laid(run.due_at, _warning(run), run.paused_at is not None):
            yield f"the clock '{run.kind}' of {run.started_at:%Y-%m-%d %H:%M} is another by the history"
    yield from _columns(incident, [run for run in runs if not _is_over(run)])


def _recounted(run: IncidentClock, incident: Incident) -> rules.Laid:
    labels = labels_of(incident, language="en")
    pack, alerts = labels.pack, labels.edition.alerts
    day = incident.opened_at.astimezone(ZoneInfo(pack.identity.zone)).date()
    moves = incident.steps.order_by("id").values_list("from_state", "to_state", "at")
    pauses = rules.pauses_of(moves, waiting=IncidentState.WAITING_ON_HELPER.value)
    found = rules.laid(
        Timed(run.kind),
        calendar=business_calendar(pack.calendar_on(day), language=pack.identity.language),
        clock=Clock(ClockKind(run.promised_kind), run.promised_amount),
        started_at=run.started_at,
        pauses=until(pauses, end=run.met_at or run.stopped_at),
        shares=rules.Shares(alerts.unassigned_after, alerts.unanswered_after),
    )
    return rules.Laid(found.due_at, found.warn_at if not _is_over(run) else None, found.is_paused)


def _warning(run: IncidentClock) -> datetime | None:
    """Return when the lead is told; of a run that is over nobody is told any more."""
    return None if _is_over(run) else run.warn_at


def _is_over(run: IncidentClock) -> bool:
    return run.met_at is not None or run.stopped_at is not None


def _columns(incident: Incident, running: Iterable[IncidentClock]) -> Iterator[str]:
    """Yield which of an incident's own columns say something else than its clocks."""
    rows = {Timed(run.kind): run for run in running}
    is_owed = IncidentState(incident.state) in OPEN_STATES and incident.replied_at is None
    is_promised = incident.clock_kind != ClockKind.NONE.value
    reply = rows.get(Timed.REPLY)
    if (reply is not None) is not (is_owed and is_promised):
        yield "a reply is owed and no clock runs, or the other way round"
    if reply is not None and (reply.due_at, reply.paused_at) != (incident.reply_due_at, incident.paused_at):
        yield "the reply's due time is another in the list"
    others = [run.due_at for kind, run in rows.items() if kind in OWED - {Timed.REPLY} and run.due_at]
    if min(others, default=None) != incident.other_due_at:
        yield "the earliest other due time is another in the list"

"""Steps that start, stop and meet an incident's clock; due times come from its history alone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from assistdesk.escalations import rules
from assistdesk.escalations.models import Incident
from assistdesk.escalations.states import IncidentState
from assistdesk.shared.calendar import BusinessCalendar, Clock, ClockKind, ClockState
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.business_time import business_calendar
from assistdesk.shared.policy.schema import Pack


def day_in(zone: str, *, at: datetime) -> date:
    """Return the day that `at` falls on in `zone`."""
    return at.astimezone(ZoneInfo(zone)).date()


def local_day(pack: Pack, *, at: datetime) -> date:
    """Return the day of `at` in the marketplace's own zone."""
    return day_in(pack.identity.zone, at=at)


def start(incident: Incident, *, calendar: BusinessCalendar, at: datetime) -> None:
    """Let the clock run from `at`: an answer is owed from now on. Without a clock, nothing is promised."""
    incident.replied_at = None
    if incident.clock_kind != ClockKind.NONE.value:
        incident.clock_started_at = at
        _lay(incident, calendar=calendar, at=at)


def start_again(incident: Incident, *, at: datetime) -> None:
    """Let the clock run anew where nothing was owed any more, because somebody waits for an answer again."""
    if incident.replied_at is not None:
        start(incident, calendar=decided_calendar(incident), at=at)


def lay_again(incident: Incident, *, at: datetime) -> None:
    """Work out the due time once more, after a move that stops the clock or lets it go on.

    Once the answer is given, the due time stays as it was when it was met.
    """
    if incident.replied_at is None and incident.clock_started_at is not None:
        _lay(incident, calendar=decided_calendar(incident), at=at)


def meet(incident: Incident, *, at: datetime) -> None:
    """Write down that the answer that was owed has been given."""
    incident.replied_at = incident.replied_at or at
    incident.first_replied_at = incident.first_replied_at or at
    incident.paused_at = None


def decided_calendar(incident: Incident) -> BusinessCalendar:
    """Return the calendar that the incident was promised by: its pack's as of the day it was opened."""
    pack = policy.loaded(incident.marketplace, incident.pack_digest)
    day = local_day(pack, at=incident.opened_at)
    return business_calendar(pack.calendar_on(day), language=pack.identity.language)


def _lay(incident: Incident, *, calendar: BusinessCalendar, at: datetime) -> None:
    moves = incident.steps.order_by("id").values_list("from_state", "to_state", "at")
    standing = rules.standing(
        calendar,
        clock=Clock(ClockKind(incident.clock_kind), incident.clock_amount),
        started_at=incident.clock_started_at,
        pauses=rules.pauses_of(moves, waiting=IncidentState.WAITING_ON_HELPER.value),
    )
    incident.reply_due_at = standing.due_at
    if standing.state is not ClockState.PAUSED:
        incident.paused_at = None
    elif incident.paused_at is None:
        incident.paused_at = at

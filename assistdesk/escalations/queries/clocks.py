"""Why an incident is due when it is: each of its clocks with every day, every pause and what they came to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from assistdesk.escalations.models import Incident, IncidentClock
from assistdesk.escalations.queries.board import asked_name
from assistdesk.escalations.queries.families import family
from assistdesk.escalations.queries.labels import Labels, labels_of
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.rules import clocks as rules
from assistdesk.escalations.states import IncidentState, Timed
from assistdesk.shared.calendar import Account, Clock, ClockKind, Pause, account_of, until
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.business_time import business_calendar

FOR_HELPERS = frozenset({Timed.REPLY})
"""The clocks that a helper hears of: what was promised to them."""


class ClockStanding(StrEnum):
    """Where one run of a clock stands at a moment."""

    RUNNING = "running"
    PAUSED = "paused"
    LATE = "late"
    MET = "met"
    MET_LATE = "met_late"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One run of a clock, with the account of how its due time came about.

    `percent` says which part of the promise it is: the uptake's is a share of the reply's, the others' 100.
    """

    kind: Timed
    whom: str
    promised: Clock
    standing: ClockStanding
    started_at: datetime
    paused_at: datetime | None
    due_at: datetime | None
    met_at: datetime | None
    stopped_at: datetime | None
    warned_at: datetime | None
    percent: int
    account: Account


@dataclass(frozen=True, slots=True)
class ClocksView:
    """The clocks of an incident that one actor may know of, the newest run of each first."""

    incident: Incident
    zone: str
    labels: Labels
    clocks: list[ClockRow]


def clocks_of(ref: IncidentRef, *, actor: Actor, language: str, at: datetime) -> ClocksView:
    """Return why an incident is due when it is, as far as the actor may know; a fixed number of queries.

    Raises:
        IncidentNotFound: there is none to this actor.
        InvalidInput: several marketplaces have one of that number, and none was named.
    """
    known = family(ref, actor=actor)
    found = known.own.merged_into or known.own
    labels = labels_of(found, language=language)
    kinds = [one.value for one in (Timed if actor.is_staff else FOR_HELPERS)]
    order = {kind.value: place for place, kind in enumerate(Timed)}
    rows = sorted(
        found.clocks.filter(kind__in=kinds),
        key=lambda one: (order[one.kind], -one.started_at.timestamp(), -one.id),
    )
    moves = found.steps.order_by("id").values_list("from_state", "to_state", "at")
    pauses = rules.pauses_of(moves, waiting=IncidentState.WAITING_ON_HELPER.value)
    clocks = [_row(one, found, labels, pauses=pauses, at=at) for one in rows]
    return ClocksView(known.incident, labels.pack.identity.zone, labels, clocks)


def _row(
    run: IncidentClock, incident: Incident, labels: Labels, *, pauses: tuple[Pause, ...], at: datetime
) -> ClockRow:
    kind = Timed(run.kind)
    day = incident.opened_at.astimezone(ZoneInfo(labels.pack.identity.zone)).date()
    own = pauses if kind in rules.STOPPED_BY_WAITING else ()
    promised = Clock(ClockKind(run.promised_kind), run.promised_amount)
    share = labels.edition.alerts.unassigned_after if kind is Timed.UPTAKE else 1
    account = account_of(
        business_calendar(labels.pack.calendar_on(day), language=labels.language),
        start=run.started_at,
        clock=promised,
        pauses=until(own, end=run.met_at or run.stopped_at),
        share=share,
    )
    due_at = account.standing.due_at
    return ClockRow(
        kind=kind,
        whom=asked_name(labels, run.whom) if run.whom else "",
        promised=promised,
        standing=_standing(run, due_at=due_at, at=at),
        started_at=run.started_at,
        paused_at=run.paused_at,
        due_at=due_at,
        met_at=run.met_at,
        stopped_at=run.stopped_at,
        warned_at=run.warned_at,
        percent=round(share * 100),
        account=account,
    )


def _standing(run: IncidentClock, *, due_at: datetime | None, at: datetime) -> ClockStanding:
    """Return where a run stands at `at`; the due moment itself is late already."""
    if run.stopped_at is not None:
        return ClockStanding.STOPPED
    if run.met_at is not None:
        return ClockStanding.MET_LATE if due_at is not None and run.met_at >= due_at else ClockStanding.MET
    if due_at is None:
        return ClockStanding.PAUSED
    return ClockStanding.LATE if at >= due_at else ClockStanding.RUNNING

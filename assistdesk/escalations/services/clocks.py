"""Steps that start, stop and meet an incident's clocks; due times come from its history alone.

`follow` is the step that every change ends with (through `history.keep`): it brings the clocks in line with
where the incident stands. What only the caller knows, it says itself: that an answer was given (`meet`), that
somebody waits for one again (`start_again`), that an agency was asked (`start`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from assistdesk.escalations.models import Incident, IncidentClock, IncidentClockQuerySet
from assistdesk.escalations.rules import clocks as rules
from assistdesk.escalations.states import OPEN_STATES, OWED, IncidentState, Timed
from assistdesk.shared.calendar import BusinessCalendar, Clock, ClockKind, Pause
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.business_time import business_calendar, clock_of
from assistdesk.shared.policy.schema import EscalationsEdition, Pack

_LAID = ("due_at", "warn_at", "paused_at")


def day_in(zone: str, *, at: datetime) -> date:
    """Return the day that `at` falls on in `zone`."""
    return at.astimezone(ZoneInfo(zone)).date()


def local_day(pack: Pack, *, at: datetime) -> date:
    """Return the day of `at` in the marketplace's own zone."""
    return day_in(pack.identity.zone, at=at)


@dataclass(frozen=True)
class Promised:
    """What an incident's clocks go by: its pack's rules as of the day it was opened, whatever runs today."""

    incident: Incident
    pack: Pack

    @classmethod
    def to(cls, incident: Incident) -> "Promised":
        """Return what was promised to those who wait for an incident."""
        return cls(incident, policy.loaded(incident.marketplace, incident.pack_digest))

    @cached_property
    def day(self) -> date:
        """The day the incident was opened on."""
        return local_day(self.pack, at=self.incident.opened_at)

    @cached_property
    def calendar(self) -> BusinessCalendar:
        """The hours and holidays."""
        return business_calendar(self.pack.calendar_on(self.day), language=self.pack.identity.language)

    @cached_property
    def edition(self) -> EscalationsEdition:
        """The edition of the escalation types."""
        label = self.incident.edition
        own = (one for one in self.pack.escalations if one.edition == label)
        return next(own, None) or self.pack.escalations_on(self.day)

    @cached_property
    def shares(self) -> rules.Shares:
        """After which shares of the clock a lead is told."""
        alerts = self.edition.alerts
        return rules.Shares(alerts.unassigned_after, alerts.unanswered_after)

    @cached_property
    def pauses(self) -> tuple[Pause, ...]:
        """The stretches of waiting for the helper, from the incident's steps; a new one has had none."""
        if self.incident.state == IncidentState.NEW:
            return ()
        own = self.incident.steps.exclude(move__in=("merge", "unmerge"))  # undone, they never were
        moves = own.order_by("id").values_list("from_state", "to_state", "at")
        return rules.pauses_of(moves, waiting=IncidentState.WAITING_ON_HELPER.value)

    def clock(self, kind: Timed) -> Clock:
        """Return the promise of one kind; an agency's own is the caller's to say."""
        if kind in (Timed.REPLY, Timed.UPTAKE):
            return Clock(ClockKind(self.incident.clock_kind), self.incident.clock_amount)
        known = self.edition.types.get(self.incident.type)
        aims = {
            Timed.RESOLUTION: known.resolution_clock if known else None,
            Timed.WAITING: self.edition.alerts.waiting_after,
        }
        aim = aims.get(kind)
        return clock_of(aim) if aim else Clock(ClockKind.NONE, 0)


def opened(incident: Incident, *, pack: Pack, at: datetime) -> list[IncidentClock]:
    """Return the clocks that start with a submission; the caller saves the incident first, then these."""
    promised = Promised(incident, pack)
    started = [
        _made(promised, kind, clock=promised.clock(kind), at=at)
        for kind in (Timed.REPLY, Timed.UPTAKE, Timed.RESOLUTION)
        if promised.clock(kind).kind is not ClockKind.NONE
    ]
    rows = {Timed(row.kind): row for row in started}
    if Timed.REPLY in rows:
        incident.clock_started_at = at
    _show(incident, rows)
    return started


def start(incident: Incident, kind: Timed, *, clock: Clock, at: datetime, whom: str = "") -> None:
    """Let a clock run from `at`; the one of that kind that ran until now is stopped.

    `whom` is the key of the agency or issuer whose answer is awaited. A clock that promises nothing
    doesn't start.
    """
    stop(incident, kind, at=at)
    if clock.kind is not ClockKind.NONE:
        _made(Promised.to(incident), kind, clock=clock, at=at, whom=whom).save(force_insert=True)


def start_again(incident: Incident, *, at: datetime) -> None:
    """Let the reply's clock run anew where nothing was owed, because somebody waits for an answer again."""
    if incident.replied_at is None:
        return
    incident.replied_at = None
    promised = Promised.to(incident)
    clock = promised.clock(Timed.REPLY)
    if clock.kind is not ClockKind.NONE:
        incident.clock_started_at = at
        start(incident, Timed.REPLY, clock=clock, at=at)


def meet(incident: Incident, kind: Timed = Timed.REPLY, *, at: datetime) -> None:
    """Write down that what a clock waited for has come; nothing where it does not run."""
    if kind is Timed.REPLY:
        incident.replied_at = incident.replied_at or at
        incident.first_replied_at = incident.first_replied_at or at
        incident.paused_at = None
    _running(incident).filter(kind=kind.value).update(met_at=at)


def stop(incident: Incident, kind: Timed, *, at: datetime) -> None:
    """Let a clock end unmet: nobody waits for it any more; nothing where it does not run."""
    _running(incident).filter(kind=kind.value).update(stopped_at=at)


def running(incidents: Sequence[Incident]) -> dict[UUID, list[IncidentClock]]:
    """Return the clocks that run for each of these incidents, by its id; none where none runs."""
    found: dict[UUID, list[IncidentClock]] = defaultdict(list)
    for row in IncidentClock.objects.running().filter(incident__in=incidents):
        found[row.incident_id].append(row)
    return dict(found)


def follow(incident: Incident, *, running: Sequence[IncidentClock], at: datetime) -> None:
    """Bring an incident's clocks in line with where it stands, and its own columns with its clocks.

    `running` are those of its clocks that run.
    """
    promised = Promised.to(incident)
    rows = {Timed(row.kind): row for row in running}
    for kind, is_wanted in _wanted(incident, rows).items():
        if kind in rows and not is_wanted:
            _end(rows.pop(kind), incident, at=at)
        elif is_wanted and kind not in rows:
            _add(rows, promised, kind, at=at)
    is_waiting = incident.state == IncidentState.WAITING_ON_HELPER
    for kind, row in rows.items():
        if kind in rules.STOPPED_BY_WAITING and (row.paused_at is not None) is not is_waiting:
            _lay(row, promised)
            row.save(update_fields=_LAID)
    _follow_team(incident, rows)
    _show(incident, rows)


def set_aside(incident: Incident, *, at: datetime) -> list[int]:
    """Stop every clock of an incident that is merged; return the ids of those that ran."""
    running = list(_running(incident).order_by("id").values_list("id", flat=True))
    IncidentClock.objects.filter(id__in=running).update(stopped_at=at)
    return running


def take_up(incident: Incident, clock_ids: Sequence[int]) -> None:
    """Let the clocks that were set aside run as if they had never been."""
    incident.clocks.filter(id__in=clock_ids, met_at__isnull=True).update(stopped_at=None)


def lay_unlaid(*, limit: int) -> int:
    """Work out the due times of clocks that run without one; return how many there were, at most `limit`."""
    unlaid = IncidentClock.objects.unlaid().select_related("incident").order_by("id")
    rows = list(unlaid.select_for_update(of=("self",), skip_locked=True)[:limit])
    for row in rows:
        _lay(row, Promised.to(row.incident))
    IncidentClock.objects.bulk_update(rows, _LAID)
    return len(rows)


def _running(incident: Incident) -> IncidentClockQuerySet:
    return IncidentClock.objects.running().filter(incident=incident)


def _wanted(incident: Incident, rows: Mapping[Timed, IncidentClock]) -> dict[Timed, bool]:
    """Return which clocks run, in the order in which they are looked after."""
    state = IncidentState(incident.state)
    is_open, is_owed = state in OPEN_STATES, incident.replied_at is None
    is_away = state in (IncidentState.WITH_AGENCY, IncidentState.WAITING_ON_HELPER)
    return {
        Timed.REPLY: is_open and is_owed,
        Timed.RESOLUTION: is_open,
        Timed.UPTAKE: is_open and is_owed and incident.assignee_id is None,
        Timed.WAITING: state is IncidentState.WAITING_ON_HELPER,
        Timed.AGENCY: Timed.AGENCY in rows and is_away,
    }


def _add(rows: dict[Timed, IncidentClock], promised: Promised, kind: Timed, *, at: datetime) -> None:
    """Let a clock run that runs now by where the incident stands, where anything is promised."""
    clock = promised.clock(kind)
    if clock.kind is ClockKind.NONE:
        return
    if kind is Timed.REPLY:
        rows[kind] = _again(promised, clock=clock)
    elif kind is not Timed.UPTAKE:
        rows[kind] = _made(promised, kind, clock=clock, at=at)
    elif Timed.REPLY in rows:
        rows[kind] = _made(promised, kind, clock=clock, at=rows[Timed.REPLY].started_at)
    else:
        return
    rows[kind].save()


def _again(promised: Promised, *, clock: Clock) -> IncidentClock:
    """Return the reply's clock as if it had never been stopped, because the reply is owed after all."""
    incident = promised.incident
    runs = incident.clocks.filter(kind=Timed.REPLY.value, stopped_at__isnull=False)
    last = runs.order_by("-started_at", "-id").first()
    if last is None:
        started_at = incident.clock_started_at or incident.opened_at
        return _made(promised, Timed.REPLY, clock=clock, at=started_at)
    last.stopped_at = None
    _lay(last, promised)
    return last


def _end(row: IncidentClock, incident: Incident, *, at: datetime) -> None:
    is_open = IncidentState(incident.state) in OPEN_STATES
    met = {
        Timed.REPLY: incident.replied_at,
        Timed.RESOLUTION: at,
        Timed.UPTAKE: at if incident.assignee_id else None,
        Timed.WAITING: at if is_open else None,
    }.get(Timed(row.kind))
    row.met_at, row.stopped_at = met, None if met else at
    row.save(update_fields=["met_at", "stopped_at"])


def _made(promised: Promised, kind: Timed, *, clock: Clock, at: datetime, whom: str = "") -> IncidentClock:
    row = IncidentClock(
        incident=promised.incident,
        marketplace=promised.incident.marketplace,
        team=promised.incident.team,
        kind=kind.value,
        whom=whom,
        promised_kind=clock.kind.value,
        promised_amount=clock.amount,
        started_at=at,
    )
    _lay(row, promised)
    return row


def _lay(row: IncidentClock, promised: Promised) -> None:
    """Work out where a clock stands, by what was promised, when it started and the history of waiting."""
    found = rules.laid(
        Timed(row.kind),
        calendar=promised.calendar,
        clock=Clock(ClockKind(row.promised_kind), row.promised_amount),
        started_at=row.started_at,
        pauses=promised.pauses,
        shares=promised.shares,
    )
    row.due_at, row.warn_at = found.due_at, found.warn_at
    row.paused_at = promised.pauses[-1].starts_at if found.is_paused else None


def _follow_team(incident: Incident, rows: Mapping[Timed, IncidentClock]) -> None:
    moved = [row.id for row in rows.values() if row.team != incident.team]
    if moved:
        IncidentClock.objects.filter(id__in=moved).update(team=incident.team)


def _show(incident: Incident, rows: Mapping[Timed, IncidentClock]) -> None:
    """Write into an incident's own columns what lists read of its clocks."""
    reply = rows.get(Timed.REPLY)
    if reply is not None:
        incident.reply_due_at, incident.paused_at = reply.due_at, reply.paused_at
    elif incident.replied_at is None:
        incident.reply_due_at = incident.paused_at = None
    others = [row.due_at for kind, row in rows.items() if kind in OWED - {Timed.REPLY} and row.due_at]
    incident.other_due_at = min(others, default=None)

"""Steps that start, stop and meet an incident's clocks; due times come from its history alone.

`follow` is the step that every change ends with (through `history.keep`): it brings the clocks in line with
where the incident stands. What only the caller knows, it says itself: that an answer was given (`meet`), that
somebody waits for one again (`start_again`), that an agency was asked (`start`).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from assistdesk.escalations.models import Incident, IncidentClock, IncidentClockQuerySet
from assistdesk.escalations.rules import clocks as rules
from assistdesk.escalations.services.promises import Promised
from assistdesk.escalations.states import OPEN_STATES, OWED, IncidentState, Timed
from assistdesk.shared.calendar import Clock, ClockKind
from assistdesk.shared.policy.schema import Pack

_LAID = ("due_at", "warn_at", "paused_at")


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
    _show(incident, rows, [])
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
    """Write down that what a clock waited for has come; nothing where it does not run.

    An answer goes to the helpers of merged incidents too, and meets what was owed to them. A clock that stood
    still until this very moment is met as one that runs again.
    """
    if incident.paused_at is not None and incident.state != IncidentState.WAITING_ON_HELPER:
        _run_again(incident, kind)
    if kind is Timed.REPLY:
        IncidentClock.objects.filter(id__in=[one.id for one in _owed([incident])]).update(met_at=at)
        incident.replied_at = incident.replied_at or at
        incident.first_replied_at = incident.first_replied_at or at
        incident.paused_at = None
    _running(incident).filter(kind=kind.value).update(met_at=at)


def _run_again(incident: Incident, kind: Timed) -> None:
    promised = Promised.to(incident)
    for row in _running(incident).filter(kind=kind.value, paused_at__isnull=False):
        _lay(row, promised)
        row.save(update_fields=_LAID)


def stop(incident: Incident, kind: Timed, *, at: datetime) -> None:
    """Let a clock end unmet: nobody waits for it any more; nothing where it does not run."""
    _running(incident).filter(kind=kind.value).update(stopped_at=at)


def running(incidents: Sequence[Incident]) -> dict[UUID, list[IncidentClock]]:
    """Return the clocks that run for each of these incidents, by its id; none where none runs.

    With them are those of replies still owed to helpers whose incidents were merged into it.
    """
    found: dict[UUID, list[IncidentClock]] = defaultdict(list)
    for row in IncidentClock.objects.running().filter(incident__in=incidents):
        found[row.incident_id].append(row)
    for row in _owed(incidents):
        if row.incident.merged_into_id is not None:
            found[row.incident.merged_into_id].append(row)
    return dict(found)


def follow(incident: Incident, *, running: Sequence[IncidentClock], at: datetime) -> None:
    """Bring an incident's clocks in line with where it stands, and its own columns with its clocks.

    `running` are those that run for it. Of one that was merged nothing changes: what is still owed to its
    helper is looked after with the one that goes on.
    """
    if incident.merged_into_id is not None:
        _show(incident, {}, [])
        return
    promised = Promised.to(incident)
    rows = {Timed(row.kind): row for row in running if row.incident_id == incident.id}
    owed = [row for row in running if row.incident_id != incident.id]
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
    _show(incident, rows, _follow_merged(incident, owed, at=at))


def set_aside(incident: Incident, *, at: datetime) -> list[int]:
    """Stop the clocks of an incident that is merged; return the ids of those that ran.

    The reply's clock runs on where an answer is owed: merging answers nobody.
    """
    running = list(_running(incident).order_by("id"))
    goes_on = [one.id for one in running if one.kind == Timed.REPLY and one.due_at is not None]
    _running(incident).exclude(id__in=goes_on).update(stopped_at=at)
    return [one.id for one in running]


def take_up(incident: Incident, clock_ids: Sequence[int]) -> None:
    """Let the clocks that were set aside run as if they had never been; what was answered stays so."""
    incident.clocks.filter(id__in=clock_ids, met_at__isnull=True).update(stopped_at=None)
    promised = Promised.to(incident)
    for row in _running(incident).filter(kind=Timed.REPLY.value):
        _lay(row, promised)
        row.save(update_fields=_LAID)
    met = incident.clocks.filter(id__in=clock_ids, kind=Timed.REPLY.value, met_at__isnull=False).first()
    if met is not None and incident.replied_at is None:
        incident.replied_at = met.met_at
        incident.first_replied_at = incident.first_replied_at or met.met_at


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


def _owed(incidents: Sequence[Incident]) -> list[IncidentClock]:
    """Return the clocks of replies still owed to helpers whose incidents were merged into one of these."""
    owed = IncidentClock.objects.running().filter(incident__merged_into__in=incidents)
    known = owed.filter(kind=Timed.REPLY.value).select_related("incident__merged_into")
    return list(known.order_by("id"))


def _follow_merged(
    incident: Incident, owed: Sequence[IncidentClock], *, at: datetime
) -> Sequence[IncidentClock]:
    """Bring what is owed to merged ones in line with the incident that goes on; return what still runs."""
    if IncidentState(incident.state) not in OPEN_STATES:
        IncidentClock.objects.filter(id__in=[one.id for one in owed]).update(stopped_at=at)
        return []
    for row in owed:
        _lay(row, Promised.to(row.incident))
        row.save(update_fields=_LAID)
    return owed


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


def _show(incident: Incident, rows: Mapping[Timed, IncidentClock], owed: Sequence[IncidentClock]) -> None:
    """Write into an incident's own columns what lists read of its clocks.

    `owed` are those of merged ones whose helpers wait for an answer: the earliest counts.
    """
    reply = rows.get(Timed.REPLY)
    if reply is not None:
        incident.reply_due_at, incident.paused_at = reply.due_at, reply.paused_at
    elif incident.replied_at is None:
        incident.reply_due_at = incident.paused_at = None
    earliest = min((row.due_at for row in owed if row.due_at), default=None)
    if earliest and incident.replied_at is None:
        incident.reply_due_at = min(incident.reply_due_at or earliest, earliest)
        incident.paused_at = None
    others = [row.due_at for kind, row in rows.items() if kind in OWED - {Timed.REPLY} and row.due_at]
    others += [earliest] if earliest else []
    incident.other_due_at = min(others, default=None)

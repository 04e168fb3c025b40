"""What an incident's clocks go by: the rules of the day it was opened, and its history of waiting."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from assistdesk.escalations.models import Incident, Merge
from assistdesk.escalations.rules import clocks as rules
from assistdesk.escalations.states import IncidentState, Timed
from assistdesk.shared.calendar import BusinessCalendar, Clock, ClockKind, Pause
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.business_time import business_calendar, clock_of
from assistdesk.shared.policy.schema import EscalationsEdition, Pack


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
        moves = list(own.order_by("id").values_list("from_state", "to_state", "at"))
        head = self.incident.merged_into
        if head is not None:  # since then the other one's questions go to this one's helper too
            since = head.steps.filter(at__gte=_joined_at(self.incident)).order_by("id")
            moves += since.values_list("from_state", "to_state", "at")
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


def _joined_at(incident: Incident) -> datetime:
    """Return since when an incident has been part of the one that goes on, by way of others too."""
    stand = Merge.objects.filter(undone_at__isnull=True)
    merge = stand.get(incident=incident)
    at = merge.at
    while merge.into_id != incident.merged_into_id:
        merge = stand.get(incident=merge.into_id)
        at = max(at, merge.at)
    return at

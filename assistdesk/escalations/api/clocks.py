"""Why an incident is due when it is, by API."""

from datetime import date, datetime

from django.utils.translation import get_language
from ninja import Router, Schema
from pydantic import Field

from assistdesk.escalations.api.schemas import in_zone
from assistdesk.escalations.queries.clocks import ClockRow, clocks_of
from assistdesk.escalations.rules import IncidentRef
from assistdesk.shared import clock
from assistdesk.shared.calendar import Day
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission

router = Router(tags=["Escalations"], by_alias=True)


class Promised(Schema):
    """What was promised: so many of a unit, `business_days`, `hours` or `calendar_days`."""

    unit: str
    amount: int


class CountedDay(Schema):
    """One day and why it was counted or not. `number` is set for a day that was counted."""

    on: date
    reason: str
    number: int | None = None
    holiday: str | None = None


class PausedFor(Schema):
    """One stretch in which the clock stood still. `to` and `added_seconds` are null while it lasts."""

    from_: datetime = Field(alias="from")
    to: datetime | None
    added_seconds: int | None


class IncidentClock(Schema):
    """One run of a clock. `due_at` is null while it is paused; `days` are empty for a clock of hours."""

    kind: str
    whom: str | None
    promised: Promised
    standing: str
    started_at: datetime
    paused_at: datetime | None
    promised_at: datetime
    due_at: datetime | None
    met_at: datetime | None
    stopped_at: datetime | None
    left_seconds: int | None
    days: list[CountedDay]
    pauses: list[PausedFor]
    later_days: list[CountedDay]


class IncidentClocks(Schema):
    """The clocks of an incident that the caller may know of."""

    incident_number: str
    items: list[IncidentClock]


@router.get(
    "/escalations/{number}/clocks", response=IncidentClocks, auth=api_allows(Permission.SEE_INCIDENTS)
)
def clocks(request: ActorRequest, number: str, marketplace: str | None = None) -> dict[str, object]:
    """Why the incident is due when it is: each clock with its days counted or skipped, and its pauses.

    A helper hears of the reply's clock, colleagues of all.
    """
    ref = IncidentRef(number, marketplace)
    view = clocks_of(ref, actor=request.actor, language=get_language() or "en", at=clock.now())
    return {
        "incident_number": view.incident.number,
        "items": [_clock(row, zone=view.zone) for row in view.clocks],
    }


def _clock(row: ClockRow, *, zone: str) -> dict[str, object]:
    left = row.account.standing.left
    return {
        "kind": row.kind.value,
        "whom": row.whom or None,
        "promised": {"unit": row.promised.kind.value, "amount": row.promised.amount},
        "standing": row.standing.value,
        "started_at": in_zone(row.started_at, zone),
        "paused_at": in_zone(row.paused_at, zone),
        "promised_at": in_zone(row.account.promised_at, zone),
        "due_at": in_zone(row.due_at, zone),
        "met_at": in_zone(row.met_at, zone),
        "stopped_at": in_zone(row.stopped_at, zone),
        "left_seconds": int(left.total_seconds()) if left is not None else None,
        "days": [_day(one) for one in row.account.days],
        "pauses": [
            {
                "from": in_zone(one.starts_at, zone),
                "to": in_zone(one.ends_at, zone),
                "added_seconds": int(one.moved_by.total_seconds()) if one.moved_by is not None else None,
            }
            for one in row.account.standing.stretches
        ],
        "later_days": [_day(one) for one in row.account.later_days],
    }


def _day(day: Day) -> dict[str, object]:
    return {"on": day.on, "reason": day.reason.value, "number": day.number, "holiday": day.holiday}

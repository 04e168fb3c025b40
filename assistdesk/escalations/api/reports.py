"""Reports by API: the figures of a span beside those of the span before it."""

from datetime import date, datetime

from ninja import Query, Router, Schema
from pydantic import Field

from assistdesk.escalations import queries
from assistdesk.escalations.queries import reports as figures_of
from assistdesk.escalations.queries.reports import Figures, ReportAsked, Spread
from assistdesk.escalations.rules.reports import days_asked
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.refusals import NotThere

router = Router(tags=["Escalations"])


class Asked(Schema):
    """From which day to which, both included, in the marketplace's zone; the last eight weeks without."""

    first: date | None = Field(default=None, alias="from")
    last: date | None = Field(default=None, alias="to")
    team: str = ""
    type: str = ""


class Times(Schema):
    """Median and 90th percentile in seconds; null where nothing was measured."""

    median: float | None
    p90: float | None


class Numbers(Schema):
    """What is said of some incidents; `share` is that within the clock, of those whose clock is decided."""

    opened: int
    replied: int
    resolved: int
    with_clock: int
    within_clock: int
    share: float | None
    first_reply: Times
    first_reply_business: Times
    resolution: Times
    resolution_business: Times


class Compared(Schema):
    """The figures of one type or team, and those of the span before."""

    key: str
    now: Numbers
    before: Numbers


class Week(Schema):
    """The figures of those opened in one week, told by its Monday."""

    monday: date
    now: Numbers


class ReportAnswer(Schema):
    """All figures of a span."""

    marketplace: str
    first_day: date
    last_day: date
    at: datetime
    now: Numbers
    before: Numbers
    types: list[Compared]
    teams: list[Compared]
    weeks: list[Week]


@router.get(
    "/marketplaces/{marketplace}/reports", response=ReportAnswer, auth=api_allows(Permission.SEE_REPORTS)
)
def reports(request: ActorRequest, marketplace: str, asked: Query[Asked]) -> dict[str, object]:
    """Volumes, times and the share within the clock: in all, by type, by team and by week."""
    if not request.actor.serves(marketplace):
        raise NotThere
    pack, at = policy.running(marketplace), clock.now()
    days = days_asked(first=asked.first, last=asked.last, today=queries.local_day(pack, at=at))
    wanted = ReportAsked(marketplace, days, asked.team, asked.type)
    found = figures_of.report(request.actor, wanted, pack=pack, at=at)
    return {
        "marketplace": marketplace,
        "first_day": days.start,
        "last_day": days.last,
        "at": at,
        "now": _numbers(found.now),
        "before": _numbers(found.before),
        "types": _compared(found.by_type),
        "teams": _compared(found.by_team),
        "weeks": [{"monday": day, "now": _numbers(one)} for day, one in found.by_week.items()],
    }


def _compared(found: dict[str, tuple[Figures, Figures]]) -> list[dict[str, object]]:
    return [
        {"key": key, "now": _numbers(now), "before": _numbers(before)} for key, (now, before) in found.items()
    ]


def _numbers(figures: Figures) -> dict[str, object]:
    return {
        "opened": figures.opened,
        "replied": figures.replied,
        "resolved": figures.resolved,
        "with_clock": figures.due,
        "within_clock": figures.in_time,
        "share": figures.share,
        "first_reply": _times(figures.reply),
        "first_reply_business": _times(figures.reply_business),
        "resolution": _times(figures.resolution),
        "resolution_business": _times(figures.resolution_business),
    }


def _times(spread: Spread) -> dict[str, float | None]:
    return {
        "median": spread.half.total_seconds() if spread.half is not None else None,
        "p90": spread.most.total_seconds() if spread.most is not None else None,
    }

"""A report's figures in the words of a page: rows of tables, and charts with what they say."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext

from assistdesk.escalations.queries.reports import Figures, Report
from assistdesk.escalations.views import charts
from assistdesk.escalations.views.charts import Chart, Point

HOUR = timedelta(hours=1)
UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart with its title, what it says in a sentence, and the rows of the table beside it."""

    key: str
    title: str
    says: str
    chart: Chart
    rows: list[tuple[str, str]]
    is_known: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: what it is, in the span and in the one before; empty where there is none."""

    label: str
    now: str
    before: str


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of a type, a team or all."""

    name: str
    cells: list[Cell]


def row(name: str, now: Figures, before: Figures) -> Row:
    """Return the figures of one type or team in words, beside those of the span before."""
    pairs = zip(_said(now), _said(before), strict=True)
    return Row(name, [Cell(label, said, earlier) for (label, said), (_, earlier) in pairs])


def drawings(found: Report) -> list[Drawing]:
    """Return the charts of a report: by the week in which incidents were opened."""
    weeks = {date_format(day, "M j"): one for day, one in found.by_week.items()}
    return [
        _drawing(
            "opened",
            gettext("Incidents opened each week"),
            [_opened(week, one, found) for week, one in weeks.items()],
        ),
        _drawing(
            "share",
            gettext("Answered within the clock, by week opened"),
            [_share(week, one.share) for week, one in weeks.items()],
            top=100,
            unit="%",
        ),
        _drawing(
            "reply",
            gettext("Median business hours to the first reply, by week opened"),
            [_hours(week, one.reply_business.half) for week, one in weeks.items()],
        ),
        _drawing(
            "resolution",
            gettext("Median business hours to resolution, by week opened"),
            [_hours(week, one.resolution_business.half) for week, one in weeks.items()],
        ),
    ]


def _said(one: Figures) -> list[tuple[str, str]]:
    return [
        (gettext("Opened"), str(one.opened)),
        (gettext("Answered"), str(one.replied)),
        (gettext("Resolved"), str(one.resolved)),
        (gettext("Within the clock"), _percent(one.share)),
        (gettext("First reply, median"), _both(one.reply_business.half, one.reply.half)),
        (gettext("First reply, 90th percentile"), _both(one.reply_business.most, one.reply.most)),
        (gettext("Resolution, median"), _both(one.resolution_business.half, one.resolution.half)),
        (gettext("Resolution, 90th percentile"), _both(one.resolution_business.most, one.resolution.most)),
    ]


def _both(business: timedelta | None, wall: timedelta | None) -> str:
    if business is None or wall is None:
        return UNKNOWN
    if wall < HOUR:
        return gettext("less than an hour")
    if business < HOUR:
        return gettext("less than 1 business h (%(wall)s h)") % {"wall": number_format(wall / HOUR, 1)}
    hours = {"business": number_format(business / HOUR, 1), "wall": number_format(wall / HOUR, 1)}
    return gettext("%(business)s business h (%(wall)s h)") % hours


def _percent(share: float | None) -> str:
    return UNKNOWN if share is None else f"{number_format(share * 100, 0)}%"


def _drawing(
    key: str, title: str, points: list[Point], *, top: float | None = None, unit: str = ""
) -> Drawing:
    rows = [(one.name, one.said) for one in points]
    is_known = any(one.value is not None for one in points)
    return Drawing(key, title, _summary(points), charts.columns(points, top=top, unit=unit), rows, is_known)


def _opened(week: str, one: Figures, found: Report) -> Point:
    """Return how many were opened in a week; nothing to draw where there were none in the whole span."""
    return Point(week, float(one.opened) if found.now.opened else None, str(one.opened))


def _summary(points: list[Point]) -> str:
    known = [one for one in points if one.value is not None]
    if not known:
        return gettext("Nothing was measured in this span.")
    least = min(known, key=lambda one: one.value or 0.0)
    most = max(known, key=lambda one: one.value or 0.0)
    words = {"least": least.said, "early": least.name, "most": most.said, "late": most.name}
    return gettext("Lowest: %(least)s, week of %(early)s. Highest: %(most)s, week of %(late)s.") % words


def _share(name: str, share: float | None) -> Point:
    return Point(name, None if share is None else share * 100, _percent(share))


def _hours(name: str, time: timedelta | None) -> Point:
    if time is None:
        return Point(name, None, UNKNOWN)
    return Point(
        name, time / HOUR, gettext("less than an hour") if time < HOUR else number_format(time / HOUR, 1)
    )

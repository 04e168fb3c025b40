"""The weekly figures of referrals, on a page and as a CSV file; nothing in them tells who asked."""

import csv
from datetime import date, datetime, time, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assistdesk.referrals.queries.figures import Figures, Span, Spread, figures
from assistdesk.referrals.views.figure_rows import cells, heads
from assistdesk.referrals.views.staff_desk import StaffDesk
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.spreadsheets import MARK

WEEKS = 8
ONE_WEEK = timedelta(days=7)
COLUMNS = (
    "week_from", "asked", "filled", "fill_decided", "kept", "promise_decided", "accept_median_minutes",
    "accept_p90_minutes", "first_call_median_minutes", "first_call_p90_minutes", "offers", "missed",
    "cancelled", "deregistered",
)  # fmt: skip


@require_safe
@allows(Permission.SEE_REFERRALS)
def report(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show the figures of the last eight weeks, the newest first."""
    desk = StaffDesk.of(request, marketplace)
    spans = _weeks(desk)
    found = figures(desk.actor, spans, marketplace=marketplace, at=desk.at)
    rows = [
        (span.starts_at.date(), list(zip(heads(), cells(one), strict=True)))
        for span, one in zip(spans, found, strict=True)
    ]
    context = {"pack": desk.pack, "heads": heads(), "rows": rows}
    return render(request, "referrals/report.html", context)


@require_safe
@allows(Permission.SEE_REFERRALS)
def report_file(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Send the same figures as a CSV file, one line a week; times in minutes, with one place."""
    desk = StaffDesk.of(request, marketplace)
    found = figures(desk.actor, _weeks(desk), marketplace=marketplace, at=desk.at)
    answer = HttpResponse(MARK, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="referrals-{marketplace}-{desk.today}.csv"'
    answer["Cache-Control"] = "no-store"
    writer = csv.writer(answer)
    writer.writerow(COLUMNS)
    writer.writerows(_line(one) for one in found)
    return answer


def _weeks(desk: StaffDesk) -> list[Span]:
    """Return this week and the seven before it, Monday to Sunday in the marketplace's zone, newest first."""
    monday = desk.today - timedelta(days=desk.today.weekday())
    days = [monday - step * ONE_WEEK for step in range(WEEKS)]
    return [Span(day.isoformat(), _midnight(day, desk), _midnight(day + ONE_WEEK, desk)) for day in days]


def _midnight(day: date, desk: StaffDesk) -> datetime:
    return datetime.combine(day, time(), tzinfo=desk.zone)


def _line(one: Figures) -> tuple[str | int, ...]:
    return (
        one.key, one.asked, one.filled, one.decided, one.kept, one.promised,
        *_minutes(one.to_accept), *_minutes(one.to_call),
        one.offers, one.missed, one.cancelled, one.deregistered,
    )  # fmt: skip


def _minutes(spread: Spread) -> tuple[str, str]:
    half, most = (
        "" if one is None else f"{one.total_seconds() / 60:.1f}" for one in (spread.half, spread.most)
    )
    return half, most

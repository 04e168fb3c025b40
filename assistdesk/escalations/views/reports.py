"""The reports page and its CSV file."""

from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from assistdesk.escalations.forms import ReportForm
from assistdesk.escalations.queries import reports as queries
from assistdesk.escalations.queries.reports import ReportAsked
from assistdesk.escalations.rules.reports import Days, days_asked
from assistdesk.escalations.views import csv_files, figures
from assistdesk.escalations.views.desks import INVALID, Desk
from assistdesk.escalations.views.file_streams import streamed
from assistdesk.escalations.views.words import errors_said
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import InvalidInput


@require_safe
@allows(Permission.SEE_REPORTS)
def reports(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show the figures of a span beside those of the span before it."""
    desk = Desk.of(request, marketplace)
    form = ReportForm(request.GET)
    try:
        days = days_asked(first=form.first, last=form.last, today=desk.today)
        status = 200
    except InvalidInput as refusal:
        form.say(errors_said(refusal))
        days, status = days_asked(first=None, last=None, today=desk.today), INVALID
    asked = _asked(desk, form, days)
    found = queries.report(desk.actor, asked, pack=desk.pack, at=desk.at)
    teams = queries.teams_reported(desk.actor, pack=desk.pack)
    types = _types(desk)
    words = {
        "pack": desk.pack,
        "form": form,
        "days": days,
        "asked": asked,
        "report": found,
        "drawings": figures.drawings(found),
        "all": figures.row(gettext("All"), found.now, found.before),
        "by_type": [figures.row(types.get(key, key), *pair) for key, pair in found.by_type.items()],
        "by_team": [figures.row(_team(desk, key), *pair) for key, pair in found.by_team.items()],
        "teams": [(key, _team(desk, key)) for key in teams],
        "types": list(types.items()),
        "file": _file(asked),
    }
    return render(request, "escalations/reports.html", words, status=status)


@require_safe
@allows(Permission.SEE_REPORTS)
def report_file(request: ActorRequest, marketplace: str) -> StreamingHttpResponse:
    """Send every incident of a span as a CSV file, row by row; nothing in it tells whom one is about."""
    desk = Desk.of(request, marketplace)
    form = ReportForm(request.GET)
    days = days_asked(first=form.first, last=form.last, today=desk.today)
    asked = _asked(desk, form, days)
    rows = queries.report_rows(desk.actor, asked, pack=desk.pack, at=desk.at)
    lines = csv_files.lines(rows, zone=ZoneInfo(desk.pack.identity.zone))
    answer = streamed(request, lines, content_type="text/csv; charset=utf-8")
    name = f"incidents-{desk.marketplace}-{days.start}-{days.last}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _asked(desk: Desk, form: ReportForm, days: Days) -> ReportAsked:
    return ReportAsked(desk.marketplace, days, form.team, form.type)


def _types(desk: Desk) -> dict[str, str]:
    """Return the titles of all types that the marketplace has or had."""
    return {
        key: one.title.in_language(desk.language)
        for edition in desk.pack.escalations
        for key, one in edition.types.items()
    }


def _file(asked: ReportAsked) -> str:
    days = {"from": asked.days.start, "to": asked.days.last}
    return "?" + urlencode({**days, "team": asked.team, "type": asked.type})


def _team(desk: Desk, key: str) -> str:
    team = desk.pack.directory.teams.get(key)
    return team.name.in_language(desk.language) if team else key

"""The staff's board: open referrals against the promise, figures, season; and the page of one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from assistdesk.referrals.queries import board as boards
from assistdesk.referrals.queries.board import BoardRow, Show
from assistdesk.referrals.queries.figures import Span, figures
from assistdesk.referrals.queries.seasons import season
from assistdesk.referrals.queries.staff import edition_of
from assistdesk.referrals.states import OfferState
from assistdesk.referrals.views import own
from assistdesk.referrals.views import staff_words as words
from assistdesk.referrals.views.explaining import staff_page
from assistdesk.referrals.views.figure_rows import Line, lines
from assistdesk.referrals.views.staff_desk import StaffDesk
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import NotAuthorized, NotThere

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the board's lists, with how many referrals it holds."""

    show: Show
    name: str
    count: int
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class RowShown:
    """One referral of the board in words."""

    row: BoardRow
    state: str
    program: str
    language: str
    area: str
    asked: list[str]


@require_safe
@allows(Permission.SEE_REFERRALS)
def board(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show one of the lists of open referrals, the most at risk first, and how well the promise is kept."""
    desk = StaffDesk.of(request, marketplace)
    wanted, cursor = request.GET.get("show", Show.WAITING.value), request.GET.get("cursor")
    if wanted not in set(Show):
        raise NotThere
    show = Show(wanted)
    counts = boards.counts(desk.actor, marketplace=marketplace, at=desk.at)
    page = boards.page(desk.actor, pack=desk.pack, show=show, at=desk.at, cursor=cursor)
    return render(
        request,
        "referrals/board.html",
        {
            "pack": desk.pack,
            "desk": desk,
            "at": desk.at,
            "counts": counts,
            "duty": boards.on_duty(desk.actor, marketplace=marketplace, at=desk.at),
            "season": season(desk.actor, edition=desk.edition, marketplace=marketplace, on=desk.today),
            "show": show,
            "tabs": _tabs(counts, show),
            "rows": [_shown(one, desk) for one in page.items],
            "lines": _lines(desk),
            "next": f"?{urlencode({'show': show.value, 'cursor': page.next})}" if page.next else "",
            "first": f"?{urlencode({'show': show.value})}" if cursor else "",
        },
    )


@require_safe
@allows(Permission.OWN_HOME)
def one(request: ActorRequest, marketplace: str, reference: str) -> HttpResponseBase:
    """Show one referral: to the helper who has it, or to staff with its whole history."""
    if request.actor.may(Permission.SEE_REFERRALS):
        return staff_page(request, StaffDesk.of(request, marketplace), reference)
    if request.actor.may(Permission.TAKE_REFERRALS):
        return own.page(request, marketplace, reference)
    raise NotAuthorized


def _tabs(counts: boards.BoardCounts, show: Show) -> list[Tab]:
    named = [
        (Show.WAITING, gettext("Waiting for a call"), counts.waiting),
        (Show.LATER, gettext("Without a promise yet"), counts.later),
        (Show.HELPED, gettext("Being helped"), counts.helped),
    ]
    return [Tab(key, name, count, f"?show={key.value}", key is show) for key, name, count in named]


def _lines(desk: StaffDesk) -> list[Line]:
    midnight = datetime.combine(desk.today, datetime.min.time(), tzinfo=desk.zone)
    soon = desk.at + timedelta(microseconds=1)
    spans = [Span("today", midnight, soon), Span("week", desk.at - WEEK, soon)]
    return lines(figures(desk.actor, spans, marketplace=desk.marketplace, at=desk.at))


def _shown(row: BoardRow, desk: StaffDesk) -> RowShown:
    edition = edition_of(desk.pack, "", at=desk.at)
    return RowShown(
        row=row,
        state=words.said(words.REFERRAL_STATES, row.state),
        program=words.program_said(edition, row.program, language=desk.language),
        language=words.language_said(row.language, language=desk.language),
        area=words.area_said(row.zip_area, row.county),
        asked=[_asked(one) for one in row.asked if one.state != OfferState.ACCEPTED],
    )


def _asked(one: boards.Asked) -> str:
    """Return "Waits for an answer: Ada, Grace (2)"."""
    state = words.said(words.OFFER_STATES, one.state)
    names = ", ".join(one.names)
    if one.count > len(one.names):
        more = gettext("and %(count)s more") % {"count": one.count - len(one.names)}
        names = f"{names} {more}"
    return f"{state}: {names}"

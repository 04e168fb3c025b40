"""What staff see who answer for case access: shares of consents by voice, one consent's records, holds."""

from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from assistdesk.consent import services
from assistdesk.consent.forms.lines import clean_line
from assistdesk.consent.queries import shares as queries
from assistdesk.consent.queries.shares import Span
from assistdesk.consent.services import Rulebook
from assistdesk.consent.views.staff import book_of
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy.schema.consent import VerbalReason
from assistdesk.shared.refusals import InvalidInput

INVALID = 422


@require_http_methods(["GET", "HEAD"])
@allows(Permission.SEE_REPORTS)
def shares(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show each helper's share of consents by voice in a span of days."""
    at = clock.now()
    book = book_of(request, marketplace, at=at)
    span, wrong = _span(request, book, at=at)
    cursor = request.GET.get("cursor")
    page = queries.shares(request.actor, span, pack=book.pack, cursor=cursor)
    here = reverse("consent:shares", args=[marketplace])
    shown = {"pack": book.pack, "span": span, "wrong": wrong, "page": page, "query": _query(span)}
    return render(
        request,
        "consent/shares.html",
        shown | _ways(here, span, page.next, cursor),
        status=INVALID if wrong else 200,
    )


@require_http_methods(["GET", "HEAD"])
@allows(Permission.SEE_REPORTS)
def verbal(request: ActorRequest, marketplace: str, account_id: UUID) -> HttpResponse:
    """Show one helper's consents by voice in a span of days."""
    at = clock.now()
    book = book_of(request, marketplace, at=at)
    span, _ = _span(request, book, at=at)
    cursor = request.GET.get("cursor")
    page = queries.verbal_of(request.actor, account_id, span, pack=book.pack, cursor=cursor)
    reasons = {one.value: book.edition.verbal.reasons[one] for one in VerbalReason}
    here = reverse("consent:verbal", args=[marketplace, account_id])
    shown = {
        "pack": book.pack,
        "span": span,
        "query": _query(span),
        "name": page.name,
        "rows": [(one, reasons.get(one.why)) for one in page.items],
    }
    return render(request, "consent/verbal.html", shown | _ways(here, span, page.next, cursor))


@require_http_methods(["GET", "HEAD"])
@allows(Permission.SEE_REPORTS)
def record(request: ActorRequest, marketplace: str, thread: UUID) -> HttpResponse:
    """Show what is on record of one consent; that it was read is written down."""
    return _record_page(request, marketplace, thread)


@require_POST
@allows(Permission.HOLD_RECORDS)
def hold(request: ActorRequest, marketplace: str, thread: UUID) -> HttpResponse:
    """Put a legal hold on the records of a consent, or lift it."""
    reason = clean_line(request.POST.get("reason", ""))
    act = services.lift_hold if request.POST.get("act") == "lift" else services.put_hold
    try:
        act(thread, reason=reason, actor=request.actor, at=clock.now())
    except InvalidInput as refusal:
        wrong = gettext(refusal.errors[0].message)
        return _record_page(request, marketplace, thread, wrong=wrong, typed=reason)
    return redirect("consent:record_of", marketplace, thread)


def _record_page(
    request: ActorRequest, marketplace: str, thread: UUID, *, wrong: str = "", typed: str = ""
) -> HttpResponse:
    at = clock.now()
    book = book_of(request, marketplace, at=at)
    found = services.read_record(thread, marketplace=marketplace, actor=request.actor, at=at)
    shown = {
        "pack": book.pack,
        "found": found,
        "may_hold": request.actor.may(Permission.HOLD_RECORDS),
        "wrong": wrong,
        "typed": typed,
    }
    return render(request, "consent/record.html", shown, status=INVALID if wrong else 200)


def _span(request: ActorRequest, book: Rulebook, *, at: datetime) -> tuple[Span, str]:
    """Return the span that was asked for, and what is wrong with it: then it is the usual one."""
    asked = request.GET
    today, npn = book.day(at), clean_line(asked.get("npn", ""))
    try:
        first, last = _day(asked.get("first", "")), _day(asked.get("last", ""))
        return queries.span_asked(first=first, last=last, npn=npn, today=today), ""
    except InvalidInput as refusal:
        usual = queries.span_asked(first=None, last=None, npn=npn, today=today)
        return usual, gettext(refusal.errors[0].message)


def _day(written: str) -> date | None:
    try:
        return parse_date(written)
    except ValueError:
        return None


def _query(span: Span) -> str:
    return urlencode({"first": span.first, "last": span.last, "npn": span.npn})


def _ways(here: str, span: Span, following: str | None, cursor: str | None) -> dict[str, str]:
    """Return the addresses of the page after this one, and of the first."""
    query = _query(span)
    return {
        "next": f"{here}?{query}&{urlencode({'cursor': following})}" if following else "",
        "first": f"{here}?{query}" if cursor else "",
    }

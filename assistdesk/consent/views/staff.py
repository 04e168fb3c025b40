"""The staff's pages of case access: where to begin, and the openings that a lead reviews."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from assistdesk.consent import services
from assistdesk.consent.forms.lines import clean_line
from assistdesk.consent.queries import openings as queries
from assistdesk.consent.refusals import CaseNotFound, ReasonNeeded
from assistdesk.consent.services import Rulebook
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import NotThere

LONGEST_NUMBER = 20
INVALID = 422
NO_NUMBER_MESSAGE = "Give the number of a case."
NO_CASE_MESSAGE = "There is no such case among those you may see. Check the number."


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.OPEN_CASES)
def desk(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show what staff do in case access, or go to the case whose number was typed."""
    book = book_of(request, marketplace, at=clock.now())
    typed, wrong = clean_line(request.POST.get("case_number", "")), ""
    if request.method == "POST":
        number = services.case_number_of(typed)[:LONGEST_NUMBER]
        if number and _is_worth_opening(request, book, number):
            return redirect("consent:case", marketplace, number)
        wrong = gettext(NO_CASE_MESSAGE if number else NO_NUMBER_MESSAGE)
    role = request.actor.role.value
    staff = book.edition.staff
    shown = {
        "pack": book.pack,
        "edition": book.edition,
        "records": role in {one.value for one in staff.record_roles},
        "needs_reason": role in {one.value for one in staff.emergency_roles},
        "reports": request.actor.may(Permission.SEE_REPORTS),
        "reviews": request.actor.may(Permission.REVIEW_OPENINGS),
        "typed": typed,
        "wrong": wrong,
    }
    return render(request, "consent/staff.html", shown, status=INVALID if wrong else 200)


def _is_worth_opening(request: ActorRequest, book: Rulebook, number: str) -> bool:
    """Return whether a case is there to open; who has to give a reason is told nothing before."""
    try:
        services.check_case(number, marketplace=book.pack.marketplace, actor=request.actor, at=clock.now())
    except CaseNotFound:
        return False
    except ReasonNeeded:
        return True
    return True


@require_http_methods(["GET", "HEAD"])
@allows(Permission.REVIEW_OPENINGS)
def openings(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show the cases that were opened in an emergency: those that wait for a review, or all."""
    at = clock.now()
    book = book_of(request, marketplace, at=at)
    is_waiting = request.GET.get("show") != "all"
    cursor = request.GET.get("cursor")
    page = queries.openings(request.actor, marketplace=marketplace, is_waiting=is_waiting, cursor=cursor)
    here = reverse("consent:openings", args=[marketplace])
    kind = "" if is_waiting else "&show=all"
    shown = {
        "pack": book.pack,
        "page": page,
        "is_waiting": is_waiting,
        "at": at,
        "next": f"{here}?cursor={page.next}{kind}" if page.next else "",
        "first": (here if is_waiting else f"{here}?show=all") if cursor else "",
    }
    return render(request, "consent/openings.html", shown)


@require_POST
@allows(Permission.REVIEW_OPENINGS)
def review(request: ActorRequest, marketplace: str, opening_id: UUID) -> HttpResponse:
    """Mark an opening as reviewed."""
    remark = clean_line(request.POST.get("remark", ""))
    services.review_opening(opening_id, remark=remark, actor=request.actor, at=clock.now())
    return redirect("consent:openings", marketplace)


def book_of(request: ActorRequest, marketplace: str, *, at: datetime) -> Rulebook:
    """Return what holds in a marketplace that the actor serves.

    Raises:
        NotThere: they serve another one, or it offers no case access.
    """
    if not request.actor.serves(marketplace):
        raise NotThere
    return services.rulebook(marketplace, at=at)

"""The page of one case: for associated helpers, and for staff, some of them in an emergency alone."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from assistdesk.consent import services
from assistdesk.consent.forms.lines import clean_line
from assistdesk.consent.queries.notes import notes_on
from assistdesk.consent.refusals import ReasonNeeded
from assistdesk.consent.services import Rulebook
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import InvalidInput, NotAuthorized, NotThere

INVALID = 422


@require_http_methods(["GET", "HEAD"])
@allows(Permission.SEE_CASES)
def case(request: ActorRequest, marketplace: str, case_number: str) -> HttpResponse:
    """Show a case to who may see it; the look is written down. Whoever has to say why is asked first."""
    at = clock.now()
    book = _book(request, marketplace, at=at)
    try:
        opened = services.open_case(case_number, marketplace=marketplace, actor=request.actor, at=at)
    except ReasonNeeded:
        return redirect("consent:emergency", marketplace, case_number)
    left = (opened.opening.ends_at - at) if opened.opening else None
    shown = {
        "pack": book.pack,
        "opened": opened,
        "at": at,
        "notes": notes_on(case_number, actor=request.actor, at=at) if request.actor.is_helper else None,
        "seconds_left": max(1, int(left.total_seconds()) + 1) if left else None,
    }
    return TemplateResponse(request, "consent/case.html", shown)  # not rendered yet: the site adds to it


@require_http_methods(["GET", "HEAD"])
@allows(Permission.SEE_CASES)
def standing(request: ActorRequest, marketplace: str, case_number: str) -> HttpResponse:
    """Say whether the case may still be seen, and nothing of what is in it: open pages ask."""
    at = clock.now()
    book = _book(request, marketplace, at=at)
    services.check_case(case_number, marketplace=marketplace, actor=request.actor, at=at)
    shown = {"pack": book.pack, "marketplace": marketplace, "case_number": case_number, "at": at}
    return render(request, "consent/case_standing.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.OPEN_CASES)
def emergency(request: ActorRequest, marketplace: str, case_number: str) -> HttpResponse:
    """Ask why a case has to be seen, or open it for a while."""
    at = clock.now()
    book = _book(request, marketplace, at=at)
    staff = book.edition.staff
    if request.actor.role not in {one.value for one in staff.emergency_roles}:
        raise NotAuthorized
    wrong, typed = "", clean_line(request.POST.get("reason", ""))
    if request.method == "POST":
        try:
            services.open_in_emergency(
                case_number, marketplace=marketplace, reason=typed, actor=request.actor, at=at
            )
        except InvalidInput as refusal:
            wrong = gettext(refusal.errors[0].message)
        else:
            return redirect("consent:case", marketplace, case_number)
    minutes = int(staff.emergency_lasts.total_seconds() // 60)
    shown = {
        "pack": book.pack,
        "case_number": case_number,
        "minutes": minutes,
        "wrong": wrong,
        "typed": typed,
    }
    return render(request, "consent/emergency.html", shown, status=INVALID if wrong else 200)


def _book(request: ActorRequest, marketplace: str, *, at: datetime) -> Rulebook:
    if not request.actor.serves(marketplace):
        raise NotThere
    return services.rulebook(marketplace, at=at)

"""The helper's way to a case: search, how the client may be asked, and the request while it runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from assistdesk.consent import services
from assistdesk.consent.forms.searching import SearchForm
from assistdesk.consent.models import ConsentRequest
from assistdesk.consent.services import Rulebook
from assistdesk.consent.services.standing import Standing, standing
from assistdesk.consent.states import Ending, RequestMethod, RequestState, Result
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy.schema import Words
from assistdesk.shared.policy.schema.consent import VerbalReason
from assistdesk.shared.refusals import InvalidInput, NotThere

INVALID, NOTHING = 422, 204
LIVE_HEADER = "X-Desk-Live"
LONGEST_COUNT = 9
BUTTONS = {"electronic": RequestMethod.ELECTRONIC, "verbal": RequestMethod.VERBAL}


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.REQUEST_CASE_ACCESS)
def search(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show Request Case Access, and what a search tells."""
    at = clock.now()
    book = _book(request, marketplace, at=at)
    if request.method != "POST":
        return _search_page(request, book, SearchForm(edition=book.edition, language=_language()))
    form = SearchForm(request.POST, edition=book.edition, language=_language())
    if not form.is_valid():
        return _search_page(request, book, form, status=INVALID)
    try:
        found = services.search(form.wanted(), actor=request.actor, marketplace=marketplace, at=at)
    except InvalidInput as refusal:
        for error in refusal.errors:
            form.add_error(error.field if error.field in form.fields else None, gettext(error.message))
        return _search_page(request, book, form, status=INVALID)
    if found.result is Result.ASSOCIATED:
        return redirect("consent:case", marketplace, found.case_number)
    if found.result is Result.NO_MATCH:
        return _search_page(request, book, form, is_nobody=True)
    return redirect("consent:found", marketplace, found.search_id)


def _search_page(
    request: ActorRequest, book: Rulebook, form: SearchForm, *, status: int = 200, is_nobody: bool = False
) -> HttpResponse:
    shown = {"pack": book.pack, "edition": book.edition, "form": form, "is_nobody": is_nobody}
    return render(request, "consent/search.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.REQUEST_CASE_ACCESS)
def found(request: ActorRequest, marketplace: str, search_id: UUID) -> HttpResponse:
    """Show how the client of a search may be asked, or ask."""
    at = clock.now()
    book = _book(request, marketplace, at=at)
    if request.method == "POST":
        method = BUTTONS.get(request.POST.get("method", ""))
        if method is None:
            return redirect("consent:found", marketplace, search_id)
        asked = services.ask(search_id, method=method, actor=request.actor, at=at)
        return redirect("consent:request", marketplace, asked.id)
    ways = services.ways_after(search_id, actor=request.actor, at=at)
    shown = {
        "pack": book.pack,
        "edition": book.edition,
        "ways": ways,
        "reason": _reason(book, ways.why) if ways.why else None,
    }
    return render(request, "consent/found.html", shown)


@require_http_methods(["GET", "HEAD"])
@allows(Permission.REQUEST_CASE_ACCESS)
def watch(request: ActorRequest, marketplace: str, request_id: UUID) -> HttpResponse:
    """Show where a request stands: a sign of life of its page. `?step=confirm` is the confirmation."""
    return _watch_page(request, marketplace, request_id)


def _watch_page(
    request: ActorRequest, marketplace: str, request_id: UUID, *, wrong: str = "", ticked: Sequence[str] = ()
) -> HttpResponse:
    at = clock.now()
    is_visit = request.method == "GET" and LIVE_HEADER not in request.headers
    asked = services.seen(request_id, is_visit=is_visit, actor=request.actor, at=at)
    _check_place(asked, marketplace)
    stands = standing(asked, at=at)
    if stands.state is RequestState.CONFIRMED:
        return redirect("consent:case", marketplace, asked.case.case_number)
    seen = _Seen.of(stands)
    shown: dict[str, object] = {
        "pack": stands.book.pack,
        "edition": stands.book.edition,
        "stands": stands,
        "asked": asked,
        "at": at,
        "reason": _reason(stands.book, stands.spoken_why) if stands.spoken_why else None,
        "is_confirming": request.GET.get("step") == "confirm" or asked.method == RequestMethod.VERBAL.value,
        "refresh_seconds": int(stands.book.edition.requests.refresh_every.total_seconds()),
        "seen": seen,
    }
    if seen.is_reading:
        reading = services.acknowledgements(request_id, actor=request.actor, at=at)
        shown |= {"reading": reading, "wrong": wrong, "ticked": ticked}
    return render(request, "consent/request.html", shown, status=INVALID if wrong else 200)


@dataclass(frozen=True, slots=True)
class _Seen:
    """Which of the faces of a request's page is shown."""

    is_waiting: bool
    is_reading: bool
    is_left: bool

    @classmethod
    def of(cls, stands: Standing) -> "_Seen":
        is_pending = stands.state is RequestState.PENDING
        is_spoken = stands.request.method == RequestMethod.VERBAL.value
        return cls(
            is_waiting=is_pending and not is_spoken,
            is_reading=is_pending and is_spoken,
            is_left=stands.request.ending == Ending.LEFT.value,
        )


@require_POST
@allows(Permission.REQUEST_CASE_ACCESS)
def cancel(request: ActorRequest, marketplace: str, request_id: UUID) -> HttpResponse:
    """Take a request back and show the search again."""
    services.cancel(request_id, actor=request.actor, at=clock.now())
    return redirect("consent:search", marketplace)


@require_POST
@allows(Permission.REQUEST_CASE_ACCESS)
def away(request: ActorRequest, marketplace: str, request_id: UUID) -> HttpResponse:  # noqa: ARG001 - the address has it
    """Note that the page of a request is being left; its own reload is back within seconds."""
    given = request.POST.get("visit", "")[:LONGEST_COUNT]
    visit = int(given) if given.isascii() and given.isdecimal() else 0
    services.step_away(request_id, visit=visit, actor=request.actor, at=clock.now())
    return HttpResponse(status=NOTHING)


@require_POST
@allows(Permission.REQUEST_CASE_ACCESS)
def speak(request: ActorRequest, marketplace: str, request_id: UUID) -> HttpResponse:
    """Begin to ask by voice after an electronic request, and show what is to be read aloud."""
    at = clock.now()
    asked = services.seen(request_id, is_visit=False, actor=request.actor, at=at)
    spoken = services.ask(asked.search_id, method=RequestMethod.VERBAL, actor=request.actor, at=at)
    return redirect("consent:request", marketplace, spoken.id)


@require_POST
@allows(Permission.REQUEST_CASE_ACCESS)
def record(request: ActorRequest, marketplace: str, request_id: UUID) -> HttpResponse:
    """Record the yes by voice to all that was read; where a point is not ticked the page says so."""
    keys = request.POST.getlist("read")
    try:
        services.record(request_id, keys, actor=request.actor, at=clock.now())
    except InvalidInput as refusal:
        wrong = gettext(refusal.errors[0].message)
        return _watch_page(request, marketplace, request_id, wrong=wrong, ticked=keys)
    return redirect("consent:request", marketplace, request_id)


@require_POST
@allows(Permission.REQUEST_CASE_ACCESS)
def confirm(request: ActorRequest, marketplace: str, request_id: UUID) -> HttpResponse:
    """Take the helper's Ok: the association begins, and the case opens."""
    is_on_demand = request.POST.get("from_on_demand") == "yes"
    number = services.confirm(request_id, from_on_demand=is_on_demand, actor=request.actor, at=clock.now())
    return redirect("consent:case", marketplace, number)


def _book(request: ActorRequest, marketplace: str, *, at: datetime) -> Rulebook:
    if not request.actor.serves(marketplace):
        raise NotThere
    return services.rulebook(marketplace, at=at)


def _check_place(asked: ConsentRequest, marketplace: str) -> None:
    if asked.marketplace != marketplace:
        raise NotThere


def _reason(book: Rulebook, why: str) -> Words:
    return book.edition.verbal.reasons[VerbalReason(why)]


def _language() -> str:
    return get_language() or "en"

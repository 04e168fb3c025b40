"""Recording an association that a client agreed to on a call or on paper: find, write down, see it done."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from assistdesk.consent import services
from assistdesk.consent.forms.recording import RecordForm
from assistdesk.consent.forms.searching import SearchForm
from assistdesk.consent.queries import associations as queries
from assistdesk.consent.services import Rulebook
from assistdesk.consent.states import Result
from assistdesk.consent.views.staff import book_of
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy.schema.consent import StaffMethod
from assistdesk.shared.refusals import InvalidInput

INVALID = 422


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.RECORD_ASSOCIATIONS)
def find(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Ask who the client is, or search for them."""
    at = clock.now()
    book = book_of(request, marketplace, at=at)
    language = get_language() or "en"
    if request.method != "POST":
        form = SearchForm(edition=book.edition, language=language, is_staff=True)
        return _find_page(request, book, form)
    form = SearchForm(request.POST, edition=book.edition, language=language, is_staff=True)
    if not form.is_valid():
        return _find_page(request, book, form, status=INVALID)
    try:
        made = services.find_client(form.wanted(), actor=request.actor, marketplace=marketplace, at=at)
    except InvalidInput as refusal:
        for error in refusal.errors:
            form.add_error(error.field if error.field in form.fields else None, gettext(error.message))
        return _find_page(request, book, form, status=INVALID)
    if made.result == Result.NO_MATCH.value:
        return _find_page(request, book, form, is_nobody=True)
    return redirect("consent:record_write", marketplace, made.id)


def _find_page(
    request: ActorRequest, book: Rulebook, form: SearchForm, *, status: int = 200, is_nobody: bool = False
) -> HttpResponse:
    shown = {"pack": book.pack, "form": form, "is_nobody": is_nobody}
    return render(request, "consent/record_find.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.RECORD_ASSOCIATIONS)
def write(request: ActorRequest, marketplace: str, search_id: UUID) -> HttpResponse:
    """Ask what was heard or signed, or record the association. `?way=paper` is the form for paper."""
    at = clock.now()
    book = book_of(request, marketplace, at=at)
    found = services.client_found(search_id, actor=request.actor, at=at)
    way = StaffMethod.PAPER if request.GET.get("way") == "paper" else StaffMethod.THREE_WAY_CALL
    zone = book.pack.identity.zone
    given = request.POST if request.method == "POST" else None
    form = RecordForm(given, method=way, texts=found.texts[way], zone=zone, at=at)
    if given is not None and form.is_valid():
        try:
            made = services.record_association(search_id, form.heard(), actor=request.actor, at=at)
        except InvalidInput as refusal:
            form.say(refusal)
        else:
            return redirect("consent:recorded", marketplace, made.association.grant_id)
    shown = {
        "pack": book.pack,
        "edition": book.edition,
        "form": form,
        "found": found,
        "way": way.value,
        "at": at,
        "is_paper": way is StaffMethod.PAPER,
    }
    return render(request, "consent/record_write.html", shown, status=INVALID if form.errors else 200)


@require_http_methods(["GET", "HEAD"])
@allows(Permission.RECORD_ASSOCIATIONS)
def recorded(request: ActorRequest, marketplace: str, grant_id: UUID) -> HttpResponse:
    """Show that an association was recorded, and what became of the message to the client."""
    at = clock.now()
    book = book_of(request, marketplace, at=at)
    found = queries.recorded(grant_id, marketplace=marketplace)
    return render(request, "consent/recorded.html", {"pack": book.pack, "found": found, "at": at})

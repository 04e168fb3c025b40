"""The resident's request: no account, one page, one request for one form."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from assistdesk.referrals import services
from assistdesk.referrals.forms.asking import AskForm, form_key
from assistdesk.referrals.queries import standing
from assistdesk.referrals.services import Rulebook
from assistdesk.referrals.views.words import put_errors, said
from assistdesk.shared import clock
from assistdesk.shared.limits import TooManyRequests
from assistdesk.shared.people.guards import ActorRequest, open_to_all
from assistdesk.shared.refusals import InvalidInput

INVALID, TOO_MANY = 422, 429


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(reason="a resident has no account")
def ask(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show what a resident can ask for, or take the request and show where it stands.

    With nobody there to promise a call, the times that can be chosen come first.
    """
    at = clock.now()
    book = services.rulebook(marketplace, at=at)
    if not services.is_open(marketplace, book, at=at):
        return render(request, "referrals/closed.html", {"pack": book.pack, "edition": book.edition})
    if request.method != "POST":
        return _page(request, book, _form(request, book), at=at)
    form = _form(request, book)
    new = form.request(marketplace, key=form_key(request.POST))
    try:
        services.check_request(new, address=request.META.get("REMOTE_ADDR", ""), at=at)
        asked = services.request(new, actor=request.actor, at=at)
    except InvalidInput as refusal:
        put_errors(form, refusal)
        return _page(request, book, form, at=at, status=INVALID)
    except TooManyRequests as refusal:
        page = _page(request, book, form, at=at, status=TOO_MANY, wait=said(refusal))
        page.headers["Retry-After"] = str(refusal.facts["wait_seconds"])
        return page
    goal = "times" if asked.windows else "status"
    return redirect(f"referrals:{goal}", asked.token)


def _form(request: ActorRequest, book: Rulebook) -> AskForm:
    data = request.POST if request.method == "POST" else None
    return AskForm(data, pack=book.pack, edition=book.edition, language=get_language() or "en")


def _page(
    request: ActorRequest, book: Rulebook, form: AskForm, *, at: datetime, status: int = 200, wait: str = ""
) -> HttpResponse:
    words = {
        "pack": book.pack,
        "edition": book.edition,
        "form": form,
        "key": form_key(request.POST),
        "wait": wait,
        "is_anybody_there": standing.is_anybody_there(book.pack.marketplace, at=at),
    }
    return render(request, "referrals/ask.html", words, status=status)

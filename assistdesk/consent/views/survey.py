"""What opens by the links in messages to clients: the survey, and taking consent back."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.views.decorators.http import require_http_methods

from assistdesk.consent import services
from assistdesk.consent.refusals import AlreadyAnswered, LinkExpired, MatchCodeWrong
from assistdesk.consent.services.survey import survey_of
from assistdesk.consent.states import Answer, AnsweredBy
from assistdesk.shared import clock
from assistdesk.shared.limits import TooManyRequests
from assistdesk.shared.people.guards import ActorRequest, open_to_all
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.refusals import Refusal

GONE, CONFLICT, INVALID, TOO_MANY = 410, 409, 422, 429
LINK_IS_THE_KEY = "whoever has the link of the message is the client who is asked"
STATUS: dict[type[Refusal], int] = {
    LinkExpired: GONE,
    AlreadyAnswered: CONFLICT,
    MatchCodeWrong: INVALID,
    TooManyRequests: TOO_MANY,
}

Page = Callable[[ActorRequest, str], HttpResponse]


def _over_politely(page: Page) -> Page:
    """Return a page that says of a link which is none, or no longer, what that means."""

    @wraps(page)
    def opened(request: ActorRequest, token: str) -> HttpResponse:
        try:
            return page(request, token)
        except LinkExpired:
            return render(request, "consent/survey_over.html", status=GONE)

    return opened


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(reason=LINK_IS_THE_KEY)
@_over_politely
def survey(request: ActorRequest, token: str) -> HttpResponse:
    """Show a client what is asked, and take the answer: only a button that is pressed counts."""
    asked = services.by_link(token)
    with override(_language(request, asked.language)):
        if request.method != "POST":
            return _survey(request, token)
        try:
            _answer(request, token)
        except tuple(STATUS) as refusal:
            return _survey(request, token, refusal=refusal)
    return redirect("consent:survey", token)


def _answer(request: ActorRequest, token: str) -> None:
    at, asked = clock.now(), services.by_link(token)
    answer = request.POST.get("answer", "")
    if answer == Answer.ACCEPT:
        services.check_match(asked, request.POST.get("match_code", ""), at=at)
        services.accept(asked.id, by=AnsweredBy.LINK, actor=request.actor, at=clock.now())
    elif answer == Answer.DECLINE:
        services.decline(asked.id, by=AnsweredBy.LINK, actor=request.actor, at=clock.now())


def _survey(request: ActorRequest, token: str, *, refusal: Refusal | None = None) -> HttpResponse:
    at = clock.now()
    found = survey_of(services.by_link(token), at=at)
    shown = {
        "pack": found.book.pack,
        "token": token,
        "survey": found,
        "at": at,
        "refusal": type(refusal).__name__ if refusal else "",
    }
    return render(request, "consent/survey.html", shown, status=STATUS[type(refusal)] if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(reason="whoever has the link of the message is the client whose consent was recorded")
@_over_politely
def revoke(request: ActorRequest, token: str) -> HttpResponse:
    """Ask whether consent is to be taken back, or take it back."""
    grant = services.grant_by_link(token)
    with override(_language(request, grant.person.language)):
        if request.method == "POST":
            services.revoke_by_link(token, actor=request.actor, at=clock.now())
            return redirect("consent:revoke", token)
        at = clock.now()
        shown = {
            "pack": policy.running(grant.person.marketplace),
            "token": token,
            "helper": grant.account,
            "is_over": grant.ends_at is not None and grant.ends_at <= at,
        }
        return render(request, "consent/revoke.html", shown)


def _language(request: ActorRequest, of_client: str) -> str:
    """Return the language of a page: the client's, unless the reader chose another."""
    has_chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    return (get_language() or of_client) if has_chosen else of_client

"""The site's own pages: front door, sign-in, home."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext, override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assistdesk.shared import clock
from assistdesk.shared.people import invitations
from assistdesk.shared.people.guards import ActorRequest, allows, open_to_all
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.refusals import InvalidInput, MalformedRequest, NotThere
from assistdesk.site import acting, carrying, homes, languages, responses
from assistdesk.site.demo import introductions
from assistdesk.site.demo.script import script
from assistdesk.site.refusals import FormExpired, WrongSignIn

LONGEST_NAME = 150
INVALID = 422


@require_safe
@open_to_all(reason="the front door")
def front(request: ActorRequest) -> HttpResponse:
    """Show the front page."""
    return render(request, "site/front.html", {"packs": policy.marketplaces()})


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(reason="who signs in is not signed in yet")
def sign_in(request: ActorRequest) -> HttpResponse:
    """Show the sign-in form, or sign somebody in and send them where they were going."""
    if request.method != "POST":
        return _sign_in_page(request, goal=request.GET.get("next", ""))
    goal = request.POST.get("next", "")
    username = request.POST.get("username", "")[:LONGEST_NAME]
    account = authenticate(request, username=username, password=request.POST.get("password", ""))
    if account is None:
        wrong = responses.sentence(WrongSignIn())
        return _sign_in_page(request, goal=goal, username=username, wrong=wrong)
    login(request, account)
    acting.forget(request)
    is_safe = url_has_allowed_host_and_scheme(goal, allowed_hosts={request.get_host()})
    typed = carrying.carried_by(request)
    language = languages.on_sign_in(request, account) if isinstance(account, Account) else ""
    if typed and is_safe:
        with override(language or get_language()):
            response = render(request, "site/send_again.html", {"goal": goal, "typed": typed})
    else:
        response = redirect(goal if is_safe else "site:home")
    if language and isinstance(account, Account):
        languages.remember(response, language, account_id=account.id)
    return response


def _sign_in_page(request: ActorRequest, *, goal: str, username: str = "", wrong: str = "") -> HttpResponse:
    typed = carrying.carried_by(request)
    words: dict[str, object] = {"next": goal, "username": username, "wrong": wrong, "typed": typed}
    if settings.DEMO:
        words |= {
            "demo_people": introductions.companies(language=get_language() or "en"),
            "demo_password": script().password,
        }
    return render(request, "site/sign_in.html", words, status=401 if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(reason="whoever has the link is the account's holder")
def choose_password(request: ActorRequest, token: str) -> HttpResponse:
    """Ask the holder of a link for a password, or keep it and lead to the sign-in."""
    at = clock.now()
    account = invitations.invited(token, at=at)
    words: dict[str, object] = {"username": account.username, "wrong": ""}
    if request.method != "POST":
        return render(request, "site/choose_password.html", words)
    try:
        invitations.choose_password(token, request.POST.get("password", ""), at=at)
    except InvalidInput as refusal:
        words["wrong"] = gettext(refusal.errors[0].message)
        return render(request, "site/choose_password.html", words, status=INVALID)
    return redirect("site:sign_in")


@require_POST
@open_to_all(reason="signing out harms nobody")
def sign_out(request: ActorRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("site:front")


@require_safe
@allows(Permission.OWN_HOME)
def home(request: ActorRequest) -> HttpResponse:
    """Show what waits for the one who signed in."""
    at = clock.now()
    found = homes.home_of(request.actor, language=get_language() or request.actor.language, at=at)
    words: dict[str, object] = {"home": found, "at": at}
    if request.actor.marketplace:
        words["pack"] = found.packs[0]
    return render(request, "site/home.html", words)


@require_POST
@open_to_all(reason="everybody chooses a language")
def choose_language(request: ActorRequest) -> HttpResponse:
    """Remember a language and show the same page in it."""
    goal = request.POST.get("next", "/")
    language = request.POST.get("language", "")
    is_safe = url_has_allowed_host_and_scheme(goal, allowed_hosts={request.get_host()})
    response = redirect(goal if is_safe else "/")
    languages.remember(response, language, account_id=request.actor.own_account_id)
    return response


@require_safe
@open_to_all(reason="the colours of a marketplace")
def accent(request: HttpRequest, marketplace: str) -> HttpResponse:
    """Return a marketplace's colours as a style sheet; its address changes with the pack."""
    look = policy.running(marketplace).identity.look
    rule = (
        f".accent-{marketplace} {{ --desk-accent: {look.accent}; --desk-accent-dark: {look.accent_dark}; }}\n"
    )
    headers = {"Cache-Control": "public, max-age=31536000, immutable"} if "v" in request.GET else None
    return HttpResponse(rule, content_type="text/css; charset=utf-8", headers=headers)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return responses.refuse(request, NotThere())


def malformed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that can't be read."""
    return responses.refuse(request, MalformedRequest())


def broken(request: HttpRequest) -> HttpResponse:
    """Answer after a fault of the desk, without a word about its inside."""
    return responses.broken(request)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its proof of origin."""
    return responses.refuse(request, FormExpired())

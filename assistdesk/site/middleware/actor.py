"""Who sends the request: by token, by session, or nobody that we know."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from assistdesk.shared import clock
from assistdesk.shared.people import queries
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.refusals import ActingEnded
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.refusals import NotAuthorized, SignInRequired
from assistdesk.site import acting, responses

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class ActorMiddleware:
    """Sets `request.actor`.

    A token that is not valid is refused, not ignored. A session that changes something by the API has
    to come from a page of the desk itself, or from a program that is no browser.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer to a request whose actor is known."""
        if not request.path.startswith("/static/"):
            try:
                request.actor = _actor(request)  # type: ignore[attr-defined]  # ActorRequest
            except ActingEnded as refusal:
                request.acting_ended = True  # type: ignore[attr-defined]  # the page offers the way out
                return responses.refuse(request, refusal)
            except (SignInRequired, NotAuthorized) as refusal:
                return responses.refuse(request, refusal)
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    header = request.headers.get("Authorization", "")
    if header:
        return _actor_with_token(header)
    if isinstance(request.user, Account):
        if request.path.startswith("/api/") and request.method not in SAFE and _is_from_elsewhere(request):
            raise NotAuthorized
        return acting.actor_of_session(request, queries.actor_of(request.user))
    return Actor.anonymous(getattr(request, "LANGUAGE_CODE", "en"))


def _actor_with_token(header: str) -> Actor:
    scheme, _, token = header.partition(" ")
    sender = None
    if scheme.lower() == "bearer" and token.isprintable():
        sender = queries.sender_of(token.strip())
    if sender is None:
        raise SignInRequired
    clock.told(sender.at)
    policy.told(sender.packs)
    return sender.actor


def _is_from_elsewhere(request: HttpRequest) -> bool:
    """Return whether a browser sends this for another site's page; browsers always name the origin."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return urlsplit(origin).netloc != request.get_host()
    return request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")

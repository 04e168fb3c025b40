"""The guard on every page and API call: each says who may use it, or why everybody may."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import NotAuthorized, SignInRequired

Rest = ParamSpec("Rest")
Answer = TypeVar("Answer", bound=HttpResponseBase)


class ActorRequest(HttpRequest):
    """A request whose actor is known: the middleware sees to it."""

    actor: Actor
    htmx: Any  # django-htmx's details of the request; falsy where htmx did not ask


Page = Callable[Concatenate[ActorRequest, Rest], HttpResponseBase]


def allows(permission: Permission) -> Callable[[Page[Rest]], Page[Rest]]:
    """Return a decorator that lets only actors with `permission` through to a page.

    Who has not signed in is sent to do so and comes back, with what they typed; who may not, is refused.
    """

    def guard(page: Page[Rest]) -> Page[Rest]:
        @wraps(page)
        def guarded(request: ActorRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            if request.actor.may(permission):
                return page(request, *args, **kwargs)
            if request.actor.is_signed_in:
                raise NotAuthorized
            if request.method == "POST":  # what was typed must not be lost: the site keeps it
                raise SignInRequired
            return _to_sign_in(request)

        guarded.guard = permission  # type: ignore[attr-defined]  # read by the walk over all routes
        return guarded

    return guard


def open_to_all(*, reason: str) -> Callable[[Page[Rest]], Page[Rest]]:
    """Return a decorator that marks a page as open on purpose, and says why."""

    def guard(page: Page[Rest]) -> Page[Rest]:
        page.guard = reason  # type: ignore[attr-defined]  # read by the walk over all routes
        return page

    return guard


class ApiGuard:
    """The same for an API call; given as its `auth`. `permission` None means open, for `reason`."""

    def __init__(self, permission: Permission | None, *, reason: str = "") -> None:
        self.permission = permission
        self.reason = reason

    def __call__(self, request: ActorRequest) -> Actor:
        """Return the actor who may make this call.

        Raises:
            SignInRequired: nobody is signed in.
            NotAuthorized: the one signed in may not.
        """
        if self.permission is None or request.actor.may(self.permission):
            return request.actor
        if not request.actor.is_signed_in:
            raise SignInRequired
        raise NotAuthorized


def api_allows(permission: Permission) -> ApiGuard:
    """Return the guard that lets only actors with `permission` make an API call."""
    return ApiGuard(permission)


def api_open(*, reason: str) -> ApiGuard:
    """Return the guard of an API call that is open on purpose."""
    return ApiGuard(None, reason=reason)


class ClosedGuard(ApiGuard):
    """Lets nobody through: what a call has that names no guard of its own."""

    def __init__(self) -> None:
        super().__init__(None)

    def __call__(self, request: ActorRequest) -> Actor:  # noqa: ARG002 - ninja calls it with the request
        """Refuse.

        Raises:
            NotAuthorized: always.
        """
        raise NotAuthorized


def api_closed() -> ApiGuard:
    """Return the guard of API calls that name none: nobody may make them."""
    return ClosedGuard()


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('site:sign_in')}?{urlencode({'next': request.get_full_path()})}")

"""Signing in by API: a session for programs that keep cookies, and who one is."""

from datetime import datetime

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.guards import ActorRequest, api_allows, api_open
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.people.queries import actor_of
from assistdesk.site import acting
from assistdesk.site.refusals import WrongSignIn

router = Router(tags=["session"])


class SignIn(Schema):
    """What signing in needs."""

    username: str = Field(max_length=200)
    password: str = Field(max_length=1000)


class Who(Schema):
    """Who is signed in. `marketplace` is null for those who serve every marketplace.

    Where somebody acts for a helper, all of it is the helper's, and `delegate` is the name of who acts.
    """

    username: str
    name: str
    role: str
    marketplace: str | None
    teams: list[str]
    language: str
    delegate: str | None


class WhoUntil(Who):
    """Who signed in, and when the session ends."""

    expires_at: datetime


@router.post("/session", response=WhoUntil, auth=api_open(reason="who signs in is not signed in yet"))
def open_session(request: HttpRequest, payload: SignIn) -> dict[str, object]:
    """Sign in; the answer sets the session's cookie."""
    clean = payload.username.replace("\x00", ""), payload.password.replace("\x00", "")
    account = authenticate(request, username=clean[0], password=clean[1])
    if not isinstance(account, Account):
        raise WrongSignIn
    login(request, account)
    acting.forget(request)
    return {**_who(actor_of(account)), "expires_at": request.session.get_expiry_date()}


@router.get("/session", response=Who, auth=api_allows(Permission.OWN_HOME))
def show_session(request: ActorRequest) -> dict[str, object]:
    """Say who is signed in."""
    return _who(request.actor)


@router.delete("/session", response={204: None}, auth=api_allows(Permission.OWN_HOME))
def close_session(request: ActorRequest) -> Status[None]:
    """Sign out."""
    logout(request)
    return Status(204, None)


def _who(actor: Actor) -> dict[str, object]:
    return {
        "username": actor.username,
        "name": actor.name,
        "role": actor.role.value,
        "marketplace": actor.marketplace,
        "teams": list(actor.teams),
        "language": actor.language,
        "delegate": actor.delegate.name if actor.delegate else None,
    }

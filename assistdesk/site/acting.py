"""Acting for a helper: begun and left by the one who signed in, kept in their session.

A delegation that is over refuses every request until they say that they go on as themselves: what was begun
in a helper's name must never be done in their own by mistake. For the same reason, forms of pages from before
a change are no longer valid.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from assistdesk.shared import clock
from assistdesk.shared.people import delegations
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.guards import ActorRequest, allows, open_to_all
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.people.refusals import ActingEnded

KEY = "acting_by"
ALWAYS_OPEN = ("site:stop_acting", "site:sign_out", "site:language")


def actor_of_session(request: HttpRequest, own: Actor) -> Actor:
    """Return for whom the session of `own` acts; `own` where it acts for nobody.

    Raises:
        ActingEnded: it acts by a delegation that stands no more.
    """
    chosen = request.session.get(KEY)
    if chosen is None:
        return own
    try:
        return delegations.acting_by(UUID(chosen), own=own, at=clock.now())
    except ActingEnded:
        if request.path in {reverse(name) for name in ALWAYS_OPEN}:
            return own
        raise


def forget(request: HttpRequest) -> bool:
    """Let the session act for nobody; return whether it did."""
    return request.session.pop(KEY, None) is not None


@require_POST
@allows(Permission.OWN_ACCOUNT)
def start(request: ActorRequest, delegation_id: UUID) -> HttpResponse:
    """Act for a helper from now on, and show their home."""
    delegations.begin(delegation_id, actor=request.actor, at=clock.now())
    request.session[KEY] = str(delegation_id)
    rotate_token(request)
    return redirect("site:home")


@require_POST
@open_to_all(reason="going on as oneself harms nobody")
def stop(request: ActorRequest) -> HttpResponse:
    """Go on as the one who signed in."""
    if forget(request):
        rotate_token(request)
    return redirect("site:home")

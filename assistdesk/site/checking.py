"""The page that says, while somebody types, what the privacy guard would do to the words."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from assistdesk.shared import clock
from assistdesk.shared.files import subjects
from assistdesk.shared.messaging import consumers
from assistdesk.shared.messaging.checking import check
from assistdesk.shared.people import knowledge
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.privacy.known import NOTHING_KNOWN, KnownValues

CLIENTS = "people.clients"
"""What words are about that a helper writes of their own clients."""


def known_about(kind: str, thing_id: str, *, actor: Actor, at: datetime) -> KnownValues:
    """Return what the desk knows of the consumers of a thing that the actor may see; nothing of any other.

    Of the kind `CLIENTS` the id is one or several Person IDs of the actor's own clients.
    """
    if kind == CLIENTS:
        return knowledge.known_of_clients(thing_id.split(), actor=actor, at=at)
    try:
        subject_id = UUID(thing_id)
    except ValueError:
        return NOTHING_KNOWN
    if not subjects.may_see(kind, actor=actor, subject_id=subject_id, at=at):
        return NOTHING_KNOWN
    return consumers.known_of(kind, subject_id)


@require_POST
@allows(Permission.OWN_HOME)
def check_words(request: ActorRequest) -> HttpResponse:
    """Say what the guard finds in the words, why, and what to write instead. Nothing of them is kept."""
    at = clock.now()
    about = (request.POST.get("about_kind", ""), request.POST.get("about_id", ""))
    known = known_about(*about, actor=request.actor, at=at)
    checked = check(request.POST.get("text", ""), known=known, actor=request.actor, at=at)
    response = render(request, "site/parts/checked.html", {"checked": checked})
    response.headers["Cache-Control"] = "no-store"
    return response

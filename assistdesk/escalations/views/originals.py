"""The page that shows a message as it came, to those who need it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from assistdesk.escalations import services
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.views.desks import Desk
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission


@require_POST
@allows(Permission.READ_ORIGINALS)
def original(request: ActorRequest, marketplace: str, number: str, post_id: UUID) -> HttpResponse:
    """Show a message as it came; that somebody looked is recorded, and no cache keeps it."""
    desk = Desk.of(request, marketplace)
    ref = IncidentRef(number, marketplace)
    found = services.open_original(ref, post_id=post_id, actor=desk.actor, at=desk.at)
    words = {
        "pack": desk.pack,
        "marketplace": marketplace,
        "number": number,
        "post_id": post_id,
        "original": found,
    }
    part = "escalations/original.html#words" if request.htmx else "escalations/original.html"
    response = render(request, part, words)
    response.headers["Cache-Control"] = "private, no-store"
    return response

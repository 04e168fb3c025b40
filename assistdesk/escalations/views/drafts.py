"""Keeping and dropping what somebody types on an incident's page."""

from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse, JsonResponse
from django.utils.formats import time_format
from django.views.decorators.http import require_POST

from assistdesk.escalations import services
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.views.desks import Desk
from assistdesk.escalations.views.outcomes import Done, go_to
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import MalformedRequest


@require_POST
@allows(Permission.REPLY_TO_INCIDENTS)
def save_draft(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Keep what is in a box; answer with the revision that is kept and the time of day."""
    desk = Desk.of(request, marketplace)
    typed = _typed(request)
    saved = services.save_draft(IncidentRef(number, marketplace), typed, actor=desk.actor, at=desk.at)
    local = desk.at.astimezone(ZoneInfo(desk.pack.identity.zone))
    return JsonResponse(
        {"revision": saved.revision, "was_sent": saved.was_sent, "saved": time_format(local, "TIME_FORMAT")}
    )


@require_POST
@allows(Permission.REPLY_TO_INCIDENTS)
def drop_draft(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Throw away what was kept of a box, and show the incident with the box empty."""
    desk = Desk.of(request, marketplace)
    ref = IncidentRef(number, marketplace)
    services.drop_draft(ref, box=request.POST.get("box", ""), actor=desk.actor, at=desk.at)
    return go_to(ref, Done.DROPPED)


def _typed(request: ActorRequest) -> services.Typed:
    sent = request.POST
    try:
        writing = UUID(sent.get("writing", ""))
        seen, version = int(sent.get("seen", "")), int(sent.get("version", ""))
    except ValueError:
        raise MalformedRequest from None
    if not (0 <= seen < 2**31 and 0 <= version < 2**31):
        raise MalformedRequest
    text = sent.get("text", "").replace("\r\n", "\n").replace("\x00", "")
    return services.Typed(sent.get("box", ""), text, writing, seen, version)

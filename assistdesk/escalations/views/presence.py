"""Who has an incident open."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from assistdesk.escalations import queries, services
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.views.desks import Desk
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission


@require_POST
@allows(Permission.WORK_INCIDENTS)
def here(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Renew that the actor is here, writing or not, and show who else is; or note that they have left."""
    desk = Desk.of(request, marketplace)
    ref = IncidentRef(number, marketplace)
    if request.POST.get("leaving"):
        services.leave(ref, actor=desk.actor, at=desk.at)
        return HttpResponse(status=204)
    services.be_here(ref, is_writing=bool(request.POST.get("writing")), actor=desk.actor, at=desk.at)
    view = queries.others_at(ref, actor=desk.actor, at=desk.at)
    return render(request, "escalations/parts/here.html", {"here": view})

"""The part of an incident's page that lists its files."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assistdesk.escalations import queries
from assistdesk.escalations.rules import IncidentRef
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission

NOTHING_NEW = 204


@require_safe
@allows(Permission.SEE_INCIDENTS)
def file_list(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Show the list anew where something of it has changed since it was `seen`."""
    incident, found = queries.files_of(IncidentRef(number, marketplace), actor=request.actor)
    if request.GET.get("seen") == found.seen:
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "escalations/parts/files.html", {"incident": incident, "files": found})

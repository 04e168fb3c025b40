"""Why an incident is due when it is, as a page that can be printed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assistdesk.escalations.queries.clocks import clocks_of
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.views.desks import Desk
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission


@require_safe
@allows(Permission.SEE_INCIDENTS)
def clocks(request: ActorRequest, marketplace: str, number: str) -> HttpResponse:
    """Show each clock of an incident: its days, its pauses and what they came to."""
    desk = Desk.of(request, marketplace)
    view = clocks_of(IncidentRef(number, marketplace), actor=desk.actor, language=desk.language, at=desk.at)
    words = {"pack": desk.pack, "view": view, "incident": view.incident, "at": desk.at}
    return render(request, "escalations/clocks.html", words)

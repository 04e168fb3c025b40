"""A quick link to something that is done elsewhere: where, and whom to ask, in the marketplace's words."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import Audience
from assistdesk.shared.policy.schema.dashboard import Destination
from assistdesk.shared.refusals import NotThere
from assistdesk.site import dashboard

ABOUT_CLIENTS = (Destination.NEW_APPLICATION, Destination.PRESCREENING)


@require_safe
@allows(Permission.OWN_HOME)
def quick_link(request: ActorRequest, marketplace: str, key: str) -> HttpResponse:
    """Say where a thing is done that this desk neither does nor has an address for."""
    actor, at = request.actor, clock.now()
    if not actor.is_helper or not actor.serves(marketplace):
        raise NotThere
    pack = policy.running(marketplace)
    found = dashboard.explained(pack, key, at=at)
    if found is None:
        raise NotThere
    is_about_clients = found.leads_to in ABOUT_CLIENTS
    shown = {
        "pack": pack,
        "link": found,
        "contact": pack.contact(found.contact, audience=Audience.HELPER) if found.contact else None,
        "first": dashboard.first_link(actor, pack, at=at) if is_about_clients else None,
        "warning": dashboard.warning_of(actor, pack, at=at) if is_about_clients else None,
    }
    return render(request, "site/quick_link.html", shown)

"""The helper's pages."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission


@require_safe
@allows(Permission.OWN_HOME)
def manager(request: ActorRequest, marketplace: str) -> HttpResponse:  # noqa: ARG001 - the frame reads it
    """Show the Referral Manager."""
    return render(request, "referrals/plain.html", {"heading": "Referral Manager"})

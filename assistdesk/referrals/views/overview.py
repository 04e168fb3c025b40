"""The staff's pages, and the page of one referral."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission


@require_safe
@allows(Permission.READ_BOARDS)
def board(request: ActorRequest, marketplace: str) -> HttpResponse:  # noqa: ARG001 - the frame reads it
    """Show the open referrals."""
    return render(request, "referrals/plain.html", {"heading": "Referrals"})


@require_safe
@allows(Permission.OWN_HOME)
def one(request: ActorRequest, marketplace: str, reference: str) -> HttpResponse:  # noqa: ARG001 - the frame reads it
    """Show one referral."""
    return render(request, "referrals/plain.html", {"heading": reference})

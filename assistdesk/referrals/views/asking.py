"""The resident's pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assistdesk.referrals import services
from assistdesk.shared.people.guards import open_to_all


@require_safe
@open_to_all(reason="a resident has no account")
def ask(request: HttpRequest, marketplace: str) -> HttpResponse:  # noqa: ARG001 - the frame reads it
    """Show what a resident can ask for."""
    return render(request, "referrals/plain.html", {"heading": "Call back"})


@require_safe
@open_to_all(reason="whoever has the link is the resident")
def status(request: HttpRequest, token: str) -> HttpResponse:
    """Show where a request stands."""
    referral = services.referral_of(token)
    return render(request, "referrals/plain.html", {"heading": referral.reference})

"""Answering by the link of a message."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assistdesk.referrals import services
from assistdesk.shared.people.guards import open_to_all


@require_safe
@open_to_all(reason="whoever has the link and the passcode is the helper")
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Show an offer."""
    services.open_link(token)
    return render(request, "referrals/plain.html", {"heading": "Manage Referral"})

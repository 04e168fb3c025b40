"""The page that says, while somebody types, what the privacy guard would do to the words."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from assistdesk.shared import clock
from assistdesk.shared.messaging.checking import check
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission


@require_POST
@allows(Permission.OWN_HOME)
def check_words(request: ActorRequest) -> HttpResponse:
    """Say what the guard finds in the words, why, and what to write instead. Nothing of them is kept."""
    checked = check(request.POST.get("text", ""), actor=request.actor, at=clock.now())
    response = render(request, "site/parts/checked.html", {"checked": checked})
    response.headers["Cache-Control"] = "no-store"
    return response

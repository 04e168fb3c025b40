"""What happened after a form was sent: said once at the top of the page that follows, and focused there."""

from enum import StrEnum
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from assistdesk.escalations.rules import IncidentRef
from assistdesk.shared.people.guards import ActorRequest

PLACE = "done"
"""The name of the address' part that says what happened, and of the place on the page that it moves to."""


class Done(StrEnum):
    """What happened to an incident."""

    REPLIED = "replied"
    NOTED = "noted"
    TAKEN = "taken"
    ASSIGNED = "assigned"
    MOVED = "moved"
    HANDED_ON = "handed_on"
    TAKEN_BACK = "taken_back"
    PASSED_ON = "passed_on"
    MERGED = "merged"
    UNMERGED = "unmerged"
    DROPPED = "dropped"


def go_to(ref: IncidentRef, done: Done, **query: str) -> HttpResponse:
    """Go to an incident's page and say there what was done; its focus is on that, with or without scripts."""
    address = reverse("escalations:incident", args=[ref.marketplace, ref.number])
    return redirect(f"{address}?{urlencode({**query, PLACE: done.value})}#{PLACE}")


def done_in(request: ActorRequest) -> Done | None:
    """Return what the address of a page says was done; None where it says nothing that is known."""
    said = request.GET.get(PLACE, "")
    return Done(said) if said in set(Done) else None

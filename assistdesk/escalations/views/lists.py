"""The list of incidents that somebody may see: a helper's own, the marketplace's for some of the staff."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from assistdesk.escalations import queries
from assistdesk.escalations.forms.queue import QueueFilter
from assistdesk.escalations.queries import ListAsked
from assistdesk.escalations.states import IncidentState
from assistdesk.escalations.views import kept
from assistdesk.escalations.views.desks import Desk
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission


@require_http_methods(["GET", "HEAD", "POST"])
@allows(Permission.SEE_INCIDENTS)
def mine(request: ActorRequest, marketplace: str) -> HttpResponse:
    """Show the incidents that the actor may see, the newest first, or what they look for among them."""
    desk = Desk.of(request, marketplace)
    if request.method == "POST":
        return redirect(_asked_for(request, marketplace))
    status, search = request.GET.get("status", ""), request.GET.get("search", "")
    words, _ = kept.kept(request, search)
    cursor = request.GET.get("cursor")
    asked = ListAsked(status=status, marketplace=marketplace, words=words)
    if words:
        page = queries.search(desk.actor, asked, language=desk.language, cursor=cursor)
    else:
        page = queries.incidents(desk.actor, asked, language=desk.language, cursor=cursor)
    here = {"status": status, **({"search": search} if words else {})}
    shown = {
        "pack": desk.pack,
        "page": page,
        "at": desk.at,
        "status": status,
        "words": words,
        "statuses": list(IncidentState),
        "next": "?" + urlencode({**here, "cursor": page.next}) if page.next else "",
        "first": "?" + urlencode(here) if cursor else "",
    }
    return render(request, "escalations/mine.html", shown)


def _asked_for(request: ActorRequest, marketplace: str) -> str:
    narrow = QueueFilter.read(request.POST.dict())
    search = kept.keep(request, words=narrow.words, filed_by="")
    query = {"status": narrow.status, "search": search}
    said = urlencode({name: value for name, value in query.items() if value})
    address = reverse("escalations:mine", args=[marketplace])
    return f"{address}?{said}" if said else address

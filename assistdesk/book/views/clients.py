"""One client in the book: the way to the case, policies, quotes."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assistdesk.book import queries, services
from assistdesk.book.services import Look
from assistdesk.book.views.desk import BookDesk
from assistdesk.shared.people.guards import ActorRequest, allows
from assistdesk.shared.people.permissions import Permission


@require_safe
@allows(Permission.READ_CLIENTS)
def client(request: ActorRequest, marketplace: str, person_id: str) -> HttpResponse:
    """Show a present client; the look is written down."""
    desk = BookDesk.of(request, marketplace)
    person, row = queries.client(desk.actor, person_id, days=desk.days)
    services.note_look(Look.CLIENT, subject=person.id, actor=desk.actor, at=desk.at)
    keeps = desk.actor.may(Permission.KEEP_BOOK)
    quotes = queries.quotes_for(desk.actor, pack=desk.pack, person_id=person_id) if keeps else []
    shown = {
        "pack": desk.pack,
        "person": person,
        "row": row,
        "policies": queries.policies_of([person], pack=desk.pack, days=desk.days),
        "quotes": quotes,
        "keeps": keeps,
        "opens_cases": desk.actor.may(Permission.SEE_CASES),
    }
    return render(request, "book/client.html", shown)

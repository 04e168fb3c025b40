"""The dashboard's counts and the lists behind them by API."""

from ninja import Query

from assistdesk.book import queries, services
from assistdesk.book.api import schemas
from assistdesk.book.api.answers import said
from assistdesk.book.api.routing import MAY, MAY_COUNT, MAY_READ, router
from assistdesk.book.forms.asking import shown_of
from assistdesk.book.queries import Asked
from assistdesk.book.services import Look, terms
from assistdesk.book.states import BookList
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest
from assistdesk.shared.refusals import FieldError, InvalidInput, NotAuthorized

STATUS_MESSAGE = "Take one of the counts of this list on the dashboard."


@router.get("/dashboard", response=schemas.Dashboard, auth=MAY_COUNT)
def dashboard(request: ActorRequest) -> dict[str, object]:
    """Count the rows of each list of the caller's book that they may see."""
    if not queries.lists_of(request.actor):
        raise NotAuthorized
    pack = terms.pack_of(request.actor, marketplace=None)
    counted = queries.counts(request.actor, days=terms.days(pack, at=clock.now()))
    return {"marketplace": pack.marketplace, "counts": {name.value: of for name, of in counted.items()}}


@router.get("/book/clients", response=schemas.Clients, auth=MAY_READ)
def clients(request: ActorRequest, asked: Query[schemas.ListAsked]) -> dict[str, object]:
    """List clients: `current`, `past` or `added_last_month`, those who came last first."""
    return _listed(request, BookList.CLIENTS, asked)


@router.get("/book/policies", response=schemas.Policies, auth=MAY_READ)
def policies(request: ActorRequest, asked: Query[schemas.ListAsked]) -> dict[str, object]:
    """List policies of clients: `active`, `termed`, `pending`, `expired_rfi` or `rfi_expiring`."""
    return _listed(request, BookList.POLICIES, asked)


@router.get("/book/prospects", response=schemas.Prospects, auth=MAY)
def prospects(request: ActorRequest, asked: Query[schemas.ListAsked]) -> dict[str, object]:
    """List prospects: `current`, `abandoned` or `added_last_month`, the newest first."""
    return _listed(request, BookList.PROSPECTS, asked)


@router.get("/book/quotes", response=schemas.Quotes, auth=MAY)
def quotes(request: ActorRequest, asked: Query[schemas.ListAsked]) -> dict[str, object]:
    """List quotes: `in_progress`, `accepted`, `submitted` or `rejected`, the newest first."""
    return _listed(request, BookList.QUOTES, asked)


def _listed(request: ActorRequest, name: BookList, asked: schemas.ListAsked) -> dict[str, object]:
    shown = shown_of(name, asked.status)
    if shown is None:
        raise InvalidInput([FieldError("status", STATUS_MESSAGE)])
    at, actor = clock.now(), request.actor
    pack = terms.pack_of(actor, marketplace=None)
    wanted = Asked(name, shown, cursor=asked.cursor or None, limit=asked.limit)
    found = queries.listed(actor, wanted, pack=pack, days=terms.days(pack, at=at))
    facts: dict[str, object] = {"shown": shown.value, "rows": len(found.items)}
    services.note_look(Look.LIST, subject=name.value, actor=actor, at=at, facts=facts)
    return {"items": [said(one, zone=pack.identity.zone) for one in found.items], "next": found.next}

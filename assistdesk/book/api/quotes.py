"""Quotes by API: begin, put plans in, submit, write the answer down."""

from uuid import UUID

from ninja import Body, Status

from assistdesk.book import queries, services
from assistdesk.book.api import schemas
from assistdesk.book.api.answers import said
from assistdesk.book.api.routing import MAY, router
from assistdesk.book.rules.plans import read_plan
from assistdesk.book.services import Look, terms
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest
from assistdesk.shared.refusals import FieldError, InvalidInput

PLACE = "/book/quotes/{quote_id}"
WHOM_MESSAGE = "Give either a client or a prospect."


@router.post("/book/quotes", response={201: schemas.Quote}, auth=MAY)
def start(request: ActorRequest, payload: Body[schemas.NewQuote]) -> Status[dict[str, object]]:
    """Begin a quote for a client or a prospect, with its plans where they are sent."""
    at, actor = clock.now(), request.actor
    known = terms.plan_terms(terms.pack_of(actor, marketplace=None))
    plans = [read_plan(_written(one), terms=known) for one in payload.plans]
    if bool(payload.person_id) == bool(payload.prospect_id):
        raise InvalidInput([FieldError("person_id", WHOM_MESSAGE)])
    made = services.start_quote(
        person_id=payload.person_id,
        prospect_id=payload.prospect_id,
        starts_on=payload.starts_on,
        plans=plans,
        actor=actor,
        at=at,
    )
    return Status(201, _said(request, made))


@router.get(PLACE, response=schemas.Quote, auth=MAY)
def one(request: ActorRequest, quote_id: UUID) -> dict[str, object]:
    """Return one quote; the look is written down."""
    found = _said(request, quote_id)
    services.note_look(Look.QUOTE, subject=quote_id, actor=request.actor, at=clock.now())
    return found


@router.post(f"{PLACE}/plans", response=schemas.Quote, auth=MAY)
def add_plan(request: ActorRequest, quote_id: UUID, payload: Body[schemas.NewPlan]) -> dict[str, object]:
    """Put a plan into a quote in progress."""
    services.add_plan(quote_id, _written(payload), actor=request.actor, at=clock.now())
    return _said(request, quote_id)


@router.post(f"{PLACE}/plans/{{plan_id}}/remove", response=schemas.Quote, auth=MAY)
def remove_plan(request: ActorRequest, quote_id: UUID, plan_id: UUID) -> dict[str, object]:
    """Take a plan out of a quote in progress."""
    services.remove_plan(quote_id, plan_id, actor=request.actor, at=clock.now())
    return _said(request, quote_id)


@router.post(f"{PLACE}/submit", response=schemas.Quote, auth=MAY)
def submit(request: ActorRequest, quote_id: UUID) -> dict[str, object]:
    """Submit a quote: its plans are fixed from then on."""
    services.submit_quote(quote_id, actor=request.actor, at=clock.now())
    return _said(request, quote_id)


@router.post(f"{PLACE}/accept", response=schemas.Quote, auth=MAY)
def accept(request: ActorRequest, quote_id: UUID, payload: Body[schemas.Accepted]) -> dict[str, object]:
    """Write down that one of its plans was accepted."""
    services.accept_quote(quote_id, plan_id=payload.plan_id, actor=request.actor, at=clock.now())
    return _said(request, quote_id)


@router.post(f"{PLACE}/reject", response=schemas.Quote, auth=MAY)
def reject(request: ActorRequest, quote_id: UUID) -> dict[str, object]:
    """Write down that a quote was rejected."""
    services.reject_quote(quote_id, actor=request.actor, at=clock.now())
    return _said(request, quote_id)


def _written(payload: schemas.NewPlan) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in payload.model_dump().items()}


def _said(request: ActorRequest, quote_id: UUID) -> dict[str, object]:
    pack = terms.pack_of(request.actor, marketplace=None)
    return said(queries.quote(request.actor, quote_id, pack=pack), zone=pack.identity.zone)

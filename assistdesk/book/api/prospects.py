"""Prospects by API: add, change, let go, take up again, make a client."""

from uuid import UUID

from ninja import Body, Status

from assistdesk.book import queries, services
from assistdesk.book.api import schemas
from assistdesk.book.api.answers import said
from assistdesk.book.api.routing import MAY, MAY_CONVERT, router
from assistdesk.book.refusals import RequestAccess
from assistdesk.book.services import Look, terms
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest

PLACE = "/book/prospects/{prospect_id}"


@router.post("/book/prospects", response={201: schemas.Prospect}, auth=MAY)
def add(request: ActorRequest, payload: Body[schemas.NewProspect]) -> Status[dict[str, object]]:
    """Add a prospect. Never a way to a client whom somebody helps: that is Request Case Access."""
    at, actor = clock.now(), request.actor
    marketplace = terms.pack_of(actor, marketplace=None).marketplace
    made = services.add_prospect(_written(payload), marketplace=marketplace, actor=actor, at=at)
    return Status(201, _said(request, made))


@router.get(PLACE, response=schemas.Prospect, auth=MAY)
def one(request: ActorRequest, prospect_id: UUID) -> dict[str, object]:
    """Return one prospect; the look is written down."""
    found = _said(request, prospect_id)
    services.note_look(Look.PROSPECT, subject=prospect_id, actor=request.actor, at=clock.now())
    return found


@router.put(PLACE, response=schemas.Prospect, auth=MAY)
def change(request: ActorRequest, prospect_id: UUID, payload: Body[schemas.NewProspect]) -> dict[str, object]:
    """Let a prospect say what is sent; what is left out is emptied."""
    services.change_prospect(prospect_id, _written(payload), actor=request.actor, at=clock.now())
    return _said(request, prospect_id)


@router.post(f"{PLACE}/abandon", response=schemas.Prospect, auth=MAY)
def abandon(request: ActorRequest, prospect_id: UUID) -> dict[str, object]:
    """Let a prospect go."""
    services.abandon_prospect(prospect_id, actor=request.actor, at=clock.now())
    return _said(request, prospect_id)


@router.post(f"{PLACE}/resume", response=schemas.Prospect, auth=MAY)
def resume(request: ActorRequest, prospect_id: UUID) -> dict[str, object]:
    """Take an abandoned prospect up again."""
    services.resume_prospect(prospect_id, actor=request.actor, at=clock.now())
    return _said(request, prospect_id)


@router.post(f"{PLACE}/convert", response=schemas.Converted, auth=MAY_CONVERT)
def convert(request: ActorRequest, prospect_id: UUID, payload: Body[schemas.Agreement]) -> dict[str, object]:
    """Make a client of a prospect whom nobody knows; 409 `request-access` where that is not the way."""
    at, actor = clock.now(), request.actor
    services.check_convert(actor=actor, at=at)
    done = services.convert_prospect(prospect_id, has_agreed=payload.has_agreed, actor=actor, at=at)
    if done.person is None:
        raise RequestAccess
    return {"person_id": done.person.person_id}


def _written(payload: schemas.NewProspect) -> dict[str, str]:
    return {name: str(value or "") for name, value in payload.model_dump().items()}


def _said(request: ActorRequest, prospect_id: UUID) -> dict[str, object]:
    zone = terms.pack_of(request.actor, marketplace=None).identity.zone
    return said(queries.prospect(request.actor, prospect_id), zone=zone)

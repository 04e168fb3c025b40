"""The helper's side by API: search, ask, watch, confirm."""

from uuid import UUID

from django.utils.translation import get_language
from ninja import Body, Router, Status

from assistdesk.consent import services
from assistdesk.consent.api import schemas
from assistdesk.consent.forms.lines import clean_line, is_attested
from assistdesk.consent.models import ConsentRequest
from assistdesk.consent.services.standing import standing
from assistdesk.consent.states import Result
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission

router = Router(tags=["Case access"])
MAY_ASK = api_allows(Permission.REQUEST_CASE_ACCESS)
PLACE = "/case-access/requests/{request_id}"


@router.post("/marketplaces/{marketplace}/case-access/search", response=schemas.Searched, auth=MAY_ASK)
def search(request: ActorRequest, marketplace: str, payload: Body[schemas.Wanted]) -> dict[str, object]:
    """Search for one client. Exact; unknown, ambiguous and out of reach are one answer."""
    at, actor = clock.now(), request.actor
    wanted = services.Wanted(
        first_name=clean_line(payload.first_name),
        last_name=clean_line(payload.last_name),
        sex=clean_line(payload.sex),
        date_of_birth=payload.date_of_birth,
        ssn=clean_line(payload.ssn or ""),
        case_number=clean_line(payload.case_number or ""),
        application_number=clean_line(payload.application_number or ""),
        attested=is_attested(payload.attestation),
    )
    found = services.search(wanted, actor=actor, marketplace=marketplace, at=at)
    steps = []
    if found.result is Result.NO_MATCH:
        steps = services.next_steps(marketplace, language=get_language() or actor.language, at=at)
    return {
        "result": found.result,
        "search_id": found.search_id,
        "methods": list(found.ways.methods),
        "verbal_reason": found.ways.why,
        "attempts_left": found.ways.attempts_left,
        "next_steps": steps,
        "case_number": found.case_number or None,
    }


@router.post("/case-access/requests", response={201: schemas.Request}, auth=MAY_ASK)
def ask(request: ActorRequest, payload: Body[schemas.NewRequest]) -> Status[dict[str, object]]:
    """Ask the client whom a search found; while a request is open it is answered with that one."""
    found = services.ask(payload.search_id, method=payload.method, actor=request.actor, at=clock.now())
    return Status(201, _said(found))


@router.get(PLACE, response=schemas.Request, auth=MAY_ASK)
def watch(request: ActorRequest, request_id: UUID) -> dict[str, object]:
    """Where a request stands. Asking is a sign of life: without one, it counts as left."""
    return _said(services.seen(request_id, is_visit=False, actor=request.actor, at=clock.now()))


@router.post(f"{PLACE}/cancel", response=schemas.Request, auth=MAY_ASK)
def cancel(request: ActorRequest, request_id: UUID) -> dict[str, object]:
    """Take a request back; the same again changes nothing."""
    return _said(services.cancel(request_id, actor=request.actor, at=clock.now()))


@router.post(f"{PLACE}/leave", response=schemas.Request, auth=MAY_ASK)
def leave(request: ActorRequest, request_id: UUID) -> dict[str, object]:
    """Say that the page was left: a pending request expires."""
    return _said(services.leave(request_id, actor=request.actor, at=clock.now()))


@router.get(f"{PLACE}/acknowledgements", response=schemas.Acknowledgements, auth=MAY_ASK)
def acknowledgements(request: ActorRequest, request_id: UUID) -> dict[str, object]:
    """What has to be read aloud for consent by voice, in the client's language."""
    found = services.acknowledgements(request_id, actor=request.actor, at=clock.now())
    return {
        "language": found.language,
        "items": [{"key": one.key, "version": one.version, "text": one.text} for one in found.texts],
    }


@router.post(f"{PLACE}/verbal", response=schemas.Request, auth=MAY_ASK)
def verbal(request: ActorRequest, request_id: UUID, payload: Body[schemas.Spoken]) -> dict[str, object]:
    """Record the client's yes by voice; the answer is the request by voice."""
    keys = payload.acknowledgements
    return _said(services.record(request_id, keys, actor=request.actor, at=clock.now()))


@router.post(f"{PLACE}/confirm", response=schemas.Confirmed, auth=MAY_ASK)
def confirm(
    request: ActorRequest, request_id: UUID, payload: Body[schemas.Confirmation]
) -> dict[str, object]:
    """Begin the association after the client's yes: the helper's Ok."""
    number = services.confirm(
        request_id, from_on_demand=payload.from_on_demand, actor=request.actor, at=clock.now()
    )
    return {"case_number": number}


def _said(found: ConsentRequest) -> dict[str, object]:
    return schemas.request(standing(found, at=clock.now()))

"""The staff's side by API: associations made on a call or on paper, and cases opened in an emergency."""

from datetime import datetime
from uuid import UUID

from ninja import Body, Router, Schema, Status
from pydantic import AwareDatetime

from assistdesk.consent import services
from assistdesk.consent.api import schemas
from assistdesk.consent.forms.lines import clean_line
from assistdesk.consent.queries import openings as queries
from assistdesk.consent.states import Result
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy.schema.consent import StaffMethod

router = Router(tags=["Case access"])
MAY_RECORD = api_allows(Permission.RECORD_ASSOCIATIONS)


class FoundByStaff(Schema):
    """What staff are told of a search. `acknowledgements` are those of each way, in the client's language."""

    result: Result
    search_id: UUID
    case_number: str | None
    language: str | None
    acknowledgements: dict[StaffMethod, list[schemas.Acknowledgement]]


class NewAssociation(Schema):
    """What staff heard on a call or have on paper; the helper by producer number or e-mail address."""

    search_id: UUID
    method: StaffMethod
    happened_at: AwareDatetime
    npn: schemas.Short = ""
    email: schemas.Line = ""
    caller: schemas.Line
    reference: schemas.Line
    acknowledgements: list[schemas.Short]
    from_on_demand: bool = False


class AssociationMade(Schema):
    """The association. `is_told`: a message to the client, with a link that takes it back, is on its way."""

    id: UUID
    case_number: str
    method: str
    since: datetime
    is_told: bool


class Reason(Schema):
    """Why a case has to be seen now."""

    reason: schemas.Text


class Remark(Schema):
    """What whoever reviews it has to say, if anything."""

    remark: schemas.Text = ""


class Opening(Schema):
    """A case that was opened in an emergency: until when it may be seen, and who reviewed that."""

    id: UUID
    case_number: str
    opened_by: str
    role: str
    reason: str
    opened_at: datetime
    ends_at: datetime
    reviewed_at: datetime | None
    reviewed_by: str | None
    remark: str | None


class Openings(Schema):
    """Openings, the newest first."""

    items: list[Opening]
    next: str | None


class Opened(Schema):
    """Until when the case may be seen."""

    id: UUID
    case_number: str
    ends_at: datetime


@router.post(
    "/marketplaces/{marketplace}/case-access/associations/search", response=FoundByStaff, auth=MAY_RECORD
)
def search(request: ActorRequest, marketplace: str, payload: Body[schemas.Wanted]) -> dict[str, object]:
    """Search for the client of an association that staff record. Exact, and counted as a helper's is."""
    at, actor = clock.now(), request.actor
    wanted = services.Wanted(
        first_name=clean_line(payload.first_name),
        last_name=clean_line(payload.last_name),
        sex=clean_line(payload.sex),
        date_of_birth=payload.date_of_birth,
        ssn=clean_line(payload.ssn or ""),
        case_number=clean_line(payload.case_number or ""),
        application_number=clean_line(payload.application_number or ""),
    )
    made = services.find_client(wanted, actor=actor, marketplace=marketplace, at=at)
    if made.result == Result.NO_MATCH.value:
        nothing: dict[str, object] = {"case_number": None, "language": None, "acknowledgements": {}}
        return nothing | {"result": made.result, "search_id": made.id}
    found = services.client_found(made.id, actor=actor, at=at)
    return {
        "result": made.result,
        "search_id": made.id,
        "case_number": found.case_number,
        "language": found.language,
        "acknowledgements": {
            way: [{"key": one.key, "version": one.version, "text": one.text} for one in texts]
            for way, texts in found.texts.items()
        },
    }


@router.post("/case-access/associations", response={201: AssociationMade}, auth=MAY_RECORD)
def record(request: ActorRequest, payload: Body[NewAssociation]) -> Status[dict[str, object]]:
    """Record an association that a client agreed to on a call or on paper: it begins at once."""
    heard = services.Heard(
        method=payload.method,
        happened_at=payload.happened_at,
        npn=clean_line(payload.npn),
        email=clean_line(payload.email),
        caller=clean_line(payload.caller),
        reference=clean_line(payload.reference),
        agreed=payload.acknowledgements,
        from_on_demand=payload.from_on_demand,
    )
    made = services.record_association(payload.search_id, heard, actor=request.actor, at=clock.now())
    one = made.association
    return Status(
        201,
        {
            "id": one.grant_id,
            "case_number": one.case.case_number,
            "method": one.method,
            "since": one.started_at,
            "is_told": made.is_told,
        },
    )


@router.post(
    "/marketplaces/{marketplace}/cases/{case_number}/emergency",
    response={201: Opened},
    auth=api_allows(Permission.OPEN_CASES),
)
def open_in_emergency(
    request: ActorRequest, marketplace: str, case_number: str, payload: Body[Reason]
) -> Status[dict[str, object]]:
    """Open a case in an emergency, for a reason: for a while, with the leads told of it."""
    made = services.open_in_emergency(
        case_number,
        marketplace=marketplace,
        reason=clean_line(payload.reason),
        actor=request.actor,
        at=clock.now(),
    )
    return Status(201, {"id": made.id, "case_number": made.case.case_number, "ends_at": made.ends_at})


@router.get(
    "/marketplaces/{marketplace}/case-access/openings",
    response=Openings,
    auth=api_allows(Permission.REVIEW_OPENINGS),
)
def openings(
    request: ActorRequest, marketplace: str, *, waiting: bool = True, cursor: str | None = None
) -> dict[str, object]:
    """List the cases that were opened in an emergency, those that wait for a review if not said otherwise."""
    page = queries.openings(request.actor, marketplace=marketplace, is_waiting=waiting, cursor=cursor)
    return {"items": [_opening(one) for one in page.items], "next": page.next}


@router.post(
    "/case-access/openings/{opening_id}/review",
    response=Opened,
    auth=api_allows(Permission.REVIEW_OPENINGS),
)
def review(request: ActorRequest, opening_id: UUID, payload: Body[Remark]) -> dict[str, object]:
    """Mark an opening as reviewed; the same again changes nothing."""
    remark = clean_line(payload.remark)
    found = services.review_opening(opening_id, remark=remark, actor=request.actor, at=clock.now())
    return {"id": found.id, "case_number": found.case.case_number, "ends_at": found.ends_at}


def _opening(one: queries.OpeningRow) -> dict[str, object]:
    return {
        "id": one.id,
        "case_number": one.case_number,
        "opened_by": one.name,
        "role": one.role,
        "reason": one.reason,
        "opened_at": one.opened_at,
        "ends_at": one.ends_at,
        "reviewed_at": one.reviewed_at,
        "reviewed_by": one.reviewed_by or None,
        "remark": one.remark or None,
    }

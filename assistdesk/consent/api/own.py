"""The client's side by API, signed in: who asks, who has access, who looked."""

from datetime import datetime
from uuid import UUID

from ninja import Body, Router, Schema

from assistdesk.consent import services
from assistdesk.consent.api import schemas
from assistdesk.consent.api.survey import said
from assistdesk.consent.queries import own
from assistdesk.consent.services.survey import survey_of
from assistdesk.consent.states import Answer, AnsweredBy
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission

router = Router(tags=["Case access"])
OWN = api_allows(Permission.OWN_ACCESS)


class OwnRequest(schemas.Survey):
    """One request to the client."""

    id: UUID
    answered_at: datetime | None


class OwnRequests(Schema):
    """Requests to the client, the newest first."""

    items: list[OwnRequest]
    next: str | None


class Access(Schema):
    """Somebody who may see the case. `until` null: until it is taken back; `method` null: not known."""

    id: UUID
    name: str
    role: str
    agency: str | None
    npn: str | None
    since: datetime
    until: datetime | None
    method: str | None
    from_on_demand: bool | None


class AccessList(Schema):
    """All who may see the case."""

    items: list[Access]
    next: str | None


class View(Schema):
    """One look at the case; of staff the role alone is told, and whether they gave a reason for it."""

    name: str | None
    role: str
    agency: str | None
    at: datetime
    is_emergency: bool


class Views(Schema):
    """Who looked, the newest first."""

    items: list[View]
    next: str | None


class Revoked(Schema):
    """When access ended."""

    id: UUID
    ended_at: datetime | None


class NewAccess(Schema):
    """Whom the client gives access: an agent by producer number, anybody who helps by e-mail address."""

    npn: schemas.Short = ""
    email: schemas.Line = ""


@router.get("/me/consents", response=OwnRequests, auth=OWN)
def consents(request: ActorRequest, cursor: str | None = None) -> dict[str, object]:
    """List who asked for access, the newest first."""
    at, page = clock.now(), own.requests_to(request.actor, cursor=cursor)
    items = [
        said(survey_of(one, at=at)) | {"id": one.id, "answered_at": one.answered_at} for one in page.items
    ]
    return {"items": items, "next": page.next}


@router.post("/me/consents/{request_id}/answer", response=schemas.Answered, auth=OWN)
def answer(request: ActorRequest, request_id: UUID, payload: Body[schemas.ClientAnswer]) -> dict[str, object]:
    """Accept or decline, signed in; the same again changes nothing."""
    at, asked = clock.now(), services.own(request_id, actor=request.actor)
    if payload.answer is Answer.ACCEPT:
        services.check_match(asked, payload.match_code, at=at)
    make = services.accept if payload.answer is Answer.ACCEPT else services.decline
    found = make(asked.id, by=AnsweredBy.SIGNED_IN, actor=request.actor, at=clock.now())
    return {"status": found.state, "answered_at": found.answered_at}


@router.get("/me/access", response=AccessList, auth=OWN)
def access(request: ActorRequest) -> dict[str, object]:
    """List who may see the client's case now."""
    return {"items": [_access(one) for one in own.access_of(request.actor, at=clock.now())], "next": None}


@router.post("/me/access", response=AccessList, auth=OWN)
def add(request: ActorRequest, payload: Body[NewAccess]) -> dict[str, object]:
    """Give somebody access; the same again changes nothing. The answer lists all who have it."""
    at = clock.now()
    services.add_access(npn=payload.npn, email=payload.email, actor=request.actor, at=at)
    return {"items": [_access(one) for one in own.access_of(request.actor, at=clock.now())], "next": None}


@router.post("/me/access/{grant_id}/revoke", response=Revoked, auth=OWN)
def revoke(request: ActorRequest, grant_id: UUID) -> dict[str, object]:
    """Take access back: it ends at once. The same again changes nothing."""
    found = services.revoke(grant_id, actor=request.actor, at=clock.now())
    return {"id": found.id, "ended_at": found.ends_at}


@router.get("/me/views", response=Views, auth=OWN)
def views(request: ActorRequest, cursor: str | None = None) -> dict[str, object]:
    """List who looked at the client's case, the newest first."""
    page = own.views_of(request.actor, cursor=cursor)
    items = [
        {
            "name": one.name or None,
            "role": one.role,
            "agency": one.agency or None,
            "at": one.at,
            "is_emergency": one.is_emergency,
        }
        for one in page.items
    ]
    return {"items": items, "next": page.next}


def _access(one: own.AccessRow) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "role": one.role,
        "agency": one.agency or None,
        "npn": one.npn or None,
        "since": one.since,
        "until": one.until,
        "method": one.method or None,
        "from_on_demand": one.from_on_demand,
    }

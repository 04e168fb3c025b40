"""Handing on by API: whom an incident can be handed on to, handing it on, taking it back."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language
from ninja import Router, Schema, Status

from assistdesk.escalations import queries, services
from assistdesk.escalations.api import schemas
from assistdesk.escalations.api.incidents import whole_of
from assistdesk.escalations.forms import CleanLine, CleanText
from assistdesk.escalations.queries import OfficeRow
from assistdesk.escalations.rules import IncidentRef
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import NotThere

router = Router(tags=["Escalations"], by_alias=True)


class Handoff(Schema):
    """Who gets the incident, by its key in the directory, in which words; copies of attachments go along."""

    contact: CleanLine
    text: CleanText
    attachments: list[UUID] = []


class TakeBack(Schema):
    """Why nobody waits for the office any more."""

    reason: CleanText


class Office(Schema):
    """An office that the incident can be handed on to. Without `email`, staff reach it in their own way."""

    contact: str
    kind: str
    name: str
    email: str | None
    purpose: str | None
    answers_within: str | None


class Offices(Schema):
    """All of them at once; there is never a next page."""

    items: list[Office]
    next: str | None = None


@router.get("/escalations/{number}/handoff", response=Offices, auth=api_allows(Permission.WORK_INCIDENTS))
def offices(
    request: ActorRequest, number: str, marketplace: str | None = None, q: str = ""
) -> dict[str, object]:
    """Whom the incident can be handed on to: agencies, issuers, mailboxes; `q` are words of a name."""
    language = get_language() or "en"
    view = queries.incident(IncidentRef(number, marketplace), actor=request.actor, language=language)
    if not view.can_work:
        raise NotThere
    rows = queries.offices(view.incident, language=language, words=q)
    return {"items": [_office(row) for row in rows], "next": None}


@router.post(
    "/escalations/{number}/handoff",
    response={201: schemas.Incident},
    auth=api_allows(Permission.WORK_INCIDENTS),
)
def hand_on(
    request: ActorRequest, number: str, payload: Handoff, marketplace: str | None = None
) -> Status[dict[str, object]]:
    """Pass the incident to an office outside: by mail through the guard where it has an address."""
    ref = IncidentRef(number, marketplace)
    at: datetime = clock.now()
    services.hand_on(
        ref,
        contact=payload.contact,
        text=payload.text,
        actor=request.actor,
        at=at,
        files=tuple(dict.fromkeys(payload.attachments)),
    )
    return Status(201, whole_of(ref, actor=request.actor))


@router.post(
    "/escalations/{number}/handoffs/{handoff_id}/take-back",
    response=schemas.Incident,
    auth=api_allows(Permission.WORK_INCIDENTS),
)
def take_back(
    request: ActorRequest,
    number: str,
    handoff_id: UUID,
    payload: TakeBack,
    marketplace: str | None = None,
) -> dict[str, object]:
    """End the waiting for one office."""
    ref = IncidentRef(number, marketplace)
    services.take_back(ref, handoff_id=handoff_id, reason=payload.reason, actor=request.actor, at=clock.now())
    return whole_of(ref, actor=request.actor)


def _office(row: OfficeRow) -> dict[str, object]:
    clock_ = row.answers_within
    return {
        "contact": row.key,
        "kind": row.kind.value,
        "name": row.name,
        "email": row.email or None,
        "purpose": row.purpose or None,
        "answers_within": str(clock_.model_dump()) if clock_ else None,
    }

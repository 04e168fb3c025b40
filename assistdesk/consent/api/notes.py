"""A helper's notes on cases by API."""

from datetime import datetime
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from assistdesk.consent import services
from assistdesk.consent.queries import notes as queries
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import NotAuthorized, NotThere

router = Router(tags=["Case access"])


class NewNote(Schema):
    """What a helper wants to remember about a case."""

    text: str = Field(max_length=8000)


class NoteOut(Schema):
    """One note."""

    id: UUID
    case_number: str
    text: str
    at: datetime


class Notes(Schema):
    """A page of notes, the newest first."""

    items: list[NoteOut]
    next: str | None


@router.post("/cases/{case_number}/notes", response={201: NoteOut}, auth=api_allows(Permission.SEE_CASES))
def write(request: ActorRequest, case_number: str, payload: NewNote) -> Status[dict[str, object]]:
    """Keep a note on a case of a client; only the caller reads it."""
    actor = request.actor
    if not actor.is_helper:
        raise NotAuthorized
    if actor.marketplace is None:
        raise NotThere
    made = services.write_note(
        case_number, payload.text, marketplace=actor.marketplace, actor=actor, at=clock.now()
    )
    return Status(201, {"id": made.id, "case_number": case_number, "text": made.text, "at": made.at})


@router.get("/case-notes", response=Notes, auth=api_allows(Permission.SEE_CASES))
def list_notes(request: ActorRequest, cursor: str = "") -> dict[str, object]:
    """The caller's notes on the cases that they may see."""
    if not request.actor.is_helper:
        raise NotAuthorized
    rows, following = queries.own_notes(request.actor, at=clock.now(), cursor=cursor or None)
    items = [{"id": one.id, "case_number": one.case_number, "text": one.text, "at": one.at} for one in rows]
    return {"items": items, "next": following}

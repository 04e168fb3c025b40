"""Incidents by API: lists, the whole, and what a team and a helper do with one."""

from uuid import UUID

from django.utils.translation import get_language
from ninja import Query, Router, Schema, Status
from pydantic import Field

from assistdesk.escalations import queries, services
from assistdesk.escalations.api import schemas
from assistdesk.escalations.api.schemas import in_zone
from assistdesk.escalations.queries import HandoffRow, IncidentView, ListAsked, MessageRow, StepRow
from assistdesk.escalations.queries.rows import MOST
from assistdesk.escalations.rules import IncidentRef
from assistdesk.shared import clock
from assistdesk.shared.messaging import redacting
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import MalformedRequest

LONGEST_VERSION = 10

router = Router(tags=["Escalations"], by_alias=True)


class Asked(Schema):
    """What the list is narrowed to. `status` is a state or `open`, `assigned` is `me` or `nobody`."""

    status: str = ""
    team: str = ""
    marketplace: str = ""
    assigned: str = ""
    q: str = ""
    cursor: str | None = None
    limit: int = Field(default=50, ge=1, le=MOST)


@router.get("/escalations", response=schemas.Incidents, auth=api_allows(Permission.SEE_INCIDENTS))
def listed(request: ActorRequest, asked: Query[Asked]) -> dict[str, object]:
    """The incidents that the caller may see, the newest first; with `q`, what fits it best first."""
    narrowed = ListAsked(
        status=asked.status,
        team=asked.team,
        marketplace=asked.marketplace,
        assigned=asked.assigned,
        words=asked.q,
    )
    language, cursor, limit = _language(), asked.cursor, asked.limit
    if asked.q:
        page = queries.search(request.actor, narrowed, language=language, cursor=cursor, limit=limit)
    else:
        page = queries.incidents(request.actor, narrowed, language=language, cursor=cursor, limit=limit)
    return {
        "items": [
            {
                "incident_number": row.number,
                "marketplace": row.marketplace,
                "type": row.type,
                "status": row.state,
                "team": row.team,
                "urgent": row.urgent,
                "opened_at": in_zone(row.opened_at, row.zone),
                "reply_due_at": in_zone(row.reply_due_at, row.zone),
                "person_ids": row.person_ids,
            }
            for row in page.items
        ],
        "next": page.next,
    }


@router.get("/escalations/{number}", response=schemas.Incident, auth=api_allows(Permission.SEE_INCIDENTS))
def whole(request: ActorRequest, number: str, marketplace: str | None = None) -> dict[str, object]:
    """The whole incident. `marketplace` is needed only where several have one of that number."""
    return whole_of(IncidentRef(number, marketplace), actor=request.actor)


@router.post(
    "/escalations/{number}/replies",
    response={201: schemas.Incident},
    auth=api_allows(Permission.REPLY_TO_INCIDENTS),
)
def reply(
    request: ActorRequest, number: str, payload: schemas.Reply, marketplace: str | None = None
) -> Status[dict[str, object]]:
    """Answer in the thread: staff by mail to the helper, a helper to the team."""
    ref = IncidentRef(number, marketplace)
    services.reply(
        ref,
        text=payload.text,
        attachments=tuple(payload.attachments),
        actor=request.actor,
        at=clock.now(),
        seen=_seen(request, payload.version),
    )
    return Status(201, whole_of(ref, actor=request.actor))


@router.post(
    "/escalations/{number}/notes",
    response={201: schemas.Incident},
    auth=api_allows(Permission.WORK_INCIDENTS),
)
def add_note(
    request: ActorRequest, number: str, payload: schemas.Note, marketplace: str | None = None
) -> Status[dict[str, object]]:
    """Keep a note that helpers never see."""
    ref = IncidentRef(number, marketplace)
    services.add_note(ref, text=payload.text, actor=request.actor, at=clock.now())
    return Status(201, whole_of(ref, actor=request.actor))


@router.post(
    "/escalations/{number}/assign", response=schemas.Incident, auth=api_allows(Permission.WORK_INCIDENTS)
)
def assign(
    request: ActorRequest, number: str, payload: schemas.Assignment, marketplace: str | None = None
) -> dict[str, object]:
    """Give the incident to somebody of its team; a new one comes into review."""
    ref = IncidentRef(number, marketplace)
    seen = _seen(request, payload.version)
    services.assign(ref, to=payload.to, actor=request.actor, at=clock.now(), seen=seen)
    return whole_of(ref, actor=request.actor)


@router.post(
    "/escalations/{number}/transitions", response=schemas.Incident, auth=api_allows(Permission.WORK_INCIDENTS)
)
def transition(
    request: ActorRequest, number: str, payload: schemas.Transition, marketplace: str | None = None
) -> dict[str, object]:
    """Move the incident to another state, for a reason."""
    ref = IncidentRef(number, marketplace)
    services.transition(
        ref,
        to=payload.to,
        reason=payload.reason,
        actor=request.actor,
        at=clock.now(),
        seen=_seen(request, payload.version),
    )
    return whole_of(ref, actor=request.actor)


@router.post(
    "/escalations/{number}/merge", response=schemas.Incident, auth=api_allows(Permission.WORK_INCIDENTS)
)
def merge(
    request: ActorRequest, number: str, payload: schemas.NewMerge, marketplace: str | None = None
) -> dict[str, object]:
    """Close the incident as part of another one; `merged_into` of the answer is the number to use now."""
    ref = IncidentRef(number, marketplace)
    services.merge(ref, into=payload.into, actor=request.actor, at=clock.now())
    return whole_of(ref, actor=request.actor)


@router.post(
    "/escalations/{number}/unmerge", response=schemas.Incident, auth=api_allows(Permission.WORK_INCIDENTS)
)
def unmerge(request: ActorRequest, number: str, marketplace: str | None = None) -> dict[str, object]:
    """Let a merged incident go on by itself as it stood before."""
    ref = IncidentRef(number, marketplace)
    services.unmerge(ref, actor=request.actor, at=clock.now())
    return whole_of(ref, actor=request.actor)


@router.post(
    "/escalations/{number}/messages/{uuid:post_id}/original",
    response=schemas.Original,
    auth=api_allows(Permission.READ_ORIGINALS),
)
def original(
    request: ActorRequest, number: str, post_id: UUID, marketplace: str | None = None
) -> redacting.Original:
    """Return a message as it came, personal information and all. That the caller looked is recorded."""
    ref = IncidentRef(number, marketplace)
    return services.open_original(ref, post_id=post_id, actor=request.actor, at=clock.now())


def _seen(request: ActorRequest, version: int | None) -> int | None:
    """Return the version that the caller looked at: said in the body, or by `If-Match: "7"`.

    Raises:
        MalformedRequest: the header is none of this desk's.
    """
    header = request.headers.get("If-Match", "*").strip()
    if version is not None or header == "*":
        return version
    number = header.removeprefix("W/").strip('"')
    if not (number.isascii() and number.isdigit() and len(number) < LONGEST_VERSION):
        raise MalformedRequest
    return int(number)


def _language() -> str:
    return get_language() or "en"


def whole_of(ref: IncidentRef, *, actor: Actor) -> dict[str, object]:
    """Return the whole incident as the API gives it, as far as the actor may see it."""
    view = queries.incident(ref, actor=actor, language=_language())
    found = view.incident
    return {
        "incident_number": found.number,
        "version": found.version,
        "marketplace": found.marketplace,
        "status": found.state,
        "team": found.team,
        "type": found.type,
        "edition": found.edition,
        "fields": found.fields,
        "description": found.description,
        "checked": found.checked,
        "urgent": found.urgent,
        "opened_at": in_zone(found.opened_at, view.zone),
        "reply_due_at": in_zone(found.reply_due_at, view.zone),
        "replied_at": in_zone(found.replied_at, view.zone),
        "assignee": found.assignee.username if found.assignee and actor.is_staff else None,
        "merged_into": view.merged_into,
        "merged": [one.number for one in view.merged],
        "duplicate_reason": found.duplicate_reason or None,
        "consumers": view.consumers,
        "messages": [_message(one, view) for one in view.messages],
        "attachments": view.attachments,
        "handoffs": [_handoff(one, view, is_staff=actor.is_staff) for one in view.handoffs],
        "timeline": [_step(one, view) for one in view.timeline],
    }


def _message(row: MessageRow, view: IncidentView) -> dict[str, object]:
    return {
        "id": row.id,
        "kind": row.kind,
        "removed": dict(row.removed),
        "unread": row.is_unread,
        "direction": row.direction,
        "author": row.author,
        "office": row.office or None,
        "subject": row.subject,
        "text": row.text,
        "at": in_zone(row.at, view.zone),
        "delivery": row.delivery.state if row.delivery else None,
        "delivery_failure": (row.delivery.failure or None) if row.delivery else None,
    }


def _handoff(row: HandoffRow, view: IncidentView, *, is_staff: bool) -> dict[str, object]:
    return {
        "id": row.id,
        "contact": row.office,
        "name": row.name,
        "by_email": row.by_mail,
        "sent_at": in_zone(row.sent_at, view.zone),
        "due_at": in_zone(row.due_at, view.zone) if is_staff else None,
        "nudges": row.nudges if is_staff else None,
        "answered_at": in_zone(row.answered_at, view.zone),
        "ended_at": in_zone(row.ended_at, view.zone),
    }


def _step(row: StepRow, view: IncidentView) -> dict[str, object]:
    return {
        "move": row.move,
        "from": row.from_state or None,
        "to": row.to_state,
        "actor": row.actor,
        "reason": row.reason,
        "at": in_zone(row.at, view.zone),
    }

"""Calls by API: those that helpers log, those that representatives take."""

from uuid import UUID

from django.utils.translation import get_language
from ninja import Body, Router, Status

from assistdesk.escalations import queries, services
from assistdesk.escalations.api import call_schemas as schemas
from assistdesk.escalations.api.schemas import in_zone
from assistdesk.escalations.api.sending import submission_key
from assistdesk.escalations.states import CallOutcome
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission

router = Router(tags=["Escalations"])


@router.post(
    "/marketplaces/{marketplace}/calls",
    response={201: schemas.LoggedCall | schemas.HotlineCall},
    auth=api_allows(Permission.LOG_CALLS),
)
def start_call(
    request: ActorRequest, marketplace: str, payload: Body[schemas.AnyCall]
) -> Status[dict[str, object]]:
    """Keep a call about an entry of the guide, or start one that a helper makes to a representative."""
    at = clock.now()
    if isinstance(payload, schemas.NewCall):
        logged = services.NewCall(marketplace, payload.entry, payload.ticket_number, payload.note or "")
        return Status(201, {"id": services.log_call(logged, actor=request.actor, at=at)})
    new = services.NewHotlineCall(marketplace, payload.caller_name, payload.npn, submission_key(request))
    return Status(201, _whole(services.start_call(new, actor=request.actor, at=at), request))


@router.get("/calls/{call_id}", response=schemas.HotlineCall, auth=api_allows(Permission.ANSWER_HOTLINE))
def whole_call(request: ActorRequest, call_id: UUID) -> dict[str, object]:
    """A call that a representative took, with what became of each client."""
    return _whole(call_id, request)


@router.post(
    "/calls/{call_id}/consumers",
    response={201: schemas.CallAnswer},
    auth=api_allows(Permission.ANSWER_HOTLINE),
)
def add_consumer(
    request: ActorRequest, call_id: UUID, payload: schemas.NewCallConsumer
) -> Status[dict[str, object]]:
    """Answer one client's issue on the call, or escalate it; one consumer too many is refused."""
    new = services.NewCallConsumer(
        call_id=call_id,
        person_id=payload.person_id,
        outcome=CallOutcome(payload.outcome),
        submission_key=submission_key(request),
        type=payload.type or "",
        description=payload.description,
        fields=payload.fields,
        duplicate_reason=payload.duplicate_reason or "",
    )
    made = services.add_consumer(new, actor=request.actor, at=clock.now())
    return Status(
        201,
        {
            "outcome": made.outcome,
            "person_id": made.person_id,
            "incident_number": made.incident_number,
            "type": made.type,
            "reply_due_at": in_zone(made.reply_due_at, made.zone),
            "consumers_left": made.consumers_left,
        },
    )


@router.post("/calls/{call_id}/end", response=schemas.HotlineCall, auth=api_allows(Permission.ANSWER_HOTLINE))
def end_call(request: ActorRequest, call_id: UUID) -> dict[str, object]:
    """End a call; a second time changes nothing."""
    services.end_call(call_id, actor=request.actor, at=clock.now())
    return _whole(call_id, request)


def _whole(call_id: UUID, request: ActorRequest) -> dict[str, object]:
    language = get_language() or "en"
    call = queries.hotline_call(call_id, actor=request.actor, language=language, at=clock.now())
    return {
        "id": call.id,
        "caller_name": call.caller_name,
        "npn": call.npn,
        "verified": call.is_verified,
        "standing": call.standing,
        "recorded_name": call.recorded_name or None,
        "agency": call.agency or None,
        "authorized_until": call.authorized_until,
        "say": " ".join(call.say) or None,
        "started_at": in_zone(call.started_at, call.zone),
        "ended_at": in_zone(call.ended_at, call.zone),
        "consumers": [
            {
                "person_id": one.person_id or None,
                "outcome": one.outcome,
                "incident_number": one.number or None,
                "reply_due_at": in_zone(one.reply_due_at, call.zone),
                "at": in_zone(one.at, call.zone),
            }
            for one in call.matters
        ],
        "consumers_left": call.room,
    }

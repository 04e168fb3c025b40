"""The clients of a helper by API: the own ones, or those of the helper who is on the phone."""

from ninja import Router

from assistdesk.escalations import queries, services
from assistdesk.escalations.api import schemas
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere

router = Router(tags=["Escalations"])


@router.post(
    "/marketplaces/{marketplace}/consumers/search",
    response=schemas.Consumers,
    auth=api_allows(Permission.SEARCH_CONSUMERS),
)
def search_consumers(
    request: ActorRequest, marketplace: str, payload: schemas.ConsumerSearch | None = None
) -> queries.ConsumerPage:
    """Find the caller's own clients by name, date of birth, Person ID or carrier; all without a body.

    A representative finds the clients of the helper who is on the phone, by the call; what is found is
    written down.
    """
    if not request.actor.serves(marketplace):
        raise NotThere
    payload = payload or schemas.ConsumerSearch()
    at = clock.now()
    actor, call_id = request.actor, payload.call_id
    if not actor.is_helper:
        if call_id is None:
            raise InvalidInput([FieldError("call_id", "Say on which call the client was named.")])
        actor = services.caller_for_clients(call_id, actor=request.actor, at=at)
    asked = queries.Asked(**payload.dict(exclude={"cursor", "limit", "call_id"}, exclude_none=True))
    page = queries.consumers(
        actor, asked, marketplace=marketplace, at=at, after=payload.cursor, limit=payload.limit
    )
    if call_id is not None and actor is not request.actor:
        seen = [row.person_id for row in page.items]
        services.record_seen(call_id, person_ids=seen, actor=request.actor, at=at)
    return page

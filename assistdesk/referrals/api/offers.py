"""A helper's offers by API: what is offered, accepting and rejecting."""

from uuid import UUID

from django.utils.translation import get_language
from ninja import Query, Router, Schema
from pydantic import Field

from assistdesk.referrals import queries, services
from assistdesk.referrals.api import schemas
from assistdesk.referrals.queries.offers import MOST
from assistdesk.referrals.states import OfferState
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.refusals import NotThere

router = Router(tags=["On-demand"], by_alias=True)


class Asked(Schema):
    """What the list is narrowed to: a state, or every one."""

    state: str = ""
    cursor: str | None = None
    limit: int = Field(default=50, ge=1, le=MOST)


@router.get("/offers", response=schemas.Offers, auth=api_allows(Permission.TAKE_REFERRALS))
def listed(request: ActorRequest, asked: Query[Asked]) -> dict[str, object]:
    """The caller's offers, the newest first; `state=offered` are those that wait for an answer."""
    actor = request.actor
    if actor.marketplace is None:
        raise NotThere
    pack = policy.running(actor.marketplace)
    page = queries.offers(
        actor,
        pack=pack,
        states=[asked.state] if asked.state else [],
        language=get_language() or "en",
        cursor=asked.cursor,
        limit=asked.limit,
    )
    return {"items": [schemas.offer(one, pack) for one in page.items], "next": page.next}


@router.post(
    "/offers/{offer_id}/accept", response=schemas.Accepted, auth=api_allows(Permission.TAKE_REFERRALS)
)
def accept(request: ActorRequest, offer_id: UUID) -> dict[str, object]:
    """Accept an offer; the same again gives the same answer."""
    contact = services.accept(offer_id, actor=request.actor, at=clock.now())
    return {"reference": contact.reference, "contact": schemas.customer(contact)}


@router.post(
    "/offers/{offer_id}/reject", response=schemas.Rejected, auth=api_allows(Permission.TAKE_REFERRALS)
)
def reject(request: ActorRequest, offer_id: UUID) -> dict[str, object]:
    """Reject an offer; it does not count as missed. The same again changes nothing."""
    services.reject(offer_id, actor=request.actor, at=clock.now())
    return {"state": OfferState.REJECTED}

"""The door of server-sent events: who may listen, and to what."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from assistdesk.consent.queries import topics as consent
from assistdesk.escalations import queries as escalations
from assistdesk.referrals.queries import topics as referrals
from assistdesk.shared.live.values import Audience
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission
from assistdesk.site import streams
from assistdesk.site.refusals import TooManyStreams

MOST_PER_PERSON = 12
LONGEST_PLACE = 60

router = Router(tags=["events"])


@dataclass(frozen=True, slots=True)
class Page:
    """Whether a page of the desk's listens, and of which consent request it is one, if of any."""

    is_page: bool
    of: UUID | None


@router.get("/events", auth=api_allows(Permission.OWN_HOME))
def events(
    request: ActorRequest,
    since: datetime | None = None,
    after: str = "",
    page: str = "",
    page_of: UUID | None = None,
) -> HttpResponse:
    """What changes for the caller, as server-sent events of `{"type", "id", "at"}`.

    A type `resync` says that something may have been missed. `since` is the moment from which the caller
    wants to know, `after` the id of the last event heard; a `Last-Event-ID` header comes before it. While a
    stream is open it is a sign of life of the caller's consent requests. The desk's own pages say `page`, and
    are one of the request alone that they are the page of, if any: `page_of`.
    """
    door = _door(request)
    if door is not None:
        place = request.headers.get("Last-Event-ID", after)[:LONGEST_PLACE]
        aware = since if since is not None and since.tzinfo is not None else None
        door.audience = _audience(
            request.actor, door, after=place, since=aware, page=Page(is_page=bool(page), of=page_of)
        )
    return HttpResponse(streams.START, content_type="text/event-stream")


def _door(request: HttpRequest) -> streams.Door | None:
    """Return where to say who comes in; None where no streams are kept, so that the answer ends at once."""
    scope = getattr(request, "scope", {})
    door = scope.get(streams.DOOR)
    return door if isinstance(door, streams.Door) else None


def _audience(
    actor: Actor, door: streams.Door, *, after: str, since: datetime | None, page: Page
) -> Audience:
    assert actor.account_id is not None
    if not door.is_recheck and door.open_of(actor.account_id) >= MOST_PER_PERSON:
        raise TooManyStreams
    topics = (
        escalations.topics_of(actor)
        | referrals.topics_of(actor)
        | consent.topics_of(actor, is_page=page.is_page, page_of=page.of)
    )
    return Audience(actor.account_id, topics, after=after, since=since)

"""Where a request stands, for whoever asks: helper or client."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assistdesk.consent.models import ConsentRequest
from assistdesk.consent.rules import deadlines
from assistdesk.consent.services import confirming, speaking, tokens, ways
from assistdesk.consent.services.rulebook import Rulebook, rulebook_of
from assistdesk.consent.states import RequestMethod, RequestState, SpokenWhy


@dataclass(frozen=True, slots=True)
class Standing:
    """A request as its helper sees it. `seconds_left` are those of the state it is in; 0 when it is over.

    `attempts_left` counts further electronic requests, `spoken_why` says why the client may be asked by voice
    now, `match_code` is what the helper reads out, empty where the pack asks for none. `verbal_id` is the
    request by voice that followed. `from_on_demand` is the answer given or, before that, the one filled in.
    """

    request: ConsentRequest
    book: Rulebook
    seconds_left: int
    attempts_left: int
    spoken_why: SpokenWhy | None
    match_code: str
    verbal_id: UUID | None
    from_on_demand: bool

    @property
    def state(self) -> RequestState:
        """Where it stands."""
        return RequestState(self.request.state)


def standing(request: ConsentRequest, *, at: datetime) -> Standing:
    """Return where a request stands at `at`."""
    book = rulebook_of(request)
    person = request.person
    found = ways.of(request.helper_id, person.id, person, book=book, at=at)
    asks_code = book.edition.requests.match_code and request.method == RequestMethod.ELECTRONIC.value
    spoken = speaking.meant(request)
    return Standing(
        request=request,
        book=book,
        seconds_left=seconds_left(request, at=at),
        attempts_left=found.attempts_left,
        spoken_why=found.why,
        match_code=tokens.match_code(request.id) if asks_code else "",
        verbal_id=spoken.id if spoken.id != request.id else None,
        from_on_demand=confirming.on_demand(request, at=at),
    )


def seconds_left(request: ConsentRequest, *, at: datetime) -> int:
    """Return how long the client may answer, or the helper confirm, in begun seconds."""
    until = {RequestState.PENDING.value: request.expires_at, RequestState.APPROVED.value: request.confirm_by}
    moment = until.get(request.state)
    return deadlines.seconds_left(moment, at=at) if moment else 0

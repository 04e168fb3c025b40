"""How a client may be asked, worked out from what was asked before."""

from datetime import datetime, timedelta
from uuid import UUID

from assistdesk.consent.models import ConsentRequest
from assistdesk.consent.rules import asking
from assistdesk.consent.rules.asking import Client, Earlier, Ways
from assistdesk.consent.services import notices
from assistdesk.consent.services.rulebook import Rulebook
from assistdesk.consent.states import Ending, RequestMethod, RequestState
from assistdesk.shared.people.models import Person

A_DAY = timedelta(days=1)
MOST = 200
NO_WAYS = Ways(0, is_electronic=False, why=None, is_declined=False)


def client_of(person: Person | None, book: Rulebook) -> Client:
    """Return what matters of a client; of nobody, one who can't be reached."""
    if person is None:
        return Client("", is_reachable=False)
    return Client(person.contact_preference, is_reachable=is_reachable(person, book))


def is_reachable(person: Person, book: Rulebook) -> bool:
    """Return whether a client has an electronic way at all, preferred or not."""
    return bool(notices.channels_of(person, book))


def of(helper_id: UUID, person_id: UUID, person: Person | None, *, book: Rulebook, at: datetime) -> Ways:
    """Return how a helper may ask a client at `at`; the same two queries for nobody."""
    rows = ConsentRequest.objects.filter(helper_id=helper_id, person_id=person_id)
    recent = rows.filter(started_at__gt=at - book.asking.window).order_by("-started_at", "id")[:MOST]
    earlier = [_earlier(one) for one in recent]
    today = ConsentRequest.objects.filter(
        person_id=person_id, method=RequestMethod.ELECTRONIC.value, started_at__gt=at - A_DAY
    ).count()
    return asking.ways(book.asking, client_of(person, book), earlier, asked_today=today, at=at)


def _earlier(one: ConsentRequest) -> Earlier:
    return Earlier(
        RequestMethod(one.method),
        RequestState(one.state),
        Ending(one.ending) if one.ending else None,
        one.started_at,
        one.ended_at,
    )

"""How a client may be asked, worked out from what was asked before."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from assistdesk.consent.models.requests import OPEN
from assistdesk.consent.rules import asking
from assistdesk.consent.rules.asking import Client, Earlier, Ways
from assistdesk.consent.services import notices
from assistdesk.consent.services.rulebook import Rulebook
from assistdesk.consent.states import Ending, RequestMethod, RequestState
from assistdesk.shared.people.models import Person

A_DAY = timedelta(days=1)
_ASKED = """
    SELECT helper_id, method, state, ending, started_at, ended_at FROM consent_consentrequest
    WHERE person_id = %(person)s AND (
        (helper_id = %(helper)s AND (started_at > %(window)s OR state = ANY(%(open)s)))
        OR (method = %(electronic)s AND started_at > %(day)s)
    )
    ORDER BY started_at DESC, id LIMIT 400
"""
NO_WAYS = Ways(0, is_electronic=False, why=None, is_declined=False)


def client_of(person: Person | None, book: Rulebook) -> Client:
    """Return what matters of a client; of nobody, one who can't be reached."""
    if person is None:
        return Client("", is_reachable=False)
    return Client(person.contact_preference, is_reachable=is_reachable(person, book))


def is_reachable(person: Person, book: Rulebook) -> bool:
    """Return whether a client has an electronic way at all, preferred or not."""
    return bool(notices.channels_of(person, book))


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of a client of late: by the helper who asks, and how often on one day by anybody."""

    earlier: list[Earlier]
    today: int

    @property
    def is_open(self) -> bool:
        """Whether a request of the helper's is under way, or over without anybody having written it down."""
        return any(one.state.value in OPEN for one in self.earlier)


def asked(helper_id: UUID, person_id: UUID, *, book: Rulebook, at: datetime) -> Asked:
    """Return what was asked of a client before `at`; the same query for nobody."""
    electronic, day = RequestMethod.ELECTRONIC.value, at - A_DAY
    values: dict[str, UUID | str | datetime | list[str]] = {"helper": helper_id, "person": person_id}
    values |= {"window": at - book.asking.window, "day": day, "open": OPEN, "electronic": electronic}
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, values)
        found = cursor.fetchall()
    earlier = [
        Earlier(RequestMethod(method), RequestState(state), Ending(why) if why else None, start, end)
        for helper, method, state, why, start, end in found
        if helper == helper_id
    ]
    today = sum(method == electronic and start > day for _, method, _, _, start, _ in found)
    return Asked(earlier, today)


def after(before: Asked, person: Person | None, *, book: Rulebook, at: datetime) -> Ways:
    """Return how a client may be asked at `at` after what was asked before."""
    return asking.ways(book.asking, client_of(person, book), before.earlier, asked_today=before.today, at=at)


def of(helper_id: UUID, person_id: UUID, person: Person | None, *, book: Rulebook, at: datetime) -> Ways:
    """Return how a helper may ask a client at `at`; the same query for nobody."""
    return after(asked(helper_id, person_id, book=book, at=at), person, book=book, at=at)

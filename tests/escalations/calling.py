"""Callers, representatives and their calls with sensible values for these tests."""

import uuid
from datetime import date, datetime

from assistdesk.escalations import services
from assistdesk.escalations.rules import IncidentRef
from assistdesk.escalations.services import CallAnswer, NewCallConsumer, NewFollowUp, NewHotlineCall
from assistdesk.escalations.states import CallOutcome
from assistdesk.shared.people.access import Scope
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import AccessGrant, Helper, Person
from assistdesk.shared.people.roles import Role
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build

NPN = "8472951"
NAME = "Pat Producer"
LAPSED_ON = date(2027, 3, 1)  # the day before the tests' own


def representative() -> Actor:
    """Return somebody who takes the helpers' calls."""
    return build.staff("support-hotline", role=Role.SUPPORT_REPRESENTATIVE)


def caller(*, npn: str = NPN, authorized_until: date = date(2099, 12, 31)) -> Actor:
    """Return a helper who is known by a number."""
    helper = build.helper(authorized_until=authorized_until)
    Helper.objects.filter(account_id=build.id_of(helper)).update(npn=npn)
    return helper


def shared_client(*of: Actor) -> Person:
    """Return somebody who is a client of several helpers."""
    client = build.client(of[0])
    for helper in of[1:]:
        AccessGrant.objects.create(
            account_id=build.id_of(helper),
            person=client,
            scope=Scope.SEE_CASE.value,
            starts_at=build.LONG_AGO,
        )
    return client


def call(by: Actor, *, name: str = NAME, npn: str = NPN, at: datetime = TEN_O_CLOCK) -> uuid.UUID:
    """Return the id of a call that a representative takes."""
    new = NewHotlineCall(build.MARYLAND, name, npn, uuid.uuid4().hex)
    return services.start_call(new, actor=by, at=at)


def consumer(call_id: uuid.UUID, person: Person, **values: object) -> NewCallConsumer:
    """Return a client whose issue is escalated on a call."""
    given: dict[str, object] = {
        "call_id": call_id,
        "person_id": person.person_id,
        "outcome": CallOutcome.ESCALATED,
        "submission_key": uuid.uuid4().hex,
        "type": "termination",
        "description": "Coverage ended a month too early.",
    }
    return NewCallConsumer(**{**given, **values})  # type: ignore[arg-type]  # whatever the test is about


def answered(call_id: uuid.UUID, person: Person, *, by: Actor, at: datetime = TEN_O_CLOCK) -> CallAnswer:
    """Answer a client's issue on a call."""
    new = consumer(call_id, person, outcome=CallOutcome.ANSWERED, type="", description="")
    return services.add_consumer(new, actor=by, at=at)


def escalated(call_id: uuid.UUID, person: Person, *, by: Actor, at: datetime = TEN_O_CLOCK) -> CallAnswer:
    """Escalate a client's issue on a call."""
    return services.add_consumer(consumer(call_id, person), actor=by, at=at)


def words(call_id: uuid.UUID, number: str, text: str, **values: object) -> NewFollowUp:
    """Return words that a caller adds to an incident by its number."""
    given: dict[str, object] = {
        "call_id": call_id,
        "incident": IncidentRef(number, build.MARYLAND),
        "outcome": CallOutcome.ADDED,
        "submission_key": uuid.uuid4().hex,
        "text": text,
    }
    return NewFollowUp(**{**given, **values})  # type: ignore[arg-type]  # whatever the test is about

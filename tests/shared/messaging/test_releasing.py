"""A held message goes out when a person releases it, for a reason."""

import uuid
from datetime import datetime

import pytest

from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging import services
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.refusals import NotHeld
from assistdesk.shared.messaging.states import Decision, OutgoingState
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import InvalidInput, NotThere
from tests.shared.messaging import build

pytestmark = pytest.mark.django_db
LEAD = Actor(account_id=None, marketplace=build.MARKETPLACE, role=Role.TEAM_LEAD)
ELSEWHERE = Actor(account_id=None, marketplace="elsewhere", role=Role.TEAM_LEAD)


@pytest.fixture
def held() -> Outgoing:
    """Return a message that is held: it has more personal values than are taken out."""
    numbers = " ".join(f"SSN 900-12-{number}" for number in range(3400, 3430))
    row = build.queued(values={"text": numbers})
    assert row.state == OutgoingState.HELD
    return row


@pytest.mark.rule("M-01")
def test_a_held_message_is_never_sent(held: Outgoing) -> None:
    assert services.deliver_due() == 0

    held.refresh_from_db()
    assert held.state == OutgoingState.HELD


def test_a_released_message_goes_out_and_the_audit_log_says_so(held: Outgoing, at: datetime) -> None:
    services.release(held.id, reason="These are the pack's own samples.", actor=LEAD, at=at)
    services.deliver_due()

    held.refresh_from_db()
    assert (held.state, held.decision) == (OutgoingState.SENT, Decision.RELEASED)
    assert held.release_reason == "These are the pack's own samples."
    assert Entry.objects.filter(action="messaging.message.released", subject=str(held.id)).exists()


def test_a_release_needs_a_reason(held: Outgoing, at: datetime) -> None:
    with pytest.raises(InvalidInput):
        services.release(held.id, reason="  ", actor=LEAD, at=at)


def test_a_message_of_another_marketplace_is_not_there(held: Outgoing, at: datetime) -> None:
    for message_id, actor in ((held.id, ELSEWHERE), (uuid.uuid4(), LEAD)):
        with pytest.raises(NotThere):
            services.release(message_id, reason="Fine.", actor=actor, at=at)


def test_what_is_not_held_is_not_released(at: datetime) -> None:
    row = build.queued()

    with pytest.raises(NotHeld):
        services.release(row.id, reason="Fine.", actor=LEAD, at=at)

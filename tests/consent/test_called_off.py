"""A question that is over goes out no more: whoever ended it, and by whichever channel it still waits."""

from collections.abc import Callable
from uuid import UUID

import pytest

from assistdesk.consent import services
from assistdesk.consent.models import ConsentRequest
from assistdesk.shared import clock
from assistdesk.shared.messaging import services as messaging
from assistdesk.shared.messaging.models import Outgoing
from tests.consent.playing import Helper, Resident, Time

pytestmark = [pytest.mark.django_db, pytest.mark.rule("M-06")]
End = Callable[[Helper, Resident, Time, UUID], object]


def cancelled(agent: Helper, rosa: Resident, time: Time, request_id: UUID) -> None:
    """Let the helper take it back."""
    agent.does({"auth_req_id": request_id}, "cancel")


def left(agent: Helper, rosa: Resident, time: Time, request_id: UUID) -> None:
    """Let the helper leave the page."""
    agent.does({"auth_req_id": request_id}, "leave")


def answered(agent: Helper, rosa: Resident, time: Time, request_id: UUID) -> None:
    """Let the client answer on their own page, before any message came."""
    rosa.posts(f"/me/consents/{request_id}/answer", {"answer": "decline"})


def expired(agent: Helper, rosa: Resident, time: Time, request_id: UUID) -> None:
    """Let the time run out."""
    time.jump(seconds=91)
    services.expire_due(at=time.now)


@pytest.mark.parametrize("end", [cancelled, left, answered, expired])
def test_what_still_waits_is_not_sent(agent: Helper, rosa: Resident, desk_time: Time, end: End) -> None:
    agent.asks(rosa.record)
    request = ConsentRequest.objects.get()
    waiting = Outgoing.objects.filter(about_id=request.id)
    assert {one.state for one in waiting} == {"queued", "spare"}

    end(agent, rosa, desk_time, request.id)
    messaging.deliver_due()
    messaging.deliver_due()

    assert not [one for one in Outgoing.objects.filter(about_id=request.id) if one.sent_at]
    request.refresh_from_db()
    assert request.state != "pending"


def test_while_it_is_pending_it_is_sent(agent: Helper, rosa: Resident, desk_time: Time) -> None:
    agent.asks(rosa.record)

    messaging.deliver_due()

    assert Outgoing.objects.filter(
        about_id=ConsentRequest.objects.get().id, sent_at__lte=clock.now()
    ).exists()

"""An open stream keeps a request alive, and another page of the desk does not."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from assistdesk.consent import services
from assistdesk.consent.models import ConsentRequest
from assistdesk.consent.models.topics import PAGE, WATCH, pages, watch_topic, watchers
from assistdesk.consent.queries.topics import topics_of
from assistdesk.shared.live.hub import Hub
from assistdesk.shared.live.values import Audience
from assistdesk.shared.people.actors import Actor
from assistdesk.site.streams import LiveStreams
from tests import loops
from tests.consent.playing import Helper, Resident, Time

AT = datetime(2027, 3, 2, 15, 0, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.rule("C-06")
def test_an_open_stream_is_a_sign_of_life(
    agent: Helper, agent_actor: Actor, rosa: Resident, desk_time: Time
) -> None:
    asked = agent.asks(rosa.record)
    rosa.link()
    topics = topics_of(agent_actor, is_page=False)
    for _ in range(8):
        desk_time.jump(seconds=11)
        services.heard_of(watchers(frozenset(one for one in topics if one.startswith(WATCH))))
        services.expire_due(at=desk_time.now)
        assert ConsentRequest.objects.get().state == "pending"

    desk_time.jump(seconds=3)
    assert agent.sees(asked)["reason"] == "no_response"


@pytest.mark.django_db
@pytest.mark.rule("C-06")
def test_no_stream_brings_back_what_was_left(
    agent: Helper, agent_actor: Actor, rosa: Resident, desk_time: Time
) -> None:
    asked = agent.asks(rosa.record)
    desk_time.jump(seconds=12)
    assert agent_actor.account_id is not None

    services.heard_of([agent_actor.account_id])

    assert agent.sees(asked)["reason"] == "left"


@pytest.mark.django_db
@pytest.mark.rule("C-06")
def test_a_page_of_the_desk_keeps_no_request_of_another_page_alive(agent_actor: Actor) -> None:
    assert not [one for one in topics_of(agent_actor, is_page=True) if one.startswith(WATCH)]
    assert [one for one in topics_of(agent_actor, is_page=False) if one.startswith(WATCH)]


def test_the_hub_tells_what_is_listened_to() -> None:
    hub, account = Hub(), uuid4()
    one = hub.join(Audience(account, frozenset({watch_topic(account), "other"})))

    assert hub.topics(WATCH) == {watch_topic(account)}
    hub.leave(one)
    assert hub.topics(WATCH) == frozenset()


@pytest.mark.django_db(transaction=True)
def test_signs_are_given_while_a_stream_is_open() -> None:
    account = uuid4()
    told: list[frozenset[str]] = []

    async def play() -> None:
        desk = LiveStreams(None, signs={WATCH: told.append}, sign_seconds=0.01)  # type: ignore[arg-type]  # not asked
        desk.hub.join(Audience(account, frozenset({watch_topic(account)})))
        giving = asyncio.create_task(desk._give_signs())
        while not told:
            await asyncio.sleep(0.01)
        giving.cancel()

    loops.run(asyncio.wait_for(play(), 20))

    assert told[0] == frozenset({watch_topic(account)})


@pytest.mark.django_db
@pytest.mark.rule("C-06")
def test_the_stream_of_a_requests_page_is_a_sign_of_life_of_that_request_alone(
    agent: Helper, other_agent: Helper, agent_actor: Actor, rosa: Resident, desk_time: Time
) -> None:
    asked = agent.asks(rosa.record)
    agent.asks(Resident("resident-es").record)
    rosa.link()
    request_id = UUID(asked["auth_req_id"])
    topics = topics_of(agent_actor, is_page=True, page_of=request_id)
    assert not [one for one in topics if one.startswith(WATCH)]
    strangers = [(uuid4(), request_id)]
    for _ in range(3):
        desk_time.jump(seconds=8)
        services.heard_of_pages(strangers)
        services.heard_of_pages(pages(frozenset(one for one in topics if one.startswith(PAGE))))
        services.expire_due(at=desk_time.now)

    states = dict(ConsentRequest.objects.values_list("person__first_name", "state"))
    assert states == {"Rosa": "pending", "Ximena": "expired"}
    desk_time.jump(seconds=11)
    services.heard_of_pages(strangers)
    desk_time.jump(seconds=2)
    services.expire_due(at=desk_time.now)
    assert ConsentRequest.objects.get(pk=request_id).ending == "left"

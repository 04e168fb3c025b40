"""Who listens hears what concerns them, each thing once, and is told when something may be missing."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from assistdesk.shared.live.hub import MOST_WAITING, REMEMBERED, SLACK, Hub
from assistdesk.shared.live.values import RESYNC, Audience, Change, NotAChange
from tests import loops
from tests.conftest import TEN_O_CLOCK

ACCOUNT = UUID(int=1)
SECOND = timedelta(seconds=1)
TICK = timedelta(microseconds=1)


def change(thing: str, *to: str, at: datetime = TEN_O_CLOCK) -> Change:
    """Return a change of an incident."""
    return Change("incident.changed", thing, at, frozenset(to or {"team/a"}))


def audience(*topics: str, after: str = "", since: datetime | None = None) -> Audience:
    """Return somebody who listens."""
    return Audience(ACCOUNT, frozenset(topics or {"team/a"}), after, since)


@pytest.fixture
def hub() -> Hub:
    """Return a hub that has heard for a minute."""
    made = Hub()
    made.begin(at=TEN_O_CLOCK - 60 * SECOND)
    return made


def taken(hub: Hub, who: Audience, *, publish: list[Change]) -> list[Change]:
    """Return what waits for `who` after these changes."""

    async def listen() -> list[Change]:
        one = hub.join(who)
        for each in publish:
            hub.publish(each)
        return [heard.change for heard in await one.take(seconds=0.01)]

    return loops.run(listen())


def test_a_change_is_heard_by_those_whom_it_concerns_and_nobody_else(hub: Hub) -> None:
    assert taken(hub, audience("team/a", "team/b"), publish=[change("1", "team/a", "team/b")]) == [
        change("1", "team/a", "team/b")
    ]
    assert taken(hub, audience("team/c"), publish=[change("1", "team/a")]) == []


def test_a_thing_that_changes_again_waits_once_at_its_last_place(hub: Hub) -> None:
    heard = taken(hub, audience(), publish=[change("1"), change("2"), change("1", at=TEN_O_CLOCK + SECOND)])

    assert heard == [change("2"), change("1", at=TEN_O_CLOCK + SECOND)]


@pytest.mark.parametrize(("count", "is_all"), [(MOST_WAITING, True), (MOST_WAITING + 1, False)])
def test_who_is_too_slow_is_told_to_look_again(hub: Hub, count: int, *, is_all: bool) -> None:
    heard = taken(hub, audience(), publish=[change(str(number)) for number in range(count)])

    assert len(heard) == (count if is_all else 1)
    assert (heard[0].type == RESYNC) is not is_all


def test_who_comes_back_hears_what_was_missed(hub: Hub) -> None:
    async def come_back() -> list[str]:
        first = hub.join(audience())
        hub.publish(change("1"))
        place = (await first.take(seconds=0.01))[0].place
        hub.leave(first)
        hub.publish(change("2"))
        hub.publish(change("3", "team/b"))
        again = hub.join(audience(after=place))
        return [heard.change.id for heard in await again.take(seconds=0.01)]

    assert loops.run(come_back()) == ["2"]


@pytest.mark.parametrize("after", ["other.1", "nonsense", "other.x"])
def test_who_comes_from_another_process_looks_again(hub: Hub, after: str) -> None:
    assert [one.type for one in taken(hub, audience(after=after), publish=[])] == [RESYNC]


def test_who_was_away_longer_than_is_remembered_looks_again(hub: Hub) -> None:
    hub.publish(change("0"))
    place = next(iter(hub._heard)).place
    for number in range(REMEMBERED + 1):
        hub.publish(change(str(number)))

    assert [one.type for one in taken(hub, audience(after=place), publish=[])] == [RESYNC]


@pytest.mark.parametrize(
    ("since", "types"),
    [
        pytest.param(TEN_O_CLOCK + SLACK, ["incident.changed"], id="just within the slack"),
        pytest.param(TEN_O_CLOCK + SLACK + TICK, [], id="the page is younger than the change"),
        pytest.param(TEN_O_CLOCK - 60 * SECOND + SLACK, ["incident.changed"], id="since it hears"),
        pytest.param(TEN_O_CLOCK - 60 * SECOND + SLACK - TICK, [RESYNC], id="before it heard"),
    ],
)
def test_a_page_hears_what_changed_since_it_was_made(hub: Hub, since: datetime, types: list[str]) -> None:
    hub.publish(change("1"))

    assert [one.type for one in taken(hub, audience(since=since), publish=[])] == types


def test_when_hearing_begins_again_everybody_looks_again(hub: Hub) -> None:
    async def lose_and_begin() -> list[str]:
        one = hub.join(audience("team/nothing"))
        hub.lose()
        hub.begin(at=TEN_O_CLOCK)
        return [heard.change.type for heard in await one.take(seconds=0.01)]

    assert loops.run(lose_and_begin()) == [RESYNC]


def test_who_left_is_forgotten(hub: Hub) -> None:
    one = hub.join(audience())
    assert hub.open_of(ACCOUNT) == 1

    hub.leave(one)

    assert hub.open_of(ACCOUNT) == 0
    assert not hub._by_topic


@pytest.mark.parametrize("payload", ["", "[]", "{}", '{"type": 1}', '{"type":"a","id":"b","at":"x","to":[]}'])
def test_words_that_are_no_change_are_told_apart(payload: str) -> None:
    with pytest.raises(NotAChange):
        Change.of_payload(payload)


def test_a_change_arrives_as_it_was_sent() -> None:
    assert Change.of_payload(change("1", "b", "a").payload()) == change("1", "b", "a")


def test_open_streams_are_counted_while_others_come(hub: Hub) -> None:
    class Sociable(UUID):
        """An id at whose sight somebody else comes."""

        def __eq__(self, other: object) -> bool:
            hub.join(audience("team/b"))
            return super().__eq__(other)

        __hash__ = UUID.__hash__

    async def counted() -> int:
        hub.join(Audience(Sociable(int=1), frozenset({"team/a"})))
        return hub.open_of(ACCOUNT)

    assert loops.run(counted()) == 1

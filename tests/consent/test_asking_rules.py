"""How often and in which way a client may be asked: every limit, one tick either side."""

from contextlib import nullcontext
from datetime import datetime, timedelta

import pytest

from assistdesk.consent.refusals import (
    ConsentDeclined,
    ConsentLimit,
    ElectronicNotOpen,
    VerbalNotOpen,
)
from assistdesk.consent.rules import asking
from assistdesk.consent.rules.asking import AskingPolicy, Client, Earlier, Ways
from assistdesk.consent.states import Ending, RequestMethod, RequestState, SpokenWhy
from tests.conftest import TEN_O_CLOCK

TICK = timedelta(microseconds=1)
WINDOW = timedelta(hours=24)
POLICY = AskingPolicy(
    most_requests=3,
    window=WINDOW,
    daily_cap=6,
    counts_when_left=True,
    is_electronic_offered=True,
    is_verbal_offered=True,
    never_spoken_after=frozenset({Ending.LEFT.value, RequestState.CANCELLED.value}),
)
BY_TEXT = Client("sms", is_reachable=True)
BY_LETTER = Client("letter", is_reachable=True)
UNANSWERED = (RequestState.EXPIRED, Ending.NO_RESPONSE)
LEFT = (RequestState.EXPIRED, Ending.LEFT)
DENIED = (RequestState.DENIED, None)
FAILED = (RequestState.FAILED, None)
CANCELLED = (RequestState.CANCELLED, None)
PENDING = (RequestState.PENDING, None)
CONFIRMED = (RequestState.CONFIRMED, None)


def asked(*ends: tuple[RequestState, Ending | None], before: timedelta = timedelta(hours=1)) -> list[Earlier]:
    """Return electronic requests that ended like this, a minute apart, the first so long ago."""
    start = TEN_O_CLOCK - before
    return [
        Earlier(RequestMethod.ELECTRONIC, state, ending, start + place * timedelta(minutes=1), None)
        for place, (state, ending) in enumerate(ends)
    ]


def ways(
    earlier: list[Earlier],
    *,
    client: Client = BY_TEXT,
    policy: AskingPolicy = POLICY,
    today: int = 0,
    at: datetime = TEN_O_CLOCK,
) -> Ways:
    """Return how the client may be asked."""
    return asking.ways(policy, client, earlier, asked_today=today, at=at)


@pytest.mark.rule("C-05")
@pytest.mark.parametrize(("count", "is_open"), [(0, True), (2, True), (3, False), (4, False)])
def test_three_requests_and_no_fourth(count: int, *, is_open: bool) -> None:
    found = ways(asked(*[UNANSWERED] * count))

    assert found.is_electronic is is_open
    assert found.attempts_left == max(0, 3 - count)
    with nullcontext() if is_open else pytest.raises(ConsentLimit):
        asking.check_may_ask(found, BY_TEXT, method=RequestMethod.ELECTRONIC)


@pytest.mark.rule("C-05")
@pytest.mark.parametrize(("before", "is_open"), [(WINDOW - TICK, False), (WINDOW, True)])
def test_a_request_counts_until_the_window_is_over(before: timedelta, *, is_open: bool) -> None:
    earlier = asked(UNANSWERED, before=before) + asked(UNANSWERED, UNANSWERED)

    assert ways(earlier).is_electronic is is_open


@pytest.mark.rule("C-05")
def test_what_came_before_access_was_granted_counts_no_more() -> None:
    assert ways(asked(UNANSWERED, UNANSWERED, CONFIRMED)).attempts_left == 3
    assert ways(asked(UNANSWERED, CONFIRMED, UNANSWERED)).attempts_left == 2


@pytest.mark.rule("C-05", "C-06")
@pytest.mark.parametrize(("counts", "left"), [(True, 1), (False, 2)])
def test_a_request_that_was_left_counts_where_the_pack_says_so(*, counts: bool, left: int) -> None:
    policy = AskingPolicy(
        **{name: getattr(POLICY, name) for name in AskingPolicy.__slots__} | {"counts_when_left": counts}
    )

    assert ways(asked(UNANSWERED, LEFT), policy=policy).attempts_left == left


@pytest.mark.rule("C-06", "C-08")
@pytest.mark.parametrize("end", [LEFT, CANCELLED])
@pytest.mark.parametrize(("never_after", "why"), [(True, None), (False, SpokenWhy.NO_RESPONSE)])
def test_what_the_helper_ended_opens_no_voice_unless_the_pack_lets_what_came_before_decide(
    end: tuple[RequestState, Ending | None], why: SpokenWhy | None, *, never_after: bool
) -> None:
    never = POLICY.never_spoken_after if never_after else frozenset()
    policy = AskingPolicy(
        **{name: getattr(POLICY, name) for name in AskingPolicy.__slots__} | {"never_spoken_after": never}
    )

    assert ways(asked(UNANSWERED, end), policy=policy).why is why


@pytest.mark.rule("C-21")
@pytest.mark.parametrize(("today", "is_open"), [(5, True), (6, False)])
def test_all_helpers_together_may_ask_so_often_a_day(today: int, *, is_open: bool) -> None:
    assert ways([], today=today).is_electronic is is_open


@pytest.mark.rule("C-08")
@pytest.mark.parametrize(
    ("ends", "why"),
    [
        pytest.param([], None, id="nothing was tried"),
        pytest.param([PENDING], None, id="the client is just being asked"),
        pytest.param([UNANSWERED], SpokenWhy.NO_RESPONSE, id="no answer"),
        pytest.param([FAILED], SpokenWhy.FAILED, id="not delivered"),
        pytest.param([LEFT], None, id="left"),
        pytest.param([CANCELLED], None, id="cancelled"),
        pytest.param([UNANSWERED, LEFT], None, id="left after one without an answer"),
        pytest.param([LEFT, UNANSWERED], SpokenWhy.NO_RESPONSE, id="no answer after one that was left"),
        pytest.param([UNANSWERED, FAILED], SpokenWhy.FAILED, id="the latest decides"),
        pytest.param([UNANSWERED, PENDING], None, id="asked again just now"),
        pytest.param([UNANSWERED, CONFIRMED], None, id="granted since"),
    ],
)
def test_why_the_client_may_be_asked_by_voice(
    ends: list[tuple[RequestState, Ending | None]], why: SpokenWhy | None
) -> None:
    found = ways(asked(*ends))

    assert found.why is why
    with pytest.raises(VerbalNotOpen) if why is None else nullcontext():
        asking.check_may_ask(found, BY_TEXT, method=RequestMethod.VERBAL)


@pytest.mark.rule("C-08")
def test_who_prefers_letters_is_asked_by_voice_alone() -> None:
    found = ways([], client=BY_LETTER)

    assert found.methods == (RequestMethod.VERBAL,)
    assert found.why is SpokenWhy.NOT_ELECTRONIC
    with pytest.raises(ElectronicNotOpen):
        asking.check_may_ask(found, BY_LETTER, method=RequestMethod.ELECTRONIC)


@pytest.mark.rule("C-08", "C-17")
@pytest.mark.parametrize("method", list(RequestMethod))
@pytest.mark.parametrize(
    "ends",
    [[DENIED], [UNANSWERED, DENIED], [DENIED, UNANSWERED]],
    ids=["declined", "declined last", "declined first"],
)
def test_after_a_no_there_is_no_way(
    ends: list[tuple[RequestState, Ending | None]], method: RequestMethod
) -> None:
    found = ways(asked(*ends))

    assert found.methods == ()
    with pytest.raises(ConsentDeclined):
        asking.check_may_ask(found, BY_TEXT, method=method)


@pytest.mark.rule("C-17")
@pytest.mark.parametrize(("before", "is_over"), [(WINDOW - TICK, False), (WINDOW, True)])
def test_a_no_counts_until_the_window_is_over(before: timedelta, *, is_over: bool) -> None:
    assert ways(asked(DENIED, before=before)).is_electronic is is_over


@pytest.mark.rule("C-05", "C-08")
def test_at_the_limit_the_way_by_voice_remains_where_it_is_open() -> None:
    assert ways(asked(*[UNANSWERED] * 3)).methods == (RequestMethod.VERBAL,)
    assert ways(asked(UNANSWERED, UNANSWERED, LEFT)).methods == ()

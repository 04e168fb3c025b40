"""Ninety seconds to answer, twelve without a sign of life, and not a moment more."""

from datetime import datetime, timedelta

import pytest

from assistdesk.consent.rules import deadlines
from assistdesk.consent.rules.deadlines import Deadlines
from assistdesk.consent.states import Ending
from tests.conftest import TEN_O_CLOCK

ANSWER, LEASE, GRACE = timedelta(seconds=90), timedelta(seconds=12), timedelta(seconds=5)
TICK = timedelta(microseconds=1)


def after(seconds: float, tick: timedelta = timedelta(0)) -> datetime:
    """Return a moment so many seconds after the request."""
    return TEN_O_CLOCK + timedelta(seconds=seconds) + tick


def new() -> Deadlines:
    """Return the deadlines of a new request."""
    return deadlines.first(started_at=TEN_O_CLOCK, answer_within=ANSWER, lease=LEASE)


def watched(until: float) -> Deadlines:
    """Return those of a request whose page gave its last sign of life after so many seconds."""
    return deadlines.seen(new(), lease=LEASE, at=after(until))


@pytest.mark.rule("C-04", "C-15")
@pytest.mark.parametrize(
    ("moment", "counts"),
    [
        (after(0), True),
        (after(89), True),
        (after(89.9), True),
        (after(90, -TICK), True),
        (after(90), False),
        (after(90.1), False),
        (after(91), False),
    ],
)
def test_an_answer_counts_for_ninety_seconds(moment: datetime, *, counts: bool) -> None:
    assert deadlines.may_answer(watched(89), at=moment) is counts
    assert deadlines.ending(watched(89), at=moment) is (None if counts else Ending.NO_RESPONSE)


@pytest.mark.rule("C-06")
@pytest.mark.parametrize(("moment", "is_left"), [(after(12, -TICK), False), (after(12), True)])
def test_a_page_that_is_not_heard_of_counts_as_left(moment: datetime, *, is_left: bool) -> None:
    assert deadlines.ending(new(), at=moment) is (Ending.LEFT if is_left else None)


@pytest.mark.rule("C-06")
def test_each_sign_of_life_counts_anew_and_moves_no_other_deadline() -> None:
    found = watched(11)

    assert deadlines.ending(found, at=after(23, -TICK)) is None
    assert deadlines.ending(found, at=after(23)) is Ending.LEFT
    assert found.expires_at == new().expires_at


@pytest.mark.rule("C-06")
def test_an_answer_does_not_count_while_the_page_is_away() -> None:
    found = deadlines.away(new(), grace=GRACE, at=after(3))

    assert not deadlines.may_answer(found, at=after(3))
    assert deadlines.ending(found, at=after(8, -TICK)) is None
    assert deadlines.ending(found, at=after(8)) is Ending.LEFT


@pytest.mark.rule("C-06")
def test_a_reload_within_seconds_goes_on_with_the_same() -> None:
    found = deadlines.away(new(), grace=GRACE, at=after(3))

    assert deadlines.may_answer(deadlines.seen(found, lease=LEASE, at=after(7)), at=after(7))


@pytest.mark.rule("C-06")
def test_to_leave_twice_gives_no_more_time() -> None:
    once = deadlines.away(new(), grace=GRACE, at=after(3))

    assert deadlines.away(once, grace=GRACE, at=after(7)) == once


@pytest.mark.rule("C-06")
def test_the_deadline_that_came_first_says_why() -> None:
    assert deadlines.ending(watched(77), at=after(200)) is Ending.LEFT
    assert deadlines.ending(watched(78), at=after(200)) is Ending.NO_RESPONSE


@pytest.mark.parametrize(
    ("moment", "left"), [(after(0), 90), (after(0, TICK), 90), (after(1), 89), (after(90), 0), (after(91), 0)]
)
def test_begun_seconds_are_shown(moment: datetime, left: int) -> None:
    assert deadlines.seconds_left(after(90), at=moment) == left


def test_by_voice_no_page_has_to_stay_open() -> None:
    found = deadlines.first(started_at=TEN_O_CLOCK, answer_within=timedelta(minutes=30), lease=None)

    assert deadlines.ending(found, at=after(1800, -TICK)) is None
    assert deadlines.ending(found, at=after(1800)) is Ending.NO_RESPONSE

"""What is promised only where it can be kept, and which windows are offered instead."""

from datetime import datetime, timedelta

import pytest

from assistdesk.referrals.rules.promise import Window, chance, is_keepable, windows_to_offer
from assistdesk.referrals.rules.values import Candidate, Record
from tests.conftest import TEN_O_CLOCK
from tests.referrals.matching import candidate, changed, edition, request

PROMISE = edition().promise
TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)


def taken_by(*candidates: Candidate, waiting: int = 0) -> float:
    """Return the chance that one of them takes a request at ten."""
    return chance(request(), candidates, waiting=waiting, rules=edition(), at=TEN_O_CLOCK)


@pytest.mark.rule("D-23")
def test_with_nobody_eligible_on_duty_nothing_is_promised() -> None:
    away = candidate(1, is_on_duty=False)
    other_program = candidate(2, programs=frozenset({"medicaid"}))

    assert taken_by() == 0.0
    assert taken_by(away, other_program) == 0.0
    assert not is_keepable(request(), [away], waiting=0, rules=edition(), promise=PROMISE, at=TEN_O_CLOCK)


@pytest.mark.rule("D-23")
def test_the_chance_is_that_not_everybody_lets_it_pass() -> None:
    assert taken_by(candidate(1)) == pytest.approx(0.5)
    assert taken_by(candidate(1), candidate(2)) == pytest.approx(0.75)


@pytest.mark.rule("D-23")
def test_a_queue_leaves_each_referral_its_even_share_of_the_helpers() -> None:
    ten = [candidate(number) for number in range(1, 11)]

    assert taken_by(*ten, waiting=4) == pytest.approx(taken_by(*ten[:2]))
    assert taken_by(*ten, waiting=9) == pytest.approx(taken_by(*ten[:1]))


@pytest.mark.rule("D-20")
@pytest.mark.rule("D-23")
@pytest.mark.parametrize(("least", "expected"), [(0.7499999, True), (0.7500001, False)])
def test_the_promise_is_made_from_the_packs_chance_on(*, least: float, expected: bool) -> None:
    willing = candidate(1, record=Record(4.0, 4.0, TEN_O_CLOCK))
    promise = changed(promise={"keepable_chance": least}).promise

    found = is_keepable(request(), [willing], waiting=0, rules=edition(), promise=promise, at=TEN_O_CLOCK)

    assert found is expected


@pytest.mark.rule("D-23")
def test_windows_start_on_whole_hours_and_are_covered_to_their_end() -> None:
    coverage = [(TEN_O_CLOCK - 2 * HOUR, TEN_O_CLOCK + HOUR), (TEN_O_CLOCK + HOUR, TEN_O_CLOCK + 5 * HOUR)]

    assert starts(coverage, at=TEN_O_CLOCK) == [TEN_O_CLOCK, TEN_O_CLOCK + 2 * HOUR]
    assert starts(coverage, at=TEN_O_CLOCK + TICK) == [TEN_O_CLOCK + HOUR, TEN_O_CLOCK + 3 * HOUR]
    assert windows_to_offer(coverage, promise=PROMISE, at=TEN_O_CLOCK)[0] == Window(
        TEN_O_CLOCK, TEN_O_CLOCK + PROMISE.window_length
    )


def starts(coverage: list[tuple[datetime, datetime]], *, at: datetime) -> list[datetime]:
    """Return when the windows that are offered start."""
    return [window.starts_at for window in windows_to_offer(coverage, promise=PROMISE, at=at)]


@pytest.mark.rule("D-20")
@pytest.mark.rule("D-23")
def test_windows_are_offered_as_far_ahead_as_the_pack_says() -> None:
    always = [(TEN_O_CLOCK, TEN_O_CLOCK + timedelta(days=30))]
    found = starts(always, at=TEN_O_CLOCK)

    assert found[-1] == TEN_O_CLOCK + PROMISE.windows_ahead - PROMISE.window_length
    assert len(found) == PROMISE.windows_ahead // PROMISE.window_length


def test_nothing_is_offered_where_nobody_ever_is() -> None:
    assert windows_to_offer([], promise=PROMISE, at=TEN_O_CLOCK) == ()
    assert starts([(TEN_O_CLOCK, TEN_O_CLOCK + PROMISE.window_length - TICK)], at=TEN_O_CLOCK) == []

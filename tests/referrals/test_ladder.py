"""The ladder takes each step when it is due, and not a tick before."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from assistdesk.referrals.rules.ladder import (
    Ask,
    Due,
    Progress,
    Wait,
    closes_at,
    look_again_at,
    next_action,
)
from assistdesk.referrals.rules.policy import Action, Tongue
from assistdesk.shared.policy.schema.ladder import LadderAction, LanguageRule
from tests.conftest import TEN_O_CLOCK
from tests.referrals.matching import edition

TICK = timedelta(microseconds=1)
OVERLAP = edition().profiles["overlap"]
STRICT = edition().profiles["strict"]
MINUTE = timedelta(minutes=1)


def after(minutes: float) -> datetime:
    """Return the moment so many minutes after the round began."""
    return TEN_O_CLOCK + timedelta(minutes=minutes)


def progress(**facts: Any) -> Progress:
    """Return where a referral stands whose round began at ten."""
    return Progress(started_at=TEN_O_CLOCK, **facts)


def test_the_words_of_rules_and_packs_are_the_same() -> None:
    assert {str(action) for action in Action} == {str(action) for action in LadderAction}
    assert {str(rule) for rule in Tongue} == {str(rule) for rule in LanguageRule}


@pytest.mark.rule("D-14")
def test_the_overlapped_ladder_asks_the_next_while_time_runs() -> None:
    times = list(enumerate([0, 2, 4, 6, 9, 12, 18]))
    actions = [*[Action.GENERAL] * 5, Action.MASS, Action.MASS]

    for (rung, minutes), action in zip(times, actions, strict=True):
        here = progress(rung=rung, open_general=rung)
        found = next_action(OVERLAP, here, at=after(minutes))

        assert isinstance(found, Due)
        assert (found.action, found.rung) == (action, rung + 1)
        assert next_action(OVERLAP, here, at=after(minutes) + TICK) == found
        if minutes:
            assert next_action(OVERLAP, here, at=after(minutes) - TICK) == Wait(after(minutes))


@pytest.mark.rule("D-14")
def test_staff_are_alerted_and_a_breach_is_kept_in_their_time_whoever_is_asked() -> None:
    here = progress(rung=0, held_until=after(60), open_general=1)
    alerted = progress(rung=0, held_until=after(60), open_general=1, is_alerted=True)

    assert next_action(OVERLAP, here, at=after(22) - TICK) == Wait(after(22))
    assert next_action(OVERLAP, here, at=after(22)) == Due(Action.ALERT_STAFF, (), 0)
    assert next_action(OVERLAP, alerted, at=after(30) - TICK) == Wait(after(30))
    assert next_action(OVERLAP, alerted, at=after(30)) == Due(Action.RECORD_BREACH, (), 0)


@pytest.mark.rule("D-14")
def test_a_ladder_that_was_climbed_has_nothing_more() -> None:
    done = progress(rung=8, is_alerted=True, is_breached=True)

    assert next_action(OVERLAP, done, at=after(31)) is None
    assert next_action(OVERLAP, progress(rung=8), at=after(31)) == Due(Action.ALERT_STAFF, (), 8)


@pytest.mark.rule("D-14")
def test_a_rejection_brings_the_next_step_at_once_and_only_one() -> None:
    rejected = progress(rung=1, asked_at=after(0), rejected_at=after(1))
    asked_again = progress(rung=2, asked_at=after(1), rejected_at=after(1))

    assert isinstance(next_action(OVERLAP, rejected, at=after(1)), Due)
    assert next_action(OVERLAP, asked_again, at=after(1)) == Wait(after(4))


@pytest.mark.rule("D-14")
def test_a_rejection_brings_no_step_that_keeps_its_own_time() -> None:
    before_mass = progress(rung=5, asked_at=after(9), rejected_at=after(10))

    assert next_action(OVERLAP, before_mass, at=after(10)) == Wait(after(12))


@pytest.mark.rule("D-06")
@pytest.mark.rule("D-14")
def test_the_strict_ladder_asks_one_alone_for_the_whole_window() -> None:
    still_open = progress(rung=1, asked_at=after(0), open_general=1)
    closed = progress(rung=1, asked_at=after(0))
    closes = closes_at(after(0), window=edition().offers.general_window)

    assert closes == after(15)
    assert next_action(STRICT, still_open, at=closes) == Wait(after(30))
    assert next_action(STRICT, closed, at=closes - TICK) == Wait(closes)
    assert isinstance(next_action(STRICT, closed, at=closes), Due)


@pytest.mark.rule("D-14")
def test_the_strict_ladder_goes_on_at_once_after_a_rejection() -> None:
    rejected = progress(rung=1, asked_at=after(0), rejected_at=after(2))
    found = next_action(STRICT, rejected, at=after(2))

    assert isinstance(found, Due)
    assert found.action is Action.GENERAL


@pytest.mark.rule("D-14")
def test_the_strict_ladder_asks_everybody_when_its_time_is_up() -> None:
    marked = {"is_alerted": True, "is_breached": True}
    held_back = progress(rung=2, asked_at=after(16), open_general=1, **marked)
    free = progress(rung=2, asked_at=after(15), **marked)

    assert next_action(STRICT, held_back, at=after(30)) == Wait(None)
    assert next_action(STRICT, free, at=after(30) - TICK) == Wait(after(30))
    assert next_action(STRICT, free, at=after(30)) == Due(Action.MASS, (Ask(60, None, "interpreter"),), 3)


@pytest.mark.rule("D-22")
def test_nobody_more_is_asked_while_somebody_holds_the_referral() -> None:
    held = progress(rung=1, asked_at=after(0), held_until=after(8))

    assert next_action(OVERLAP, held, at=after(8) - TICK) == Wait(after(8))
    assert isinstance(next_action(OVERLAP, held, at=after(8)), Due)


@pytest.mark.rule("D-14")
def test_a_step_widens_for_as_many_people_where_nobody_fits() -> None:
    found = next_action(OVERLAP, progress(), at=after(0))

    assert found == Due(Action.GENERAL, (Ask(1, 60, "match"), Ask(1, None, "prefer")), 1)


@pytest.mark.rule("D-14")
def test_a_step_that_found_nobody_is_tried_again_soon_and_with_the_next() -> None:
    here = progress(rung=1, asked_at=after(0))
    soon = OVERLAP.look_again

    assert look_again_at(OVERLAP, here, at=after(2)) == after(2) + soon
    assert look_again_at(OVERLAP, here, at=after(4) - soon / 2) == after(4)
    assert look_again_at(OVERLAP, here, at=after(40)) == after(40) + soon


@pytest.mark.rule("D-13")
def test_a_round_that_starts_later_counts_from_its_own_start() -> None:
    again = Progress(started_at=after(90), is_breached=True, is_alerted=True)

    assert isinstance(next_action(OVERLAP, again, at=after(90)), Due)
    assert next_action(OVERLAP, Progress(after(90), rung=1), at=after(91)) == Wait(after(92))


@pytest.mark.rule("D-20")
def test_the_times_are_the_packs() -> None:
    steps = tuple(step.model_copy(update={"after": step.after * 2}) for step in OVERLAP.steps)
    slower = OVERLAP.model_copy(update={"steps": steps})

    assert next_action(slower, progress(rung=1), at=after(3)) == Wait(after(4))
    assert all(one.after <= other.after for one, other in pairwise(steps))

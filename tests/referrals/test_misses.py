"""What a miss is, and what three of them bring."""

from datetime import timedelta
from typing import Any

import pytest

from assistdesk.referrals.rules.misses import Answer, OfferFacts, Standing, after, is_miss
from tests.conftest import TEN_O_CLOCK
from tests.referrals.matching import changed, edition

TICK = timedelta(microseconds=1)
CLOSES = TEN_O_CLOCK + timedelta(minutes=15)
UNANSWERED: dict[str, Any] = {"kind": "general", "closes_at": CLOSES, "delivered_at": TEN_O_CLOCK}


def missed(**facts: Any) -> bool:
    """Tell whether an offer that nobody answered is a miss once it closed, with some facts changed."""
    return is_miss(OfferFacts(**{**UNANSWERED, **facts}), rules=edition().misses, at=CLOSES)


@pytest.mark.rule("D-06")
@pytest.mark.rule("D-21")
def test_an_offer_is_missed_at_the_moment_that_it_closes_and_not_before() -> None:
    offer = OfferFacts(**UNANSWERED)

    assert not is_miss(offer, rules=edition().misses, at=CLOSES - TICK)
    assert is_miss(offer, rules=edition().misses, at=CLOSES)


@pytest.mark.rule("D-21")
@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param({}, True, id="no answer"),
        pytest.param({"answered_at": CLOSES - TICK}, False, id="answered in the last moment"),
        pytest.param({"answered_at": CLOSES}, True, id="answered when it had closed"),
        pytest.param({"ended_at": CLOSES - TICK}, False, id="filled by another just before"),
        pytest.param({"ended_at": CLOSES}, True, id="filled by another when it had closed"),
        pytest.param({"delivered_at": None}, False, id="delivered on no channel"),
        pytest.param({"delivered_at": CLOSES - TICK}, True, id="delivered in the last moment"),
        pytest.param({"delivered_at": CLOSES}, False, id="delivered when it had closed"),
        pytest.param({"kind": "hand"}, True, id="offered by hand"),
        pytest.param({"kind": "mass"}, False, id="mass"),
    ],
)
def test_a_miss_is_delivered_open_to_its_end_and_unanswered(facts: dict[str, Any], *, expected: bool) -> None:
    assert missed(**facts) is expected


@pytest.mark.rule("D-20")
@pytest.mark.rule("D-21")
def test_the_pack_says_which_kinds_count() -> None:
    turned = changed(misses={"general_unanswered_is_a_miss": False, "mass_unanswered_is_a_miss": True}).misses

    assert not is_miss(OfferFacts(**UNANSWERED), rules=turned, at=CLOSES)
    assert is_miss(OfferFacts(**{**UNANSWERED, "kind": "mass"}), rules=turned, at=CLOSES)


@pytest.mark.rule("D-09")
def test_two_misses_warn_and_the_third_deregisters() -> None:
    rules = edition().misses

    assert after(0, Answer.MISSED, rules=rules) == Standing(1, is_warned=True, is_deregistered=False)
    assert after(1, Answer.MISSED, rules=rules) == Standing(2, is_warned=True, is_deregistered=False)
    assert after(2, Answer.MISSED, rules=rules) == Standing(3, is_warned=False, is_deregistered=True)


@pytest.mark.rule("D-09")
@pytest.mark.parametrize("answer", [Answer.ACCEPTED, Answer.REJECTED])
def test_an_answer_in_time_sets_the_count_back(answer: Answer) -> None:
    assert after(2, answer, rules=edition().misses) == Standing(0, is_warned=False, is_deregistered=False)


@pytest.mark.rule("D-20")
def test_the_count_and_what_resets_it_are_the_packs() -> None:
    rules = changed(misses={"deregister_after": 2, "warn_at": (), "reset_by": ("accepted",)}).misses

    assert after(1, Answer.MISSED, rules=rules).is_deregistered
    assert not after(0, Answer.MISSED, rules=rules).is_warned
    assert after(1, Answer.REJECTED, rules=rules).count == 1

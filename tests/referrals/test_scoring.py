"""The terms of a score: each from 0 to 1, and their sum by the pack's weights."""

from datetime import timedelta
from math import exp
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistdesk.referrals.rules.scoring import Ending, acceptance_chance, record_after, score
from assistdesk.referrals.rules.values import Record, Score, Term, miles_between
from tests.conftest import TEN_O_CLOCK
from tests.referrals.matching import FAR, NEAR, TOWN, candidate, changed, edition, request

WEIGHTS = edition().scoring
WINDOW = edition().offers.general_window


def scored(**facts: Any) -> Score:
    """Return the score of a helper with some facts changed."""
    return score(request(), candidate(1, **facts), rules=edition(), at=TEN_O_CLOCK)


def ended(record: Record, ending: Ending, *, open_for: timedelta = WINDOW) -> Record:
    """Return a record after one more offer ended at ten."""
    return record_after(record, ending, open_for=open_for, window=WINDOW, weights=WEIGHTS, at=TEN_O_CLOCK)


@pytest.mark.rule("D-05")
@pytest.mark.parametrize(
    ("facts", "term", "expected"),
    [
        ({}, Term.PROXIMITY, 1.0),
        ({"spot": NEAR}, Term.PROXIMITY, exp(-miles_between(TOWN, NEAR) / WEIGHTS.miles_scale)),
        ({"spot": None}, Term.PROXIMITY, 0.0),
        ({}, Term.REST, 1.0),
        ({"last_offer_at": TEN_O_CLOCK}, Term.REST, 0.0),
        ({"last_offer_at": TEN_O_CLOCK - WEIGHTS.rest_scale / 4}, Term.REST, 0.25),
        ({"last_offer_at": TEN_O_CLOCK - WEIGHTS.rest_scale * 2}, Term.REST, 1.0),
        ({}, Term.LANGUAGE, 1.0),
        ({"languages": frozenset({"es"})}, Term.LANGUAGE, 0.0),
        ({}, Term.MISSED_REFERRALS, 1.0),
        ({"consecutive_misses": 1}, Term.MISSED_REFERRALS, 2 / 3),
        ({"consecutive_misses": 3}, Term.MISSED_REFERRALS, 0.0),
        ({}, Term.ACCEPTANCE, WEIGHTS.acceptance_prior),
    ],
)
def test_each_term_is_what_it_says(facts: dict[str, Any], term: Term, expected: float) -> None:
    assert scored(**facts).terms[term] == pytest.approx(expected)


@pytest.mark.rule("D-05")
@pytest.mark.rule("D-20")
def test_the_total_is_the_sum_of_the_terms_by_the_packs_weights() -> None:
    found = scored(spot=FAR, consecutive_misses=1, last_offer_at=TEN_O_CLOCK - timedelta(minutes=30))

    assert found.total == pytest.approx(sum(getattr(WEIGHTS, term) * found.terms[term] for term in Term))


@given(
    asked=some.floats(0, 1_000),
    share=some.floats(0, 1),
    misses=some.integers(0, 5),
    minutes=some.integers(-10, 100_000),
)
def test_no_term_leaves_its_bounds(asked: float, share: float, misses: int, minutes: int) -> None:
    found = scored(
        record=Record(asked * share, asked, TEN_O_CLOCK - timedelta(days=1)),
        consecutive_misses=misses,
        last_offer_at=TEN_O_CLOCK - timedelta(minutes=minutes),
        spot=FAR,
    )

    assert all(0 <= value <= 1 for value in found.terms.values())


@pytest.mark.rule("D-05")
def test_a_record_is_the_programmes_mean_moved_by_the_helpers_own_offers() -> None:
    prior, weight = WEIGHTS.acceptance_prior, WEIGHTS.acceptance_prior_weight
    record = Record(3.0, 4.0, TEN_O_CLOCK)

    assert acceptance_chance(Record(), weights=WEIGHTS, at=TEN_O_CLOCK) == prior
    assert acceptance_chance(record, weights=WEIGHTS, at=TEN_O_CLOCK) == (prior * weight + 3) / (weight + 4)


@pytest.mark.rule("D-20")
def test_an_answer_counts_half_after_the_packs_half_life() -> None:
    later = TEN_O_CLOCK + WEIGHTS.acceptance_half_life
    whole = acceptance_chance(Record(2.0, 2.0, TEN_O_CLOCK), weights=WEIGHTS, at=TEN_O_CLOCK)
    half = acceptance_chance(Record(4.0, 4.0, TEN_O_CLOCK), weights=WEIGHTS, at=later)

    assert half == pytest.approx(whole)


@pytest.mark.parametrize(
    ("ending", "accepted", "asked"),
    [
        (Ending.ACCEPTED, 1.0, 1.0),
        (Ending.REJECTED, 0.0, 1.0),
        (Ending.LAPSED, 0.0, 1.0),
        (Ending.WITHDRAWN, 0.0, 0.2),
        (Ending.UNDELIVERED, 0.0, 0.0),
    ],
)
def test_what_an_offer_adds_to_a_record(ending: Ending, accepted: float, asked: float) -> None:
    found = ended(Record(), ending, open_for=timedelta(minutes=3))

    assert found.accepted == accepted
    assert found.asked == pytest.approx(asked)
    assert found.as_of == TEN_O_CLOCK


@pytest.mark.rule("D-20")
def test_the_pack_may_count_withdrawn_offers_whole() -> None:
    weights = changed(scoring={"censor_withdrawn": False}).scoring
    found = record_after(
        Record(),
        Ending.WITHDRAWN,
        open_for=timedelta(minutes=3),
        window=WINDOW,
        weights=weights,
        at=TEN_O_CLOCK,
    )

    assert found.asked == 1.0


def test_an_older_record_fades_before_it_is_added_to() -> None:
    old = Record(2.0, 4.0, TEN_O_CLOCK - WEIGHTS.acceptance_half_life)

    found = ended(old, Ending.ACCEPTED)

    assert found.accepted == pytest.approx(2.0)
    assert found.asked == pytest.approx(3.0)

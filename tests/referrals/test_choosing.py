"""Each factor, moved alone, changes who is asked; and everybody who was looked at is accounted for."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from assistdesk.referrals.rules.choice import NEAREST, Pool, choose, pools
from assistdesk.referrals.rules.ladder import Ask
from assistdesk.referrals.rules.policy import Tongue
from assistdesk.referrals.rules.values import Candidate, Choice, Reason, Record, Request, Term
from tests.conftest import TEN_O_CLOCK
from tests.referrals.matching import ANYWHERE, FAR, NEAR, ask, candidate, changed, edition, request

FIRST, SECOND = UUID(int=1), UUID(int=2)


def chosen(*candidates: Candidate, asked: Request | None = None, step: Ask = ANYWHERE) -> UUID | None:
    """Return who is asked; None where nobody fits."""
    found = choose(asked or request(), candidates, step=step, rules=edition(), at=TEN_O_CLOCK).chosen
    return found[0].candidate.id if found else None


@pytest.mark.rule("D-05")
@pytest.mark.parametrize(
    "moved",
    [
        pytest.param({"programs": frozenset({"medicaid"})}, id="program"),
        pytest.param({"spot": NEAR}, id="proximity"),
        pytest.param({"is_on_duty": False}, id="availability: off duty"),
        pytest.param({"is_paused": True}, id="availability: paused"),
        pytest.param({"open_count": 2}, id="availability: as many open as they take"),
        pytest.param({"languages": frozenset({"es"})}, id="preferred language"),
        pytest.param({"consecutive_misses": 1}, id="missed referrals"),
        pytest.param({"record": Record(0.0, 4.0, TEN_O_CLOCK)}, id="acceptance"),
        pytest.param({"last_offer_at": TEN_O_CLOCK}, id="rest"),
        pytest.param({"is_registered": False}, id="registration"),
        pytest.param({"missing": ("active_license",)}, id="criteria"),
    ],
)
def test_each_factor_moved_alone_changes_the_choice(moved: dict[str, Any]) -> None:
    one, other = candidate(1), candidate(2)

    assert chosen(one, other) == FIRST
    assert chosen(candidate(1, **moved), other) == SECOND


@pytest.mark.rule("D-05")
def test_the_type_asked_for_changes_the_choice() -> None:
    agent, navigator = candidate(1), candidate(2, role="navigator")

    assert chosen(agent, navigator) == FIRST
    assert chosen(agent, navigator, asked=request(helper_type="navigator")) == SECOND


@pytest.mark.rule("D-05")
def test_who_runs_an_agency_counts_as_the_type_that_residents_know() -> None:
    admin = candidate(1, role="agency_admin")

    assert chosen(admin, asked=request(helper_type="navigator")) == FIRST
    assert chosen(admin, asked=request(helper_type="agent")) is None


@pytest.mark.rule("D-05")
@pytest.mark.parametrize("language", list(Tongue))
def test_language_weighs_by_the_rule_of_the_step(language: Tongue) -> None:
    near_without = candidate(1, languages=frozenset({"en"}))
    far_with = candidate(2, languages=frozenset({"en", "es"}), spot=FAR)
    spanish = request(language="es")

    first = chosen(near_without, far_with, asked=spanish, step=ask(language=language))
    alone = chosen(near_without, asked=spanish, step=ask(language=language))

    assert first == (FIRST if language is Tongue.INTERPRETER else SECOND)
    assert alone == (None if language is Tongue.MATCH else FIRST)


@pytest.mark.rule("D-05")
def test_everybody_looked_at_is_accounted_for() -> None:
    out = candidate(3, is_paused=True, programs=frozenset({"medicaid"}), spot=FAR)
    found = looked_at(candidate(1, spot=NEAR), candidate(2), out)

    assert [one.id for one in found.considered] == [UUID(int=2), UUID(int=1), UUID(int=3)]
    assert found.considered[2].reasons == (Reason.PAUSED, Reason.WRONG_PROGRAM, Reason.TOO_FAR)
    assert found.considered[2].score is None
    for one in found.considered[:2]:
        assert one.score is not None
        assert set(one.score.terms) == set(Term)


def looked_at(*candidates: Candidate) -> Choice:
    """Return the whole choice within 60 miles."""
    step = ask(within_miles=60)
    return choose(request(), candidates, step=step, rules=edition(), at=TEN_O_CLOCK)


@pytest.mark.rule("D-05")
def test_near_the_best_whoever_had_least_work_is_asked() -> None:
    busy = candidate(1, accepts=4, available_hours=8.0)
    idle = candidate(2, accepts=1, available_hours=8.0, last_offer_at=TEN_O_CLOCK - timedelta(minutes=100))
    too_tired = candidate(3, available_hours=8.0, last_offer_at=TEN_O_CLOCK - timedelta(minutes=80))
    rules = changed(scoring={"rest": 0.2, "tie_band": 0.05})

    found = choose(request(), [busy, idle, too_tired], step=ANYWHERE, rules=rules, at=TEN_O_CLOCK)

    assert found.chosen[0].candidate.id == SECOND


@pytest.mark.parametrize(("lower", "expected"), [(0.0499, SECOND), (0.0501, FIRST)])
def test_the_band_ends_where_the_pack_says(lower: float, expected: UUID) -> None:
    rules = changed(scoring={"rest": 1.0, "tie_band": 0.05})
    rested_for = rules.scoring.rest_scale * (1 - lower)
    busy = candidate(1, accepts=4, available_hours=8.0)
    idle = candidate(2, available_hours=8.0, last_offer_at=TEN_O_CLOCK - rested_for)

    found = choose(request(), [busy, idle], step=ANYWHERE, rules=rules, at=TEN_O_CLOCK)

    assert found.chosen[0].candidate.id == expected


def test_as_many_are_asked_as_the_step_says_best_first() -> None:
    helpers = [candidate(number, consecutive_misses=number % 3) for number in range(1, 7)]
    found = choose(request(), helpers, step=ask(people=4), rules=edition(), at=TEN_O_CLOCK)

    assert [one.candidate.consecutive_misses for one in found.chosen] == [0, 0, 1, 1]
    assert len(found.considered) == 6


@pytest.mark.rule("D-20")
def test_a_weight_of_the_pack_moves_the_choice() -> None:
    near_but_refusing = candidate(1, record=Record(0.0, 20.0, TEN_O_CLOCK))
    far_but_willing = candidate(2, spot=FAR, record=Record(20.0, 20.0, TEN_O_CLOCK))
    both = [near_but_refusing, far_but_willing]

    nearest_counts = changed(scoring={"acceptance": 0.0, "proximity": 0.65})
    willing_counts = changed(scoring={"acceptance": 0.65, "proximity": 0.0})

    for rules, expected in ((nearest_counts, FIRST), (willing_counts, SECOND)):
        found = choose(request(), both, step=ANYWHERE, rules=rules, at=TEN_O_CLOCK)
        assert found.chosen[0].candidate.id == expected


@pytest.mark.rule("D-14")
@pytest.mark.parametrize(
    ("tongue", "languages"),
    [(Tongue.MATCH, ["es"]), (Tongue.PREFER, ["es", None]), (Tongue.INTERPRETER, [None])],
)
def test_a_step_looks_at_whom_its_language_rule_wants(tongue: Tongue, languages: list[str | None]) -> None:
    resident = request(language="es", helper_type="navigator")

    assert pools(resident, step=ask(language=tongue)) == tuple(
        Pool("qhp", "navigator", language, NEAREST) for language in languages
    )


@pytest.mark.rule("D-14")
@pytest.mark.parametrize(("people", "at_most"), [(1, 24), (12, 24), (13, 26), (60, 120)])
def test_a_step_that_asks_many_looks_at_twice_as_many(people: int, at_most: int) -> None:
    assert {one.at_most for one in pools(request(), step=ask(people=people))} == {at_most}

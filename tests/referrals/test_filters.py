"""What rules a helper out, each with its reason, and nothing else does."""

from math import nextafter
from typing import Any

import pytest

from assistdesk.referrals.rules.filters import ruled_out
from assistdesk.referrals.rules.policy import Tongue
from assistdesk.referrals.rules.values import Reason, Spot, miles_between
from assistdesk.shared.policy.schema.referrals import Criterion
from tests.referrals.matching import FAR, TOWN, ask, candidate, request


@pytest.mark.rule("D-05")
@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"is_registered": False}, Reason.NOT_REGISTERED),
        ({"is_registered": False, "is_deregistered": True}, Reason.DEREGISTERED),
        ({"is_paused": True}, Reason.PAUSED),
        ({"is_on_duty": False}, Reason.OFF_DUTY),
        ({"open_count": 2}, Reason.FULL),
        ({"programs": frozenset({"medicaid"})}, Reason.WRONG_PROGRAM),
        ({"role": "navigator"}, Reason.WRONG_TYPE),
        ({"languages": frozenset({"en"})}, Reason.WRONG_LANGUAGE),
        ({"spot": FAR}, Reason.TOO_FAR),
        ({"spot": None}, Reason.TOO_FAR),
        ({"number": 7}, Reason.ASKED_BEFORE),
    ],
)
def test_each_reason_rules_out_alone(facts: dict[str, Any], reason: Reason) -> None:
    asked = request(language="es", helper_type="agent", asked=frozenset({candidate(7).id}))
    step = ask(within_miles=60, language=Tongue.MATCH)
    fit: dict[str, Any] = {"number": 1, "languages": frozenset({"es"})}

    assert ruled_out(asked, candidate(**fit), step=step) == ()
    assert ruled_out(asked, candidate(**{**fit, **facts}), step=step) == (reason,)


@pytest.mark.rule("D-04")
@pytest.mark.parametrize("criterion", list(Criterion))
def test_each_criterion_of_a_pack_has_its_reason(criterion: Criterion) -> None:
    helper = candidate(1, missing=(criterion,))

    assert ruled_out(request(), helper, step=ask()) == (Reason(f"missing:{criterion}"),)


@pytest.mark.parametrize(("open_count", "is_full"), [(1, False), (2, True), (3, True)])
def test_a_helper_is_full_at_the_limit(open_count: int, *, is_full: bool) -> None:
    helper = candidate(1, open_count=open_count, most_open=2)

    assert (Reason.FULL in ruled_out(request(), helper, step=ask())) is is_full


def test_the_bound_of_a_distance_is_within_it() -> None:
    bound = miles_between(TOWN, FAR)
    helper = candidate(1, spot=FAR)

    assert ruled_out(request(), helper, step=ask(within_miles=bound)) == ()
    assert ruled_out(request(), helper, step=ask(within_miles=nextafter(bound, 0))) == (Reason.TOO_FAR,)


def test_where_the_residents_place_is_unknown_no_distance_rules_out() -> None:
    assert ruled_out(request(spot=None), candidate(1, spot=FAR), step=ask(within_miles=1)) == ()
    assert ruled_out(request(spot=None), candidate(1, spot=None), step=ask(within_miles=1)) == ()


def test_a_hard_filter_gives_way_to_no_step() -> None:
    step = ask(within_miles=None, language=Tongue.INTERPRETER)

    assert ruled_out(request(program="medicaid"), candidate(1), step=step) == (Reason.WRONG_PROGRAM,)


def test_miles_are_those_of_the_great_circle() -> None:
    louisville, paducah = Spot(38.2542, -85.7594), Spot(37.0834, -88.6000)

    assert miles_between(louisville, paducah) == pytest.approx(174.8, abs=0.5)
    assert miles_between(louisville, louisville) == 0.0

"""A simulated day is decided by the desk's own functions, and nothing in it gets lost."""

from datetime import timedelta

import pytest

from assistdesk.referrals.rules.choice import Pool, choose
from assistdesk.referrals.rules.policy import Action
from assistdesk.referrals.rules.values import miles_between
from assistdesk.referrals.simulation import contenders, measures
from assistdesk.referrals.simulation.contenders import Contender
from assistdesk.referrals.simulation.measures import gini
from assistdesk.referrals.simulation.optimum import optimum
from assistdesk.referrals.simulation.playing import play
from assistdesk.referrals.simulation.roll import Roll
from assistdesk.shared.policy.schema.referrals import ReferralsEdition
from tests.referrals.days import day
from tests.referrals.matching import changed, edition, request

WITHIN = edition().promise.call_back_within
RUNNING = contenders.standard(edition())[0]


@pytest.mark.rule("D-19")
def test_the_same_day_goes_the_same_way_again() -> None:
    first, again = (measures.of_played(play(RUNNING, day()), day(), within=WITHIN) for _ in range(2))
    other = measures.of_played(play(RUNNING, day(seed=2)), day(seed=2), within=WITHIN)

    assert first == again
    assert first != other


@pytest.mark.rule("D-19")
@pytest.mark.parametrize("contender", contenders.standard(edition()), ids=lambda one: one.key)
def test_nothing_is_lost_on_a_day(contender: Contender) -> None:
    today = day()
    played = play(contender, today)
    taken = [one for one in played.referrals if one.helper]

    assert [one.resident for one in played.referrals] == list(today.residents)
    assert all(not offer.is_open for one in played.referrals for offer in one.offers)
    assert sum(one.accepts for one in played.helpers) == len(taken) > 0
    assert all(one.open_count == 0 for one in played.helpers)
    assert all(len(one.asked) == len(one.offers) for one in played.referrals)


@pytest.mark.rule("D-19")
@pytest.mark.rule("D-09")
def test_nobody_is_asked_after_the_misses_that_deregister() -> None:
    most = edition().misses.deregister_after
    strict = contenders.profile(edition(), "strict")
    played = play(strict, day(answers={"answers_alpha": 0.001, "answers_beta": 5.0}, messages={"lost": {}}))
    general = [offer for one in played.referrals for offer in one.offers if offer.kind is Action.GENERAL]
    out = [one for one in played.helpers if one.is_out]

    assert out
    for one in out:
        own = [offer for offer in general if offer.helper is one]
        last_miss = sorted(offer.closes_at for offer in own)[most - 1]
        assert one.misses >= most
        assert all(offer.offered_at <= last_miss for offer in own)


@pytest.mark.rule("D-19")
@pytest.mark.rule("D-20")
def test_a_weight_of_the_pack_moves_the_days_choice_as_it_moves_the_desks() -> None:
    today = day()
    by_nearness = changed(scoring={"acceptance": 0.0, "proximity": 1.0, "tie_band": 0.0})
    by_record = changed(scoring={"acceptance": 1.0, "proximity": 0.0, "tie_band": 0.0})
    asked_first = [_first_asked(rules) for rules in (by_nearness, by_record)]

    assert asked_first[0] != asked_first[1]
    assert all(Contender("", "", rules, rules.ladder).chooser is choose for rules in (by_nearness, by_record))
    assert len(today.residents) == len(asked_first[0])


def _first_asked(rules: ReferralsEdition) -> list[int | None]:
    """Return whom the desk asks first for each request of a day, by number."""
    played = play(Contender("changed", "changed", rules, rules.ladder), day())
    return [one.offers[0].helper.helper.number if one.offers else None for one in played.referrals]


@pytest.mark.rule("D-19")
@pytest.mark.rule("D-23")
def test_at_night_nothing_is_promised_and_nobody_is_asked() -> None:
    only_at_three = [float(hour == 3) for hour in range(24)]
    played = play(RUNNING, day(requests={"by_hour": only_at_three, "per_hour": 20}))

    assert len(played.referrals) == 20
    assert not any(one.is_promised or one.offers for one in played.referrals)


@pytest.mark.rule("D-19")
@pytest.mark.rule("D-14")
def test_the_overlapped_ladder_calls_more_in_time_than_one_after_the_other() -> None:
    today = day(requests={"per_hour": 20}, helpers={"registered": 200})
    shares = {
        one.key: measures.of_played(play(one, today), today, within=WITHIN).measures
        for one in contenders.standard(edition())
    }
    best = measures.of_optimum(optimum(today, within=WITHIN), today, within=WITHIN).measures

    assert shares["overlap"].in_time >= shares["nearest"].in_time + 0.2
    assert shares["overlap"].in_time > shares["strict"].in_time
    assert shares["overlap"].in_time >= 0.97 * best.in_time
    assert shares["overlap"].deregistered <= 0.01, "one of the 115 on duty may have bad luck"
    assert shares["overlap"].deregistered <= shares["nearest"].deregistered / 10
    assert all(one.in_time <= best.in_time for one in shares.values())


@pytest.mark.rule("D-19")
def test_the_optimum_serves_nobody_twice_and_no_helper_beyond_their_hours() -> None:
    today = day()
    ways = optimum(today, within=WITHIN)

    assert len({way.resident.number for way in ways}) == len(ways) > 0
    for way in ways:
        called_at = way.resident.requested_at + timedelta(minutes=way.minutes)
        assert called_at - way.resident.requested_at <= WITHIN
        assert way.resident.program in way.helper.programs
        assert way.accepted_at >= way.helper.duty[0][0]


@pytest.mark.parametrize("most", [5, 500])
def test_the_nearest_who_are_free_are_looked_at(most: int) -> None:
    today = day(helpers={"registered": 300, "on_shift": 1.0})
    roll, resident = Roll(today), today.residents[0]
    free = [one for number, one in enumerate(roll.all) if number % 3 and number < 60 + most]
    for one in free:
        one.is_on_duty = True
        roll.changed(one)
    fitting = [one for one in free if resident.program in one.helper.programs]
    nearest = sorted(fitting, key=lambda one: miles_between(one.helper.spot, resident.place.spot))
    wanted = request(
        program=resident.program, spot=resident.place.spot, asked=frozenset({nearest[0].helper.id})
    )

    found = roll.looked_at(wanted, [Pool(resident.program, "", None, at_most=10)], at=resident.requested_at)

    assert [one.id for one in found] == [one.helper.id for one in nearest[1:11]]


@pytest.mark.parametrize(
    ("values", "expected"), [([], 0.0), ([0.0, 0.0], 0.0), ([2.0, 2.0], 0.0), ([0.0, 0.0, 0.0, 1.0], 0.75)]
)
def test_gini_tells_how_unevenly_work_is_spread(values: list[float], expected: float) -> None:
    assert gini(values) == pytest.approx(expected)

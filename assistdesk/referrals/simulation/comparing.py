"""Plays the same days with several policies, on all cores, and puts what came out side by side."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from importlib import import_module
from math import sqrt
from multiprocessing import get_context
from os import cpu_count, nice
from statistics import fmean, stdev

from assistdesk.referrals.simulation import measures, population
from assistdesk.referrals.simulation.contenders import Contender
from assistdesk.referrals.simulation.measures import NAMES, Result
from assistdesk.referrals.simulation.playing import play
from assistdesk.referrals.simulation.population import Day
from assistdesk.referrals.simulation.scenario import Scenario
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.policy.schema.referrals import Criteria

BEST = "optimum"
T_95 = (12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.20, 2.18, 2.16, 2.14, 2.13)
"""The 97.5 % points of Student's t distribution from 1 degree of freedom on; 1.96 beyond."""

POLITE = 10
"""How much a process apart leaves the others the way, as `nice` counts it."""

Told = Callable[[int, int], None]
"""Is told how many of how many days are played, each day counted for each policy."""

Policies = tuple[Contender | None, ...]
"""Policies in their order; None is the optimum."""


class Cores(Enum):
    """Where days are played: ONE_APART is a process of its own, so that a worker's other work goes on."""

    ALL = "all"
    ONE_APART = "one apart"
    THIS_ONE = "this one"


@dataclass(frozen=True, slots=True)
class Figure:
    """The mean over all days and half the width of its 95 % interval; None where there was one day."""

    mean: float
    margin: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """What came out for one policy on some days: each measure, the share in time by group, all minutes.

    `by_day` holds the measures of each day, in the order of the days.
    """

    key: str
    title: str
    by_day: tuple[dict[str, float], ...]
    figures: dict[str, Figure]
    groups: dict[str, Figure]
    minutes: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What one process plays in one go: some policies, or the optimum where one is None, on one day."""

    policies: Policies
    scenario: Scenario
    pack: Pack
    seed: int


def compare(
    scenario: Scenario,
    contenders: Sequence[Contender],
    *,
    pack: Pack,
    with_optimum: bool,
    told: Told,
    cores: Cores,
) -> list[Line]:
    """Return a line for each policy, in their order, then the optimum's.

    Every policy meets the same days. `told` hears after some how many are done.
    """
    policies: Policies = (*contenders, *((None,) if with_optimum else ()))
    seeds = range(scenario.seeds.first, scenario.seeds.first + scenario.seeds.count)
    dealt = [(seed, hand) for seed in seeds for hand in _dealt(len(policies), _processes(cores))]
    shares = [Share(tuple(policies[place] for place in hand), scenario, pack, seed) for seed, hand in dealt]
    by_policy: list[list[Result]] = [[] for _ in policies]
    done = 0
    for (_, hand), results in zip(dealt, _results(shares, cores=cores), strict=True):
        for place, result in zip(hand, results, strict=True):
            by_policy[place].append(result)
        done += len(results)
        told(done, len(policies) * len(seeds))
    return [line(policy, results) for policy, results in zip(policies, by_policy, strict=True)]


def _processes(cores: Cores) -> int:
    return (cpu_count() or 1) if cores is Cores.ALL else 1


def _dealt(policies: int, hands: int) -> list[range]:
    """Deal the policies of one day out by their places, so that processes can play it side by side."""
    hands = min(hands, policies)
    return [range(hand, policies, hands) for hand in range(hands)]


def _results(shares: Sequence[Share], *, cores: Cores) -> Iterator[Sequence[Result]]:
    pool = None if _processes(cores) == 1 and cores is not Cores.ONE_APART else _pool(cores)
    if pool is None:
        yield from map(played, shares)
        return
    with pool:
        yield from pool.map(played, shares)


def _pool(cores: Cores) -> ProcessPoolExecutor | None:
    """Return processes to play in; None where this machine gives none, so that it is done in this one."""
    try:
        if cores is Cores.ALL:
            return ProcessPoolExecutor(_processes(cores))
        return ProcessPoolExecutor(1, get_context("spawn"), initializer=nice, initargs=(POLITE,))
    except (ImportError, NotImplementedError, OSError):
        return None


def played(share: Share) -> list[Result]:
    """Return what each policy of a share was like; those under which the same people may help share a day."""
    where = population.places_of(share.pack)
    day: Day | None = None
    criteria: Criteria | None = None
    results: list[Result] = []
    for policy in share.policies:
        edition = policy.edition if policy else share.pack.referrals_on(share.scenario.day)
        if day is None or edition.criteria != criteria:
            criteria = edition.criteria
            day = population.make(
                share.scenario, pack=share.pack, edition=edition, where=where, seed=share.seed
            )
        results.append(_result(policy, day, within=edition.promise.call_back_within))
    return results


def _result(policy: Contender | None, day: Day, *, within: timedelta) -> Result:
    if policy is None:
        solver = import_module("assistdesk.referrals.simulation.optimum")  # heavy, and not for every process
        return measures.of_optimum(solver.optimum(day, within=within), day, within=within)
    return measures.of_played(play(policy, day), day, within=within)


def line(contender: Contender | None, results: Sequence[Result]) -> Line:
    """Return the means of a policy's days, with their intervals."""
    numbers = [result.numbers() for result in results]
    groups = sorted({name for result in results for name in result.groups})
    return Line(
        key=contender.key if contender else BEST,
        title=contender.title if contender else "optimum",
        by_day=tuple(numbers),
        figures={name: figure([one[name] for one in numbers]) for name in NAMES},
        groups={name: figure([one.groups[name] for one in results if name in one.groups]) for name in groups},
        minutes=tuple(sorted(minute for result in results for minute in result.minutes)),
    )


def figure(values: Sequence[float]) -> Figure:
    """Return the mean of some days and how sure it is."""
    if len(values) < 2:
        return Figure(fmean(values), None)
    freedom = len(values) - 1
    t = T_95[freedom - 1] if freedom <= len(T_95) else 1.96
    return Figure(fmean(values), t * stdev(values) / sqrt(len(values)))


def difference(now: Line, then: Line) -> dict[str, Figure]:
    """Return how much more each measure is with `then`, day by day, so that what the days share falls out."""
    return {
        name: figure(
            [after[name] - before[name] for before, after in zip(now.by_day, then.by_day, strict=True)]
        )
        for name in NAMES
    }

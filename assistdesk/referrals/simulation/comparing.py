"""Plays the same days with several policies, on all cores, and puts what came out side by side."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
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
from assistdesk.referrals.simulation.scenario import Scenario
from assistdesk.shared.policy.schema import Pack

BEST = "optimum"
T_95 = (12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.20, 2.18, 2.16, 2.14, 2.13)
"""The 97.5 % points of Student's t distribution from 1 degree of freedom on; 1.96 beyond."""

POLITE = 10
"""How much a process apart leaves the others the way, as `nice` counts it."""

Told = Callable[[int, int], None]
"""Is told how many of how many runs are done."""


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
class Run:
    """One policy, or the optimum where it is None, on one day."""

    contender: Contender | None
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

    Every policy meets the same days. `told` hears after each how many are done.
    """
    policies: list[Contender | None] = [*contenders, *([None] if with_optimum else [])]
    seeds = range(scenario.seeds.first, scenario.seeds.first + scenario.seeds.count)
    runs = [Run(policy, scenario, pack, seed) for policy in policies for seed in seeds]
    results = list(_counted(_results(runs, cores=cores), len(runs), told))
    days = len(seeds)
    return [line(policy, results[index * days : (index + 1) * days]) for index, policy in enumerate(policies)]


def _results(runs: Sequence[Run], *, cores: Cores) -> Iterator[Result]:
    if cores is Cores.THIS_ONE or (cores is Cores.ALL and cpu_count() == 1):
        yield from map(played, runs)
        return
    with _pool(cores) as pool:
        yield from pool.map(played, runs)


def _pool(cores: Cores) -> ProcessPoolExecutor:
    if cores is Cores.ALL:
        return ProcessPoolExecutor(cpu_count() or 1)
    return ProcessPoolExecutor(1, get_context("spawn"), initializer=nice, initargs=(POLITE,))


def _counted(results: Iterable[Result], total: int, told: Told) -> Iterator[Result]:
    for number, result in enumerate(results, 1):
        told(number, total)
        yield result


def played(run: Run) -> Result:
    """Return what one run was like."""
    edition = run.contender.edition if run.contender else run.pack.referrals_on(run.scenario.day)
    day = population.make(
        run.scenario,
        pack=run.pack,
        edition=edition,
        where=population.places_of(run.pack),
        seed=run.seed,
    )
    within = edition.promise.call_back_within
    if run.contender is None:
        solver = import_module("assistdesk.referrals.simulation.optimum")  # heavy, and not for every process
        return measures.of_optimum(solver.optimum(day, within=within), day, within=within)
    return measures.of_played(play(run.contender, day), day, within=within)


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

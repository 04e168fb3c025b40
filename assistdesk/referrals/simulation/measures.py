"""What a day was like, in numbers that policies can be compared by."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from statistics import fmean, median
from typing import TypeVar

from assistdesk.referrals.simulation.playing import Played
from assistdesk.referrals.simulation.population import Day, Resident
from assistdesk.referrals.simulation.roll import hours_until
from assistdesk.referrals.simulation.ways import Way

MINUTE = timedelta(minutes=1)
SMALL_PLACE = 5_000
"""A ZIP code where fewer people live counts as a small place."""
NOON, EVENING = 12, 17


@dataclass(frozen=True, slots=True)
class Called:
    """One resident's request: minutes until the first attempt, or None where nobody called."""

    resident: Resident
    is_promised: bool
    minutes: float | None
    miles: float
    speaks: bool


@dataclass(frozen=True, slots=True)
class Measures:
    """A day in numbers; shares are from 0 to 1.

    `in_time`: called within the promise, of all requests; `promise_kept`: of those that were promised it;
    `in_half`: called within half the time. Minutes and miles are of those who were called. `language`: of
    the residents who asked for another language than the marketplace's first and were called, those whose
    helper speaks it. `notices` are offers made, and `misses` missed ones, for each request. `deregistered`:
    of the helpers with hours that day. `gini`: how unevenly accepted referrals for each hour on duty are
    spread among these, 0 for evenly.
    """

    requests: float
    promised: float
    in_time: float
    promise_kept: float
    in_half: float
    minutes_median: float
    minutes_p90: float
    miles: float
    language: float
    notices: float
    misses: float
    deregistered: float
    gini: float


One = TypeVar("One")
NAMES = tuple(field.name for field in fields(Measures))


@dataclass(frozen=True, slots=True)
class Result:
    """One policy on one day: its measures, the share called in time by group, all minutes."""

    measures: Measures
    groups: dict[str, float]
    minutes: tuple[float, ...]

    def numbers(self) -> dict[str, float]:
        """Return the measures by name."""
        return asdict(self.measures)


def of_played(played: Played, day: Day, *, within: timedelta) -> Result:
    """Return what a played day was like; `within` is what is promised."""
    calls = [
        Called(
            resident=one.resident,
            is_promised=one.is_promised,
            minutes=None
            if one.contacted_at is None
            else (one.contacted_at - one.resident.requested_at) / MINUTE,
            miles=one.helper.miles or 0.0 if one.helper else 0.0,
            speaks=one.helper is not None and one.helper.speaks,
        )
        for one in played.referrals
    ]
    there = [one for one in played.helpers if one.helper.duty]
    rates = [one.accepts / hours_until(one.helper, one.helper.duty[-1][1]) for one in there]
    return _result(
        day,
        calls,
        within=within,
        notices=sum(len(one.offers) for one in played.referrals),
        misses=sum(one.misses for one in played.referrals),
        deregistered=_share(there, lambda one: one.is_out),
        gini=gini(rates),
    )


def of_optimum(ways: Sequence[Way], day: Day, *, within: timedelta) -> Result:
    """Return what the best possible day would be like."""
    served = {way.resident.number: way for way in ways}
    accepts = dict.fromkeys((one.number for one in day.helpers if one.duty), 0)
    for way in ways:
        accepts[way.helper.number] += 1
    rates = [accepts[one.number] / hours_until(one, one.duty[-1][1]) for one in day.helpers if one.duty]
    calls = [_called(resident, served.get(resident.number)) for resident in day.residents]
    return _result(day, calls, within=within, notices=len(ways), misses=0, deregistered=0.0, gini=gini(rates))


def _called(resident: Resident, way: Way | None) -> Called:
    if way is None:
        return Called(resident, is_promised=False, minutes=None, miles=0.0, speaks=False)
    return Called(resident, is_promised=True, minutes=way.minutes, miles=way.miles, speaks=way.speaks)


def _result(
    day: Day,
    calls: Sequence[Called],
    *,
    within: timedelta,
    notices: int,
    misses: int,
    deregistered: float,
    gini: float,
) -> Result:
    most = within / MINUTE
    reached = [one for one in calls if one.minutes is not None]
    minutes = sorted(one.minutes for one in calls if one.minutes is not None)
    other = [one for one in reached if one.resident.language != day.language]

    def in_time(one: Called) -> bool:
        return one.minutes is not None and one.minutes <= most

    measures = Measures(
        requests=float(len(calls)),
        promised=_share(calls, lambda one: one.is_promised),
        in_time=_share(calls, in_time),
        promise_kept=_share([one for one in calls if one.is_promised], in_time),
        in_half=_share(calls, lambda one: one.minutes is not None and one.minutes <= most / 2),
        minutes_median=median(minutes) if minutes else 0.0,
        minutes_p90=minutes[len(minutes) * 9 // 10] if minutes else 0.0,
        miles=fmean(one.miles for one in reached) if reached else 0.0,
        language=_share(other, lambda one: one.speaks),
        notices=notices / max(1, len(calls)),
        misses=misses / max(1, len(calls)),
        deregistered=deregistered,
        gini=gini,
    )
    groups = {name: _share(some, in_time) for name, some in sorted(_groups(calls).items())}
    return Result(measures, groups, tuple(minutes))


def _groups(calls: Iterable[Called]) -> dict[str, list[Called]]:
    found: dict[str, list[Called]] = {}
    for one in calls:
        for name in _groups_of(one.resident):
            found.setdefault(name, []).append(one)
    return found


def _groups_of(resident: Resident) -> tuple[str, ...]:
    hour = resident.local_hour
    part = "morning" if hour < NOON else "afternoon" if hour < EVENING else "evening"
    place = "small" if resident.place.people < SMALL_PLACE else "larger"
    return f"hour:{part}", f"language:{resident.language}", f"place:{place}"


def _share(some: Sequence[One], is_so: Callable[[One], bool]) -> float:
    return sum(is_so(one) for one in some) / len(some) if some else 0.0


def gini(values: Sequence[float]) -> float:
    """Return how unevenly something is spread: 0 where all have the same, nearly 1 where one has all."""
    total = sum(values)
    if not total:
        return 0.0
    ranked = sorted(values)
    count = len(ranked)
    return (
        2 * sum(rank * value for rank, value in enumerate(ranked, 1)) / (count * total) - (count + 1) / count
    )

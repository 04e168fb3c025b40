"""Who is on duty as a simulated day goes on, nearest first, as the desk's own search finds them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

from assistdesk.referrals.rules.choice import Pool
from assistdesk.referrals.rules.filters import is_of_type
from assistdesk.referrals.rules.values import Candidate, Record, Spot, miles_between
from assistdesk.referrals.simulation.population import Day, Helper

HOUR = timedelta(hours=1)
FEW = 60
"""Where no more are free than this, they are looked through one by one."""


@dataclass(slots=True, eq=False)
class OnDuty:
    """One helper as the day goes on. A de-registered one comes back on another day."""

    helper: Helper
    most_open: int
    record: Record
    is_on_duty: bool = False
    is_out: bool = False
    open_count: int = 0
    misses: int = 0
    accepts: int = 0
    last_offer_at: datetime | None = None
    is_free: bool = False
    seen: Candidate | None = None

    def candidate(self, at: datetime) -> Candidate:
        """Return this helper as a choice sees one; hours on duty are those at the last change."""
        if self.seen is None:
            helper = self.helper
            self.seen = Candidate(
                id=helper.id,
                role=helper.role,
                programs=helper.programs,
                languages=helper.languages,
                spot=helper.spot,
                is_on_duty=self.is_on_duty,
                is_registered=not self.is_out,
                is_deregistered=self.is_out,
                open_count=self.open_count,
                most_open=self.most_open,
                consecutive_misses=self.misses,
                record=self.record,
                last_offer_at=self.last_offer_at,
                accepts=self.accepts,
                available_hours=hours_until(helper, at),
            )
        return self.seen


def hours_until(helper: Helper, at: datetime) -> float:
    """Return how many hours a helper was on duty before `at`."""
    return sum((max(timedelta(0), min(end, at) - start) for start, end in helper.duty), timedelta(0)) / HOUR


class Roll:
    """All helpers of a day."""

    def __init__(self, day: Day) -> None:
        most_open = day.scenario.helpers.most_open
        self.all = [OnDuty(helper, most_open, helper.record) for helper in day.helpers]
        self._free: dict[int, OnDuty] = {}
        self.by_id = {one.helper.id: one for one in self.all}
        self._nearest: dict[Spot, list[tuple[float, OnDuty]]] = {}

    def changed(self, one: OnDuty) -> None:
        """Take note that something about a helper is not as it was: perhaps whether they can be asked."""
        one.seen = None
        one.is_free = one.is_on_duty and not one.is_out and one.open_count < one.most_open
        if one.is_free:
            self._free[one.helper.number] = one
        else:
            self._free.pop(one.helper.number, None)

    def looked_at(self, spot: Spot, pools: Iterable[Pool], *, at: datetime) -> list[Candidate]:
        """Return the helpers of `pools`: those of a later one only where the ones before are too few."""
        found: dict[int, Candidate] = {}
        nearest = self.nearest(spot) if len(self._free) > FEW else _by_miles(spot, self._free.values())
        for pool in pools:
            farthest = inf if pool.within_miles is None else pool.within_miles
            for miles, one in nearest:
                if miles > farthest or len(found) >= pool.at_most:
                    break
                if one.is_free and _fits(one.helper, pool):
                    found.setdefault(one.helper.number, one.candidate(at))
        return list(found.values())

    def free(self, *, at: datetime) -> list[Candidate]:
        """Return everybody who can be asked at all."""
        return [one.candidate(at) for one in self._free.values()]

    def nearest(self, spot: Spot) -> list[tuple[float, OnDuty]]:
        """Return everybody with hours today, on duty now or not, nearest first, each with the distance."""
        if spot not in self._nearest:
            self._nearest[spot] = _by_miles(spot, (one for one in self.all if one.helper.duty))
        return self._nearest[spot]


def _by_miles(spot: Spot, some: Iterable[OnDuty]) -> list[tuple[float, OnDuty]]:
    placed = [(miles_between(spot, one.helper.spot), one) for one in some]
    return sorted(placed, key=lambda pair: (pair[0], pair[1].helper.number))


def _fits(helper: Helper, pool: Pool) -> bool:
    return (
        pool.program in helper.programs
        and (pool.language is None or pool.language in helper.languages)
        and (not pool.helper_type or is_of_type(helper.role, asked=pool.helper_type))
    )

"""Who is on duty as a simulated day goes on, nearest first, as the desk's own search finds them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice

from assistdesk.referrals.rules.choice import Pool
from assistdesk.referrals.rules.filters import is_of_type
from assistdesk.referrals.rules.values import Candidate, Record, Request, Spot, miles_between
from assistdesk.referrals.simulation.population import Day, Helper

HOUR = timedelta(hours=1)

Sheet = tuple[str, str | None, str]
"""A program, a language (None: any), and a type of helper (empty: any): as the desk's own search has them."""


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
        self.by_id = {one.helper.id: one for one in self.all}
        self._near = nearness(day)
        self._free: set[int] = set()
        self._sheets: dict[Sheet, set[int]] = {}

    def changed(self, one: OnDuty) -> None:
        """Take note that something about a helper is not as it was: perhaps whether they can be asked."""
        one.seen = None
        is_free = one.is_on_duty and not one.is_out and one.open_count < one.most_open
        if is_free == one.is_free:
            return
        one.is_free = is_free
        change = set.add if is_free else set.discard
        change(self._free, one.helper.number)
        for sheet, numbers in self._sheets.items():
            if _lies_on(one.helper, sheet):
                change(numbers, one.helper.number)

    def looked_at(self, request: Request, pools: Iterable[Pool], *, at: datetime) -> list[Candidate]:
        """Return the helpers of all `pools`, each once, those of one pool nearest first.

        Of a resident whose place nobody knows, everybody is equally far.
        """
        order = self._near.order(request.spot) if request.spot else range(len(self.all))
        asked = {self.by_id[one].helper.number for one in request.asked}
        found: dict[int, None] = {}
        for pool in pools:
            free = self._free_on((pool.program, pool.language, pool.helper_type)) - asked
            found.update(dict.fromkeys(islice(filter(free.__contains__, order), pool.at_most)))
        return [self.all[number].candidate(at) for number in found]

    def free(self, program: str, *, at: datetime) -> list[Candidate]:
        """Return everybody who can be asked about a program at all."""
        return [self.all[number].candidate(at) for number in self._free_on((program, None, ""))]

    def _free_on(self, sheet: Sheet) -> set[int]:
        """Return the numbers of those on a sheet who can be asked; it is kept from then on."""
        found = self._sheets.get(sheet)
        if found is None:
            found = {number for number in self._free if _lies_on(self.all[number].helper, sheet)}
            self._sheets[sheet] = found
        return found


def _lies_on(helper: Helper, sheet: Sheet) -> bool:
    program, language, helper_type = sheet
    return (
        program in helper.programs
        and (language is None or language in helper.languages)
        and (not helper_type or is_of_type(helper.role, asked=helper_type))
    )


class Nearness:
    """Who of a day's helpers lives how near to which place; worked out once for each place."""

    def __init__(self, day: Day) -> None:
        self._helpers = [one for one in day.helpers if one.duty]
        self._homes = list(dict.fromkeys(one.spot for one in self._helpers))
        self._orders: dict[Spot, dict[int, float]] = {}

    def order(self, spot: Spot) -> dict[int, float]:
        """Return everybody with hours that day, on duty now or not: the miles from a place by their number.

        The nearest come first; equally far ones by number.
        """
        found = self._orders.get(spot)
        if found is None:
            far = {home: miles_between(spot, home) for home in self._homes}
            placed = sorted((far[one.spot], one.number) for one in self._helpers)
            found = self._orders[spot] = {number: miles for miles, number in placed}
        return found


@lru_cache(maxsize=1)
def nearness(day: Day) -> Nearness:
    """Return the map of a day; all policies that meet it one after the other share it."""
    return Nearness(day)

"""Plays a day: events in the order of the simulated clock, until nothing is left to happen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

from assistdesk.referrals.simulation.contenders import Contender
from assistdesk.referrals.simulation.desk import Desk, Referral
from assistdesk.referrals.simulation.population import Day, Resident
from assistdesk.referrals.simulation.roll import OnDuty, Roll

Happening = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Played:
    """How a day went: every referral, and every helper."""

    referrals: list[Referral]
    helpers: list[OnDuty]


class SimulatedClock:
    """Runs what is due, in the order of time; of one moment, in the order in which it was asked for."""

    def __init__(self) -> None:
        self._due: list[tuple[datetime, int, Happening]] = []
        self._order = count()

    def later(self, at: datetime, happening: Happening) -> None:
        """Run `happening` at a moment."""
        heappush(self._due, (at, next(self._order), happening))

    def run(self) -> None:
        """Run until nothing is left."""
        while self._due:
            at, _, happening = heappop(self._due)
            happening(at)


def play(contender: Contender, day: Day) -> Played:
    """Return how `day` goes with a policy."""
    clock, roll = SimulatedClock(), Roll(day)
    desk = Desk(contender, day, roll, clock.later)
    for one in roll.all:
        for start, end in one.helper.duty:
            clock.later(start, _turns(roll, one, is_on_duty=True))
            clock.later(end, _turns(roll, one, is_on_duty=False))
    for resident in day.residents:
        clock.later(resident.requested_at, _asks(desk, resident))
    clock.run()
    return Played(desk.referrals, roll.all)


def _asks(desk: Desk, resident: Resident) -> Happening:
    return lambda at: desk.take(resident, at=at)


def _turns(roll: Roll, one: OnDuty, *, is_on_duty: bool) -> Happening:
    def happen(_at: datetime) -> None:
        one.is_on_duty = is_on_duty
        roll.changed(one)

    return happen

"""How one helper answers the offer of one request: the same whoever asks, and whenever.

So every policy meets the same people, and what differs between two of them is the policy.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import exp
from random import Random

from assistdesk.referrals.simulation.population import Day, Helper, Resident
from assistdesk.referrals.simulation.scenario import Scenario


class Reaction(StrEnum):
    """What a helper does with an offer."""

    ACCEPTS = "accepts"
    REJECTS = "rejects"
    IGNORES = "ignores"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a helper does, and how long after the offer; for IGNORES it means nothing."""

    reaction: Reaction
    after: timedelta


_draws = Random(0)
IGNORED = Reply(Reaction.IGNORES, timedelta(0))


def reply(day: Day, resident: Resident, helper: Helper, *, is_mass: bool) -> Reply:
    """Return how `helper` answers an offer of the request of `resident`."""
    given = day.scenario.answers
    draw = _drawn_by((day.seed << 48) + (resident.number << 24) + helper.number)
    answers = helper.answers * (given.mass_share if is_mass else 1.0)
    if draw.random() >= answers:
        return IGNORED
    minutes = given.minutes_median * exp(draw.gauss(0.0, given.minutes_spread))
    reaction = Reaction.REJECTS if draw.random() < given.rejects else Reaction.ACCEPTS
    return Reply(reaction, timedelta(minutes=minutes))


def _drawn_by(seed: int) -> Random:
    """Return the numbers that a seed gives, to be drawn before the next seed is: it is always the same one.

    Making a new one each time takes twice as long.
    """
    _draws.seed(seed)
    return _draws


def until_called(scenario: Scenario) -> timedelta:
    """Return how long after acceptance the resident is called."""
    return timedelta(minutes=scenario.answers.call_minutes)


def case_length(day: Day, resident: Resident) -> timedelta:
    """Return how long the case of a resident takes from the call on."""
    given = day.scenario.answers
    draw = _drawn_by((day.seed << 48) + (resident.number << 24) + (1 << 23))
    minutes = given.case_minutes_median * exp(draw.gauss(0.0, given.case_minutes_spread))
    return timedelta(minutes=minutes)

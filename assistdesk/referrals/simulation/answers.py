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

NO_TIME = timedelta(0)
_draws = Random(0)


class Reaction(StrEnum):
    """What a helper does with an offer."""

    ACCEPTS = "accepts"
    REJECTS = "rejects"
    IGNORES = "ignores"


@dataclass(frozen=True, slots=True)
class Reply:
    """What a helper does, and how long after the offer; for IGNORES `after` means nothing.

    `arrives`: one of the messages got to them. Of who answers by link, `passcode_after` is how long after
    Accept the passcode is typed, None where it never is; signed in, it is no time at all. `back_after` is how
    long somebody takes who waited in line and whose turn it is, None where they have gone.
    """

    reaction: Reaction
    after: timedelta = NO_TIME
    arrives: bool = True
    passcode_after: timedelta | None = NO_TIME
    back_after: timedelta | None = NO_TIME


IGNORED = Reply(Reaction.IGNORES)
LOST = Reply(Reaction.IGNORES, arrives=False)


def reply(day: Day, resident: Resident, helper: Helper, *, is_mass: bool) -> Reply:
    """Return how `helper` answers an offer of the request of `resident`.

    Who only looks at messages can't answer what is lost; who is signed in sees the offer all the same.
    """
    given = day.scenario.answers
    draw = _drawn_by((day.seed << 48) + (resident.number << 24) + helper.number)
    answers = helper.answers * (given.mass_share if is_mass else 1.0)
    if draw.random() >= answers:
        return IGNORED if _arrives(day.scenario, helper, draw) else LOST
    after = _lognormal(given.minutes_median, given.minutes_spread, draw)
    reaction = Reaction.REJECTS if draw.random() < given.rejects else Reaction.ACCEPTS
    is_by_link = draw.random() < given.by_link
    arrives = _arrives(day.scenario, helper, draw)
    if is_by_link and not arrives:
        return LOST
    typed_after = _lognormal(given.passcode_minutes_median, given.passcode_minutes_spread, draw)
    is_typed = draw.random() >= given.passcode_never_typed
    back_after = _lognormal(given.passcode_minutes_median, given.passcode_minutes_spread, draw)
    return Reply(
        reaction,
        after,
        arrives=arrives,
        passcode_after=(typed_after if is_typed else None) if is_by_link else NO_TIME,
        back_after=back_after if draw.random() < given.comes_back else None,
    )


def _lognormal(median: float, spread: float, draw: Random) -> timedelta:
    return timedelta(minutes=median * exp(draw.gauss(0.0, spread)))


def _arrives(scenario: Scenario, helper: Helper, draw: Random) -> bool:
    """Tell whether a message arrives by one of the helper's channels at least."""
    lost = scenario.messages.lost
    arrived = [draw.random() >= lost.get(channel, 0.0) for channel in helper.channels]
    return any(arrived)


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
    return _lognormal(given.case_minutes_median, given.case_minutes_spread, draw)

"""The policies that a day is played with: the pack's, and those that it is compared with."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from assistdesk.referrals.rules.choice import choose
from assistdesk.referrals.rules.filters import ruled_out
from assistdesk.referrals.rules.policy import Action, Ladder, Reach, Rules, Tongue
from assistdesk.referrals.rules.scoring import score
from assistdesk.referrals.rules.values import Candidate, Choice, Ranked, Request, miles_between
from assistdesk.shared.policy.schema.referrals import ReferralsEdition

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
SERIAL_STEPS = 12
NOW, THEN = "now", "then"


class Chooser(Protocol):
    """Who decides which of the candidates are asked; `choose` is the desk's own."""

    def __call__(
        self, request: Request, candidates: Iterable[Candidate], *, step: Reach, rules: Rules, at: datetime
    ) -> Choice:
        """Return who is asked."""


@dataclass(frozen=True, slots=True)
class Serial:
    """A step that asks one helper as soon as the one before has let it pass."""

    after: timedelta = timedelta(0)
    action: str = Action.GENERAL
    people: int = 1
    within_miles: int | None = None
    language: str = Tongue.INTERPRETER
    at_once_after_reject: bool = True
    when_free: bool = True


@dataclass(frozen=True, slots=True)
class SerialLadder:
    """One helper after another, each alone for the whole window of a general offer."""

    look_again: timedelta
    exclusive: bool = True
    steps: tuple[Serial, ...] = (Serial(),) * SERIAL_STEPS


@dataclass(frozen=True, slots=True)
class Contender:
    """A policy: its ladder, its numbers, and who chooses.

    `sees_all` says whether its choice is made from everybody on duty and not from the nearest.
    """

    key: str
    title: str
    edition: ReferralsEdition
    ladder: Ladder
    chooser: Chooser = choose
    sees_all: bool = False


def profile(edition: ReferralsEdition, name: str) -> Contender:
    """Return the policy of one profile of a pack."""
    return Contender(name, name, edition, edition.profiles[name])


def standard(edition: ReferralsEdition) -> tuple[Contender, ...]:
    """Return the profile that runs, then the pack's others, then nearest first and round robin."""
    names = [edition.profile, *(name for name in edition.profiles if name != edition.profile)]
    serial = SerialLadder(edition.ladder.look_again)
    return (
        *(profile(edition, name) for name in names),
        Contender("nearest", "nearest first", edition, serial, nearest_first),
        Contender("round_robin", "round robin", edition, serial, round_robin, sees_all=True),
    )


def nearest_first(
    request: Request, candidates: Iterable[Candidate], *, step: Reach, rules: Rules, at: datetime
) -> Choice:
    """Choose by distance alone."""
    return _by(_miles, request, candidates, step=step, rules=rules, at=at)


def round_robin(
    request: Request, candidates: Iterable[Candidate], *, step: Reach, rules: Rules, at: datetime
) -> Choice:
    """Choose whoever was asked longest ago."""
    return _by(_last_asked, request, candidates, step=step, rules=rules, at=at)


def _miles(request: Request, candidate: Candidate) -> float:
    if request.spot is None or candidate.spot is None:
        return float("inf")
    return miles_between(request.spot, candidate.spot)


def _last_asked(_request: Request, candidate: Candidate) -> float:
    return (candidate.last_offer_at or LONG_AGO).timestamp()


def _by(
    measure: Callable[[Request, Candidate], float],
    request: Request,
    candidates: Iterable[Candidate],
    *,
    step: Reach,
    rules: Rules,
    at: datetime,
) -> Choice:
    fitting = [one for one in candidates if not ruled_out(request, one, step=step)]
    fitting.sort(key=lambda one: (measure(request, one), one.id))
    chosen = tuple(
        Ranked(
            candidate=one,
            score=score(request, one, rules=rules, at=at),
            speaks=request.language in one.languages,
            miles=_miles(request, one),
        )
        for one in fitting[: step.people]
    )
    return Choice(chosen, ())


def before_and_after(now: ReferralsEdition, then: ReferralsEdition) -> tuple[Contender, ...]:
    """Return the profile that runs now and the one that would run."""
    return (
        Contender(NOW, "as it is", now, now.ladder),
        Contender(THEN, "as proposed", then, then.ladder),
    )

"""Who is asked in a step of the ladder, and why those."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistdesk.referrals.rules.filters import ruled_out
from assistdesk.referrals.rules.policy import Reach, Rules, Tongue
from assistdesk.referrals.rules.scoring import score
from assistdesk.referrals.rules.values import (
    Candidate,
    Choice,
    Considered,
    Ranked,
    Request,
    Score,
    miles_between,
)

Fitting = tuple[Candidate, Score]

NEAREST = 24
"""How many of the nearest are looked at, where a step asks few.

Source: docs/explanation/matching.md (wider looks change no choice that was measured).
"""

LEAST_HOURS = 1.0
"""A helper who was there for less than an hour counts as there for one: a rate of minutes says nothing."""


def choose(
    request: Request, candidates: Iterable[Candidate], *, step: Reach, rules: Rules, at: datetime
) -> Choice:
    """Return who of `candidates` is asked: at most `step.people`, best first, and how each was judged.

    Where the step prefers the resident's language, those who speak it come first. Then the best score
    counts; of all within `tie_band` of it (a score just that much lower included) the one with the fewest
    accepted referrals for each hour of availability is asked, so that work spreads. Equal ones go by
    their score, then by their id, so that the same facts always give the same choice.
    """
    fitting: list[Fitting] = []
    out: list[Considered] = []
    for candidate in candidates:
        reasons = ruled_out(request, candidate, step=step)
        if reasons:
            out.append(Considered(candidate.id, reasons, None))
        else:
            fitting.append((candidate, score(request, candidate, rules=rules, at=at)))
    fitting.sort(key=lambda one: (-one[1].total, one[0].id))
    judged = tuple(Considered(candidate.id, (), found) for candidate, found in fitting)
    classes = _in_classes(request, fitting, step=step)
    chosen = _picked(classes, people=step.people, band=rules.scoring.tie_band)
    return Choice(tuple(_ranked(request, one) for one in chosen), (*judged, *out))


def _in_classes(request: Request, fitting: list[Fitting], *, step: Reach) -> list[list[Fitting]]:
    if step.language != Tongue.PREFER:
        return [list(fitting)]
    speaking = [one for one in fitting if request.language in one[0].languages]
    return [speaking, [one for one in fitting if request.language not in one[0].languages]]


def _picked(classes: Sequence[list[Fitting]], *, people: int, band: float) -> list[Fitting]:
    picked: list[Fitting] = []
    for left in classes:
        while left and len(picked) < people:
            picked.append(left.pop(_fairest(left, band=band)))
    return picked


def _ranked(request: Request, one: Fitting) -> Ranked:
    candidate, found = one
    is_placed = request.spot is not None and candidate.spot is not None
    return Ranked(
        candidate=candidate,
        score=found,
        speaks=request.language in candidate.languages,
        miles=miles_between(request.spot, candidate.spot) if is_placed else None,
    )


def _fairest(left: Sequence[Fitting], *, band: float) -> int:
    """Return the place of the next one: of those near the best, who had the least work."""
    floor = left[0][1].total - band
    fairest, least = 0, work_rate(left[0][0])
    for place, (candidate, found) in enumerate(left):
        if found.total < floor or least <= 0:
            break
        rate = work_rate(candidate)
        if rate < least:
            fairest, least = place, rate
    return fairest


def work_rate(candidate: Candidate) -> float:
    """Return the accepted referrals for each hour of availability."""
    return candidate.accepts / max(LEAST_HOURS, candidate.available_hours)


@dataclass(frozen=True, slots=True)
class Pool:
    """Whom to look at: the nearest `at_most` who are on duty, have room and weren't asked in this round.

    They help with `program`, and speak `language` where it is not None. `helper_type` is empty where any will
    do (else `filters.is_of_type`). No distance bounds them: who is too far is ruled out, with the reason.
    """

    program: str
    helper_type: str
    language: str | None
    at_most: int


def pools(request: Request, *, step: Reach) -> tuple[Pool, ...]:
    """Return whom `choose` is given, all pools together, so that it needn't see everybody.

    The nearest `NEAREST`, or twice as many as are asked: beyond them nearness counts so little that
    others would rarely be chosen.
    """
    tongues: dict[str, tuple[str | None, ...]] = {
        Tongue.MATCH: (request.language,),
        Tongue.PREFER: (request.language, None),
        Tongue.INTERPRETER: (None,),
    }
    at_most = max(NEAREST, 2 * step.people)
    return tuple(
        Pool(request.program, request.helper_type, language, at_most) for language in tongues[step.language]
    )

"""Who is asked in a step of the ladder, and why those."""

from collections.abc import Iterable, Sequence
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
    miles_between,
)

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
    fitting: list[Ranked] = []
    out: list[Considered] = []
    for candidate in candidates:
        reasons = ruled_out(request, candidate, step=step)
        if reasons:
            out.append(Considered(candidate.id, reasons, None))
        else:
            fitting.append(_ranked(request, candidate, rules=rules, at=at))
    fitting.sort(key=lambda one: (-one.score.total, one.candidate.id))
    judged = tuple(Considered(one.candidate.id, (), one.score) for one in fitting)
    chosen = _picked(_in_classes(fitting, step=step), people=step.people, band=rules.scoring.tie_band)
    return Choice(chosen, (*judged, *out))


def _ranked(request: Request, candidate: Candidate, *, rules: Rules, at: datetime) -> Ranked:
    is_placed = request.spot is not None and candidate.spot is not None
    return Ranked(
        candidate=candidate,
        score=score(request, candidate, rules=rules, at=at),
        speaks=request.language in candidate.languages,
        miles=miles_between(request.spot, candidate.spot) if is_placed else None,
    )


def _in_classes(fitting: Sequence[Ranked], *, step: Reach) -> list[list[Ranked]]:
    if step.language != Tongue.PREFER:
        return [list(fitting)]
    return [[one for one in fitting if one.speaks], [one for one in fitting if not one.speaks]]


def _picked(classes: Sequence[list[Ranked]], *, people: int, band: float) -> tuple[Ranked, ...]:
    picked: list[Ranked] = []
    for left in classes:
        while left and len(picked) < people:
            picked.append(left.pop(_fairest(left, band=band)))
    return tuple(picked)


def _fairest(left: Sequence[Ranked], *, band: float) -> int:
    """Return the place of the next one: of those near the best, who had the least work."""
    floor = left[0].score.total - band
    near = [index for index, one in enumerate(left) if one.score.total >= floor]
    return min(near, key=lambda index: (work_rate(left[index].candidate), index))


def work_rate(candidate: Candidate) -> float:
    """Return the accepted referrals for each hour of availability."""
    return candidate.accepts / max(LEAST_HOURS, candidate.available_hours)

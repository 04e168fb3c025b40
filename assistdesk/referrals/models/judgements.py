"""How a decision keeps its judgement of each helper: briefly, as every decision keeps dozens of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from assistdesk.referrals.rules.values import TERMS, Considered

PARTS = 10_000
"""A score and its terms are kept as so many parts of one."""

Kept = Mapping[str, object] | Sequence[object]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A helper as a decision saw one: ruled out by `reasons`, or with a score of `terms` from 0 to 1."""

    helper_id: UUID
    is_chosen: bool
    reasons: tuple[str, ...]
    score: float | None
    terms: Mapping[str, float]


def kept(one: Considered, *, is_chosen: bool) -> list[object]:
    """Return a judgement as it is kept: `[helper, is_chosen, [reason, ...], [total, term, ...]]`.

    The terms stand in the order of `rules.values.TERMS`.
    """
    score = one.score
    parts = [round(score.total * PARTS), *[round(term * PARTS) for term in score[:-1]]] if score else []
    return [str(one.id), int(is_chosen), [reason.value for reason in one.reasons], parts]


def judged(one: Kept) -> Judgement:
    """Return a judgement that was kept, also as it was kept before 2026-11: a mapping by name."""
    if isinstance(one, Mapping):
        return _by_name(one)
    helper, is_chosen, reasons, parts = one
    assert isinstance(reasons, list)
    assert isinstance(parts, list)
    score, *terms = [part / PARTS for part in parts] or [None]
    return Judgement(
        helper_id=UUID(str(helper)),
        is_chosen=bool(is_chosen),
        reasons=tuple(reasons),
        score=score,
        terms={term.value: value for term, value in zip(TERMS, terms, strict=False) if value is not None},
    )


def _by_name(one: Mapping[str, object]) -> Judgement:
    key, terms, score, reasons = (one[name] for name in ("helper", "terms", "score", "reasons"))
    assert isinstance(terms, dict)
    assert isinstance(reasons, list)
    return Judgement(
        helper_id=UUID(str(key)),
        is_chosen=bool(one["chosen"]),
        reasons=tuple(reasons),
        score=score if isinstance(score, float | int) else None,
        terms=terms,
    )

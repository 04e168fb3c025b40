"""Why these helpers were asked and not others, as it was kept when that was decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assistdesk.referrals.models import Decision, Referral
from assistdesk.referrals.queries.staff import edition_of
from assistdesk.referrals.rules.values import Term
from assistdesk.shared.people.models import Account
from assistdesk.shared.policy.schema import Pack


@dataclass(frozen=True, slots=True)
class Judged:
    """One helper as a decision saw them: ruled out by `reasons`, or with a score of `terms` from 0 to 1."""

    helper_id: UUID
    name: str
    is_chosen: bool
    reasons: tuple[str, ...]
    score: float | None
    terms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: when, in which round and after how many steps, by whom (empty: the ladder).

    `weights` are what the terms counted for, `judged` those looked at, best first; `counts` says how many
    were looked at for each reason, `fitting` for none.
    """

    at: datetime
    round: int
    step: int
    offers: str
    kind: str
    by: str
    profile: str
    edition: str
    weights: Mapping[str, float]
    judged: tuple[Judged, ...]
    counts: Mapping[str, int]


def decisions(referral: Referral, *, pack: Pack) -> list[Decided]:
    """Return every decision about a referral that the caller may read, the first first; two queries."""
    rows = list(Decision.objects.filter(referral=referral).select_related("by").order_by("at", "rung", "id"))
    names = _names(one["helper"] for row in rows for one in row.considered)
    return [_decided(row, names, pack=pack) for row in rows]


def _names(ids: Iterable[str]) -> dict[str, str]:
    accounts = Account.objects.filter(pk__in=set(ids)).values_list("id", "name")
    return {str(key): name for key, name in accounts}


def _decided(row: Decision, names: Mapping[str, str], *, pack: Pack) -> Decided:
    scoring = edition_of(pack, row.edition, at=row.at).scoring
    return Decided(
        at=row.at,
        round=row.round,
        step=row.rung,
        offers=row.offers,
        kind=row.kind,
        by=row.by.name if row.by else "",
        profile=row.profile,
        edition=row.edition,
        weights={term.value: getattr(scoring, term.value) for term in Term},
        judged=tuple(_judged(one, names) for one in row.considered),
        counts=row.counts,
    )


def _judged(one: Mapping[str, object], names: Mapping[str, str]) -> Judged:
    key, terms, score, reasons = (one[name] for name in ("helper", "terms", "score", "reasons"))
    assert isinstance(terms, dict)
    assert isinstance(reasons, list)
    return Judged(
        helper_id=UUID(str(key)),
        name=names.get(str(key), ""),
        is_chosen=bool(one["chosen"]),
        reasons=tuple(reasons),
        score=score if isinstance(score, float | int) else None,
        terms=terms,
    )

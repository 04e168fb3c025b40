"""Why these helpers were asked and not others, as it was kept when that was decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assistdesk.referrals.models import Decision, Referral
from assistdesk.referrals.models.judgements import Judgement
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
    names = _names(one.helper_id for row in rows for one in row.judged)
    return [_decided(row, names, pack=pack) for row in rows]


def _names(ids: Iterable[UUID]) -> dict[UUID, str]:
    return dict(Account.objects.filter(pk__in=set(ids)).values_list("id", "name"))


def _decided(row: Decision, names: Mapping[UUID, str], *, pack: Pack) -> Decided:
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
        judged=tuple(_judged(one, names) for one in row.judged),
        counts=row.counts,
    )


def _judged(one: Judgement, names: Mapping[UUID, str]) -> Judged:
    return Judged(
        helper_id=one.helper_id,
        name=names.get(one.helper_id, ""),
        is_chosen=one.is_chosen,
        reasons=one.reasons,
        score=one.score,
        terms=one.terms,
    )

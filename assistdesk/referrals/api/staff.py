"""What staff do by API: read why helpers were asked, and offer a referral by hand."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Router, Schema, Status

from assistdesk.referrals import services
from assistdesk.referrals.queries.explanations import Decided, decisions
from assistdesk.referrals.queries.staff import pack_for_staff
from assistdesk.referrals.queries.whole import row_of
from assistdesk.referrals.services.choosing_by_hand import helper_called
from assistdesk.referrals.states import OfferKind
from assistdesk.shared import clock
from assistdesk.shared.people.guards import ActorRequest, api_allows
from assistdesk.shared.people.permissions import Permission

router = Router(tags=["On-demand"], by_alias=True)


class ConsideredOut(Schema):
    """One helper who was looked at: ruled out by `reasons`, or with a score and its terms from 0 to 1."""

    helper: UUID
    name: str
    chosen: bool
    reasons: list[str]
    score: float | None
    terms: dict[str, float]


class DecisionOut(Schema):
    """One decision. `step` is how many steps of the ladder were taken, `by` who decided by hand, else null.

    `counts` says how many were looked at for each reason, `fitting` for none; `considered` lists the best.
    """

    at: datetime
    round: int
    step: int
    kind: str
    offers: str
    by: str | None
    profile: str
    edition: str
    weights: dict[str, float]
    counts: dict[str, int]
    considered: list[ConsideredOut]


class ExplanationOut(Schema):
    """Why helpers were asked, decision by decision, the first first."""

    reference: str
    decisions: list[DecisionOut]


class OfferIn(Schema):
    """To whom: a helper's username or id; null or left out for all who fit."""

    kind: Literal["general", "mass"]
    to: str | None = None


class OfferedOut(Schema):
    """To how many it was offered."""

    reference: str
    offered: int


@router.get(
    "/referrals/{reference}/explanation",
    response=ExplanationOut,
    auth=api_allows(Permission.SEE_REFERRALS),
)
def explanation(request: ActorRequest, reference: str) -> dict[str, object]:
    """Who was considered for a referral, who was ruled out by what, and the scores."""
    row = row_of(request.actor, reference)
    pack = pack_for_staff(request.actor, marketplace=row.marketplace)
    return {"reference": row.reference, "decisions": [_decision(one) for one in decisions(row, pack=pack)]}


@router.post(
    "/referrals/{reference}/offers",
    response={201: OfferedOut},
    auth=api_allows(Permission.ASSIGN_REFERRALS),
)
def offer(request: ActorRequest, reference: str, payload: OfferIn) -> Status[dict[str, object]]:
    """Offer a referral by hand, to one helper or to all who fit; 409 where somebody has it or it ended."""
    row = row_of(request.actor, reference)
    to = helper_called(payload.to, marketplace=row.marketplace) if payload.to is not None else None
    count = services.offer_by_hand(
        reference,
        marketplace=row.marketplace,
        to=to,
        kind=OfferKind(payload.kind),
        actor=request.actor,
        at=clock.now(),
    )
    return Status(201, {"reference": row.reference, "offered": count})


def _decision(one: Decided) -> dict[str, object]:
    return {
        "at": one.at,
        "round": one.round,
        "step": one.step,
        "kind": one.kind,
        "offers": one.offers,
        "by": one.by or None,
        "profile": one.profile,
        "edition": one.edition,
        "weights": dict(one.weights),
        "counts": dict(one.counts),
        "considered": [
            {
                "helper": each.helper_id,
                "name": each.name,
                "chosen": each.is_chosen,
                "reasons": list(each.reasons),
                "score": each.score,
                "terms": dict(each.terms),
            }
            for each in one.judged
        ],
    }

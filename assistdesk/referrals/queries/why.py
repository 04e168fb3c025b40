"""A helper's own offer explained to them: what spoke for asking them, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assistdesk.referrals.models import Offer, Registration
from assistdesk.referrals.queries.staff import edition_of
from assistdesk.referrals.refusals import ReferralNotFound
from assistdesk.referrals.rules.values import Term
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import Pack


@dataclass(frozen=True, slots=True)
class WhyMe:
    """One offer to a helper. `terms` are from 0 to 1, each counted for its weight; empty without a score.

    `looked_at` helpers were looked at and `fitting` of them could have been asked. `misses` is how many in a
    row the helper has now, of `most_misses` that end the registration.
    """

    pack: Pack
    offer_id: UUID
    kind: str
    by_hand: bool
    state: str
    ending: str
    offered_at: datetime
    closes_at: datetime
    ended_at: datetime | None
    terms: Mapping[str, float]
    weights: Mapping[str, float]
    score: float | None
    miles: float | None
    looked_at: int
    fitting: int
    asked: int
    misses: int
    most_misses: int


def why_me(actor: Actor, offer_id: UUID, *, marketplace: str) -> WhyMe:
    """Return why a helper was offered this; three queries.

    Raises:
        ReferralNotFound: the offer is not the actor's own.
    """
    own = Offer.objects.filter(pk=offer_id, helper_id=actor.account_id, marketplace=marketplace)
    offer = own.select_related("decision").first() if actor.account_id else None
    if offer is None:
        raise ReferralNotFound
    pack = policy.running(marketplace)
    edition = edition_of(pack, offer.decision.edition, at=offer.offered_at)
    registration = Registration.objects.filter(pk=offer.helper_id).first()
    terms = {term.value: offer.terms[term.value] for term in Term if term.value in offer.terms}
    judged = offer.decision.judged
    return WhyMe(
        pack=pack,
        offer_id=offer.id,
        kind=offer.kind,
        by_hand=offer.decision.by_id is not None,
        state=offer.state,
        ending=offer.ending,
        offered_at=offer.offered_at,
        closes_at=offer.closes_at,
        ended_at=offer.ended_at,
        terms=terms,
        weights={term.value: getattr(edition.scoring, term.value) for term in Term},
        score=offer.score,
        miles=offer.terms.get("miles"),
        looked_at=len(judged),
        fitting=int(offer.decision.counts.get("fitting", 0)),
        asked=sum(one.is_chosen for one in judged),
        misses=registration.consecutive_misses if registration else 0,
        most_misses=edition.misses.deregister_after,
    )

"""Staff offer a referral by hand: to one helper of their choice, or to everybody who can take it."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from assistdesk.referrals.models import Referral, Registration
from assistdesk.referrals.refusals import MoveNotPossible, ReferralNotFound
from assistdesk.referrals.rules.choice import choose
from assistdesk.referrals.rules.filters import ruled_out
from assistdesk.referrals.rules.policy import Tongue
from assistdesk.referrals.rules.values import Candidate, Reason
from assistdesk.referrals.services import candidates, history, offering
from assistdesk.referrals.services.rulebook import rulebook_of
from assistdesk.referrals.states import FREE_STATES, OfferKind
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import FieldError, InvalidInput

MOST_BY_HAND = 200
OVERRULED = frozenset(
    {Reason.OFF_DUTY, Reason.PAUSED, Reason.TOO_FAR, Reason.WRONG_LANGUAGE, Reason.WRONG_TYPE}
)
"""What staff may know better: they have spoken with the helper, or with the resident."""


@dataclass(frozen=True, slots=True)
class Anybody:
    """The reach of an offer by hand."""

    people: int = MOST_BY_HAND
    within_miles: int | None = None
    language: str = Tongue.INTERPRETER


ANYBODY = Anybody()


@transaction.atomic(durable=True)
def offer(
    reference: str, *, marketplace: str, to: UUID | None, kind: OfferKind, actor: Actor, at: datetime
) -> int:
    """Offer a referral by hand, to the helper `to` or, as a mass offer, to all who fit; return to how many.

    Duty, distance and language don't hold staff back; criteria, a reached limit and an open offer do.

    Raises:
        ReferralNotFound: there is none in the actor's marketplace.
        MoveNotPossible: somebody has it, or it is at its end.
        InvalidInput: the helper can't be asked, or nobody can.
    """
    if not actor.serves(marketplace):
        raise ReferralNotFound
    found = Referral.objects.filter(marketplace=marketplace, reference=reference).values_list("id", flat=True)
    referral_id = found.first()
    if referral_id is None:
        raise ReferralNotFound
    referral = history.locked(referral_id)
    if referral.state not in {state.value for state in FREE_STATES}:
        raise MoveNotPossible(state=referral.state)
    book = rulebook_of(referral)
    sought = candidates.sought(referral, book)
    if to is not None:
        request = replace(sought.request, helper_type="")
        pool = _one(to, sought, at=at)
    else:
        request = sought.request
        pool = candidates.anybody_near(sought, most=MOST_BY_HAND, at=at)
    choice = choose(request, pool, step=ANYBODY, rules=book.edition, at=at)
    if not choice.chosen:
        said = "This helper can't be asked now: see the reasons." if to else "Nobody can be asked now."
        raise InvalidInput([FieldError("to", said)])
    offering.decide(referral, choice, kind, book, actor=actor, at=at)
    history.save(referral)
    return len(choice.chosen)


def _one(to: UUID, sought: candidates.Sought, *, at: datetime) -> list[Candidate]:
    """Return the helper `to` as there, if nothing speaks against asking that staff can't overrule."""
    own = Registration.objects.filter(pk=to, marketplace=sought.referral.marketplace)
    found = candidates.candidates(own.values_list("pk", flat=True), sought.book, at=at)
    return [candidates.on_duty_by_word(one) for one in found if _may_be_asked(sought, one)]


def _may_be_asked(sought: candidates.Sought, one: Candidate) -> bool:
    return not (set(ruled_out(sought.request, one, step=ANYBODY)) - OVERRULED)

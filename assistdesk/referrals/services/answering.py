"""Accepting and rejecting, decided by the database: exactly one helper gets a referral."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef

from assistdesk.referrals.models import Hold, Offer, Referral, Registration
from assistdesk.referrals.refusals import (
    AlreadyTaken,
    Held,
    NotAbleToHelp,
    OfferClosed,
    ReferralNotFound,
    TooManyOpen,
)
from assistdesk.referrals.services import (
    contacts_shown,
    criteria,
    dispatching,
    history,
    notices,
    offer_notices,
    offering,
    records,
)
from assistdesk.referrals.services.rulebook import Rulebook, rulebook_of
from assistdesk.referrals.services.values import Contact
from assistdesk.referrals.states import (
    FREE_STATES,
    HoldEnding,
    OfferEnding,
    OfferState,
    ReferralState,
)
from assistdesk.shared import transactions
from assistdesk.shared.deadlines import DeskNow
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import Refusal

NEXT_IN_LINE = "next_in_line"
_STANDS = "SELECT state, ending FROM referrals_offer WHERE id = %s AND helper_id = %s"
LOST = frozenset({OfferEnding.TAKEN.value})


@dataclass(slots=True)
class Claim:
    """An offer, its referral and all that open offers of it touch, locked in the one order."""

    referral: Referral
    offer: Offer
    registrations: dict[UUID, Registration]
    book: Rulebook

    @property
    def registration(self) -> Registration:
        """The registration of the helper whose offer it is."""
        return self.registrations[self.offer.helper_id]


def accept(offer_id: UUID, *, actor: Actor, at: datetime) -> Contact:
    """Accept an offer for the helper who is signed in; return the resident's contact.

    The same offer accepted again gives the same answer.

    Raises:
        ReferralNotFound: the offer is not this helper's.
        AlreadyTaken: somebody else has the referral.
        Held: somebody else is just accepting it by link; this helper is in line now.
        OfferClosed: the time to answer is over, or the resident withdrew.
        TooManyOpen: the helper's own limit is reached.
        NotAbleToHelp: a criterion is not met any more.
    """
    refuse_loser(offer_id, helper_id=actor.account_id)
    outcome = _accept(offer_id, actor=actor, at=at)
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


@transaction.atomic(durable=True)
def _accept(offer_id: UUID, *, actor: Actor, at: datetime) -> Contact | Refusal:
    claim = claimed(offer_id, helper_id=actor.account_id)
    if claim.offer.state == OfferState.ACCEPTED.value and claim.referral.taken_offer_id == claim.offer.id:
        return contacts_shown.contact(claim.referral, actor=actor, at=at)
    refused = why_not(claim, at=at)
    if refused is not None:
        return refused
    take(claim, actor=actor, at=at)
    return contacts_shown.contact(claim.referral, actor=actor, at=at)


def refuse_loser(offer_id: UUID, *, helper_id: UUID | None) -> None:
    """Tell one who comes too late at once, without a lock: what is lost stays lost.

    Raises:
        ReferralNotFound, AlreadyTaken, OfferClosed: as `accept`.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STANDS, [offer_id, helper_id])
        found = cursor.fetchone()
    if found is None:
        raise ReferralNotFound
    refused = _over(*found)
    if refused is not None:
        raise refused


def _over(state: str, ending: str) -> Refusal | None:
    if state in (OfferState.OFFERED.value, OfferState.ACCEPTED.value):
        return None
    return AlreadyTaken() if ending in LOST else OfferClosed()


def claimed(offer_id: UUID, *, helper_id: UUID | None) -> Claim:
    """Return an offer of this helper with all that its answer may touch, locked.

    Raises:
        ReferralNotFound: the offer is not this helper's.
    """
    transactions.required()
    referral_id = (
        Offer.objects.filter(pk=offer_id, helper_id=helper_id).values_list("referral_id", flat=True).first()
    )
    if referral_id is None:
        raise ReferralNotFound
    referral = history.locked(referral_id)
    open_ones = Offer.objects.open().filter(referral=referral).exclude(pk=offer_id)
    helpers = list(open_ones.values_list("helper_id", flat=True))
    offer = Offer.objects.select_for_update(of=("self",)).get(pk=offer_id)
    registrations = records.locked([*helpers, offer.helper_id])
    return Claim(referral, offer, registrations, rulebook_of(referral))


def why_not(claim: Claim, *, at: datetime) -> Refusal | None:
    """Return why a claim can't be taken now; None where it can.

    A claim on what somebody else holds is put in line, which is kept when the transaction commits.
    """
    offer, referral = claim.offer, claim.referral
    over = _over(offer.state, offer.ending)
    if over is not None:
        return over
    if referral.state not in {state.value for state in FREE_STATES}:
        return AlreadyTaken() if referral.taken_offer_id else OfferClosed()
    if not is_in_time(offer) and not _may_go_on(claim):
        return OfferClosed()
    if referral.held_offer_id not in (None, offer.id) and (is_held(referral) or _is_behind(offer)):
        if offer.waits_since is None:
            offer.waits_since = offer.answered_at = at
            offer.save(update_fields=["waits_since", "answered_at"])
        return Held()
    return _unable(claim, at=at)


def _is_behind(offer: Offer) -> bool:
    """Tell whether somebody else waits in line before this offer: who held lapsed, and who is next has it."""
    waiting = Offer.objects.open().filter(referral_id=offer.referral_id, waits_since__isnull=False)
    if offer.waits_since is not None:
        waiting = waiting.filter(waits_since__lt=offer.waits_since)
    return waiting.exclude(pk=offer.pk).exists()


def is_in_time(offer: Offer) -> bool:
    """Tell whether an offer may be answered at this very moment, by the database's clock."""
    return Offer.objects.open().filter(pk=offer.pk, closes_at__gt=DeskNow()).exists()


def _may_go_on(claim: Claim) -> bool:
    """Tell whether Accept was pressed in time: by a hold that lives, or in the line for one that ended."""
    return claim.offer.waits_since is not None or (
        claim.referral.held_offer_id == claim.offer.id and is_held(claim.referral)
    )


def is_held(referral: Referral) -> bool:
    """Tell whether somebody holds a referral at this very moment, by the database's clock."""
    held = Referral.objects.filter(pk=referral.pk, state=ReferralState.HELD.value, held_until__gt=DeskNow())
    return held.exists()


def _unable(claim: Claim, *, at: datetime) -> Refusal | None:
    registration = claim.registrations.get(claim.offer.helper_id)
    if registration is None:
        return OfferClosed()
    if not records.has_room(registration):
        return TooManyOpen()
    on = at.astimezone(ZoneInfo(claim.book.pack.identity.zone)).date()
    account = registration.account
    missing = criteria.missing_of([account], claim.book.edition, on=on)[account.id]
    if missing:
        return NotAbleToHelp(missing=criteria.words_of(missing, account, claim.book.edition))
    return None


def take(claim: Claim, *, actor: Actor, at: datetime) -> None:
    """Give a referral to the helper of a claim for which `why_not` had nothing to say."""
    referral, offer, registration, book = claim.referral, claim.offer, claim.registration, claim.book
    offer.answered_at = offer.answered_at or at
    offering.end(offer, "accept", OfferEnding.ACCEPTED, book, registration=registration, at=at)
    records.took(registration)
    registration.save()
    history.move(referral, "accept", actor=actor, at=at)
    referral.helper_id, referral.taken_offer = offer.helper_id, offer
    referral.accepted_at = referral.last_news_at = at
    referral.asked_about_at = None
    end_holds(referral, HoldEnding.CONFIRMED, at=at)
    referral.next_look_at = referral.call_back_by if referral.breached_at is None else None
    offering.withdraw_others(referral, OfferEnding.TAKEN, besides=offer.id, book=book, at=at)
    history.save(referral)
    history.tell_helpers([offer], at=at)
    notices.helper_found(referral, registration.account, pack=book.pack, at=at)


def end_holds(referral: Referral, ending: HoldEnding, *, at: datetime) -> None:
    """End every live hold of a referral; the caller saves the referral."""
    Hold.objects.filter(offer__referral=referral, ended_at__isnull=True).update(
        ended_at=at, ending=ending.value
    )
    referral.held_offer, referral.held_until = None, None


def reject(offer_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Reject an offer for its helper, and ask the next one; the same again changes nothing.

    Asking has a transaction of its own: the one that rejects holds the helpers who were asked, and two such
    transactions that went on to each other's helpers would wait for each other.

    Raises:
        ReferralNotFound: the offer is not this helper's.
        OfferClosed, AlreadyTaken: it can't be answered any more.
    """
    outcome = _reject(offer_id, actor=actor, at=at)
    if isinstance(outcome, Refusal):
        raise outcome
    dispatching.look(outcome, at=at)


@transaction.atomic(durable=True)
def _reject(offer_id: UUID, *, actor: Actor, at: datetime) -> UUID | Refusal:
    """Reject an offer; return the referral whose next look that makes due, or why it can't be."""
    claim = claimed(offer_id, helper_id=actor.account_id)
    offer, referral, book = claim.offer, claim.referral, claim.book
    if offer.state == OfferState.REJECTED.value:
        return referral.id
    over = _over(offer.state, offer.ending)
    if over is not None or offer.state == OfferState.ACCEPTED.value or not is_in_time(offer):
        return over or OfferClosed()
    offer.answered_at = at
    registration = claim.registrations.get(offer.helper_id)
    offering.end(offer, "reject", OfferEnding.REJECTED, book, registration=registration, at=at)
    if registration is not None:
        registration.save()
    referral.rejected_at = referral.next_look_at = at
    if referral.held_offer_id == offer.id:
        release(referral, HoldEnding.REJECTED, book, at=at)
    history.note(referral, "reject", actor=actor, at=at, facts={"offer": str(offer.id)})
    history.tell_helpers([offer], at=at)
    history.save(referral)
    return referral.id


def release(referral: Referral, ending: HoldEnding, book: Rulebook, *, at: datetime) -> None:
    """Let go of a held referral, and let the next in line have it; the caller saves it.

    Who is next holds it as long as a passcode would, and is told: until then nobody else can take it.
    """
    desk = Actor.system(referral.marketplace)
    end_holds(referral, ending, at=at)
    if referral.state == ReferralState.HELD.value:
        history.move(referral, "release", actor=desk, at=at, reason=ending.value)
    referral.next_look_at = at
    following = _next_in_line(referral)
    if following is None:
        return
    history.move(referral, "hold", actor=desk, at=at, reason=NEXT_IN_LINE)
    referral.held_offer, referral.held_until = following, at + book.edition.offers.hold
    following.waits_since = None
    following.save(update_fields=["waits_since"])
    offer_notices.turn(following, referral, book, at=at)
    history.tell_helpers([following], at=at)


def _next_in_line(referral: Referral) -> Offer | None:
    """Return the offer whose helper pressed Accept first of those who wait and may take one more; or None."""
    able = Registration.objects.filter(pk=OuterRef("helper_id"), open_count__lt=F("most_open"))
    waiting = Offer.objects.open().filter(Exists(able), referral=referral, waits_since__isnull=False)
    return waiting.order_by("waits_since", "id").select_for_update(of=("self",)).first()

"""Answering by the link of a message: Accept holds the referral, the passcode makes it the helper's."""

import hmac
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Sum

from assistdesk.referrals.models import Hold, Offer, Referral
from assistdesk.referrals.refusals import JustSent, LinkExpired, PasscodeWrong, TooManyTries
from assistdesk.referrals.services import answering, contacts_shown, history, notices, tokens
from assistdesk.referrals.services import values as out
from assistdesk.referrals.services.answering import Claim
from assistdesk.referrals.services.notices import Note
from assistdesk.referrals.states import ABOUT_OFFER, HoldEnding, OfferState, ReferralState
from assistdesk.shared.deadlines import DeskNow
from assistdesk.shared.messaging.values import About, Priority
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import Refusal

TRIES_AN_HOUR = 10
"""Wrong passcodes of one helper in an hour, over all their offers. Source: as NIST SP 800-63B, 3.2.2 asks."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link shows now: the offer, its referral, and the newest hold where the helper had one.

    `is_held`: that hold lives. `is_shown`: it was confirmed, and who confirmed it may see the resident.
    """

    offer: Offer
    referral: Referral
    hold: Hold | None
    is_held: bool
    is_shown: bool


def open_link(token: str) -> Opened:
    """Return what a link shows; looking changes nothing but that it was looked at.

    Raises:
        LinkExpired: this desk did not make it, or there is nothing left to do or to see by it.
    """
    offer = _offer(token)
    newest = offer.holds.order_by("-started_at").first()
    is_shown = Hold.objects.filter(offer=offer, shown_until__gt=DeskNow()).exists()
    if offer.state != OfferState.OFFERED.value and not is_shown:
        _refuse_over(offer)
    is_held = newest is not None and newest.ended_at is None and answering.is_held(offer.referral)
    return Opened(offer, offer.referral, newest, is_held=is_held, is_shown=is_shown)


def saw(token: str, *, at: datetime) -> None:
    """Note that a link was opened, once."""
    Offer.objects.filter(pk=_offer(token).pk, seen_at__isnull=True).update(seen_at=at)


def _offer(token: str) -> Offer:
    offer_id = tokens.offer_of(token)
    found = (
        Offer.objects.select_related("referral", "helper").filter(pk=offer_id).first() if offer_id else None
    )
    if found is None:
        raise LinkExpired
    return found


def _refuse_over(offer: Offer) -> None:
    """Raise why an offer can't be answered any more, to the holder of its link."""
    if offer.state == OfferState.ACCEPTED.value:
        raise LinkExpired
    answering.refuse_loser(offer.id, helper_id=offer.helper_id)
    raise LinkExpired


def _actor(offer: Offer) -> Actor:
    return people.actor_of(offer.helper)


def accept(token: str, *, at: datetime) -> out.Held:
    """Take hold of a referral and send a passcode; the same again while the hold lives changes nothing.

    Raises:
        LinkExpired: there is nothing to accept by this link.
        AlreadyTaken, Held, OfferClosed, TooManyOpen, NotAbleToHelp: as signed in.
    """
    offer = _offer(token)
    if offer.state != OfferState.OFFERED.value:
        _refuse_over(offer)
    outcome = _accept(offer, at=at)
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


@transaction.atomic(durable=True)
def _accept(offer: Offer, *, at: datetime) -> out.Held | Refusal:
    claim = answering.claimed(offer.id, helper_id=offer.helper_id)
    live = _live_hold(claim)
    if live is not None:
        return out.Held(live.expires_at)
    refused = answering.why_not(claim, at=at)
    if refused is not None:
        return refused
    if claim.offer.holds.exists():  # whoever let a hold lapse has no more passcodes than with Resend
        return _held_again(claim, at=at)
    return out.Held(hold(claim, resends=0, at=at).expires_at)


def _live_hold(claim: Claim) -> Hold | None:
    if claim.referral.held_offer_id != claim.offer.id or not answering.is_held(claim.referral):
        return None
    return claim.offer.holds.filter(ended_at__isnull=True).first()


def hold(claim: Claim, *, resends: int, at: datetime) -> Hold:
    """Let the offer of a claim hold its referral from now on, and send a passcode."""
    referral, offer, rules = claim.referral, claim.offer, claim.book.edition.offers
    actor = _actor(offer)
    is_turn = referral.held_offer_id == offer.id and answering.is_held(referral)
    if referral.held_offer_id is not None:
        answering.end_holds(referral, HoldEnding.LAPSED, at=at)
    if referral.state == ReferralState.HELD.value and not is_turn:
        history.move(referral, "release", actor=actor, at=at, reason=HoldEnding.LAPSED.value)
    if referral.state != ReferralState.HELD.value:
        history.move(referral, "hold", actor=actor, at=at)
    referral.held_offer, referral.held_until = offer, at + rules.hold
    history.save(referral)
    offer.answered_at = offer.answered_at or at
    offer.waits_since = None
    offer.save(update_fields=["answered_at", "waits_since"])
    made = Hold(id=uuid.uuid4(), offer=offer, started_at=at, expires_at=at + rules.hold, resends=resends)
    _send_passcode(made, claim, at=at)
    made.save(force_insert=True)
    return made


def _send_passcode(hold: Hold, claim: Claim, *, at: datetime) -> None:
    """Make a new passcode for a hold and send it; the caller saves the hold."""
    rules = claim.book.edition.offers
    passcode = f"{secrets.randbelow(10**rules.passcode_digits):0{rules.passcode_digits}d}"
    hold.passcode_hash = tokens.passcode_hash(passcode, hold_id=hold.id)
    hold.passcode_sent_at = at
    hold.passcode_expires_at = at + rules.passcode_lasts
    minutes = int(rules.passcode_lasts / timedelta(minutes=1))
    note = Note(
        "offer_passcode",
        About(ABOUT_OFFER, claim.offer.id),
        {"passcode": passcode, "minutes": str(minutes)},
        priority=Priority.URGENT,
        expires_at=hold.passcode_expires_at,
        is_secret=True,
    )
    registration = claim.registration
    to = notices.recipient_of(registration.account, registration)
    notices.tell_helper(to, registration, note, pack=claim.book.pack, at=at)


def passcode(token: str, code: str, *, at: datetime) -> out.Revealed:
    """Turn a hold into the acceptance by its passcode; return the resident and until when they are shown.

    Raises:
        LinkExpired: there is nothing to confirm by this link.
        PasscodeWrong: it is wrong, was used or is too old; the answer is the same for all.
        TooManyTries: of this hold, or of this helper within the hour.
    """
    outcome = _passcode(_offer(token), code.strip(), at=at)
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


@transaction.atomic(durable=True)
def _passcode(offer: Offer, code: str, *, at: datetime) -> out.Revealed | Refusal:
    claim = answering.claimed(offer.id, helper_id=offer.helper_id)
    live = _live_hold(claim)
    if live is None:
        return PasscodeWrong() if claim.offer.holds.exists() else LinkExpired()
    rules = claim.book.edition.offers
    if live.tries >= rules.passcode_tries or _tries_of(claim.offer, at=at) >= TRIES_AN_HOUR:
        return TooManyTries()
    is_right = hmac.compare_digest(tokens.passcode_hash(code, hold_id=live.id), live.passcode_hash)
    is_young = Hold.objects.filter(pk=live.pk, passcode_expires_at__gt=DeskNow()).exists()
    if not (is_right and is_young):
        Hold.objects.filter(pk=live.pk).update(tries=F("tries") + 1)
        return PasscodeWrong()
    refused = answering.why_not(claim, at=at)
    if refused is not None:
        return refused
    answering.take(claim, actor=_actor(offer), at=at)
    shown_until = at + rules.details_shown_for
    Hold.objects.filter(pk=live.pk).update(shown_until=shown_until)
    contact = contacts_shown.contact(claim.referral, actor=_actor(offer), at=at)
    return out.Revealed(contact, shown_until, tokens.proof(live.id))


def _tries_of(offer: Offer, *, at: datetime) -> int:
    recent = Hold.objects.filter(offer__helper_id=offer.helper_id, started_at__gt=at - timedelta(hours=1))
    return recent.aggregate(all=Sum("tries"))["all"] or 0


@transaction.atomic(durable=True)
def details(token: str, proof: str, *, at: datetime) -> out.Revealed:
    """Return the resident by the link to who typed the passcode, for as long as the pack says after it.

    Raises:
        LinkExpired: that time is over, or never began, or `proof` is not the one that the passcode brought.
    """
    offer = _offer(token)
    proven = tokens.hold_of(proof)
    known = offer.holds.filter(pk=proven, shown_until__gt=DeskNow()) if proven else Hold.objects.none()
    shown = known.first()
    if shown is None or shown.shown_until is None or offer.referral.taken_offer_id != offer.id:
        raise LinkExpired
    contact = contacts_shown.contact(offer.referral, actor=_actor(offer), at=at)
    return out.Revealed(contact, shown.shown_until, proof)


def resend(token: str, *, at: datetime) -> out.Held:
    """Send a new passcode and renew the hold, or take the hold again where the referral is still free.

    Raises:
        LinkExpired: there is nothing to confirm by this link.
        TooManyTries: too often; JustSent: too soon after the last one.
        AlreadyTaken, Held, OfferClosed: somebody else has it, or time is over.
    """
    offer = _offer(token)
    if offer.state != OfferState.OFFERED.value:
        _refuse_over(offer)
    outcome = _resend(offer, at=at)
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


@transaction.atomic(durable=True)
def _resend(offer: Offer, *, at: datetime) -> out.Held | Refusal:
    claim = answering.claimed(offer.id, helper_id=offer.helper_id)
    live = _live_hold(claim)
    if live is None:
        refused = answering.why_not(claim, at=at) if claim.offer.holds.exists() else LinkExpired()
        return refused or _held_again(claim, at=at)
    refused = _why_not_resend(claim, at=at)
    if refused is not None:
        return refused
    live.resends += 1
    live.expires_at = at + claim.book.edition.offers.hold
    claim.referral.held_until = live.expires_at
    history.save(claim.referral)
    _send_passcode(live, claim, at=at)
    live.save()
    return out.Held(live.expires_at)


def _held_again(claim: Claim, *, at: datetime) -> out.Held | Refusal:
    """Let the offer of a claim hold its referral once more after a hold that lapsed; tries go on."""
    refused = _why_not_resend(claim, at=at)
    if refused is not None:
        return refused
    last = claim.offer.holds.latest("started_at")
    renewed = hold(claim, resends=1, at=at)
    Hold.objects.filter(pk=renewed.pk).update(tries=last.tries)
    return out.Held(renewed.expires_at)


def _why_not_resend(claim: Claim, *, at: datetime) -> Refusal | None:
    """Return why another passcode can't be sent now: too soon, or too often; None where it can."""
    rules, holds = claim.book.edition.offers, list(claim.offer.holds.all())
    if sum(one.resends for one in holds) >= rules.resends:
        return TooManyTries()
    is_soon = any(at < one.passcode_sent_at + rules.resend_after for one in holds)
    return JustSent() if is_soon else None


def reject(token: str, *, at: datetime) -> None:
    """Reject an offer by its link; the same again changes nothing.

    Raises:
        LinkExpired, AlreadyTaken, OfferClosed: there is nothing to reject any more.
    """
    offer = _offer(token)
    answering.reject(offer.id, actor=_actor(offer), at=at)

"""The resident's side: see where the request stands, change the number, cancel, say that nobody called."""

from datetime import datetime

from django.db import transaction

from assistdesk.referrals.models import Referral, Step
from assistdesk.referrals.refusals import MoveNotPossible, StatusLinkExpired, WindowTaken
from assistdesk.referrals.rules import asking, standing
from assistdesk.referrals.services import (
    answering,
    dispatching,
    history,
    notices,
    offering,
    promising,
    records,
    tokens,
)
from assistdesk.referrals.services.rulebook import rulebook_of
from assistdesk.referrals.services.values import CallWindow
from assistdesk.referrals.states import (
    FREE_STATES,
    REFERRAL,
    BreachCause,
    HoldEnding,
    OfferEnding,
    ReferralState,
)
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import InvalidInput

NOT_CALLED = "not_called"


def referral_of(token: str, *, at: datetime) -> Referral:
    """Return the referral of a status link.

    Raises:
        StatusLinkExpired: this desk did not make the link, or the request ended too long ago.
    """
    referral_id = tokens.referral_of(token)
    found = (
        Referral.objects.select_related("helper__agency").filter(pk=referral_id).first()
        if referral_id
        else None
    )
    if found is None:
        raise StatusLinkExpired
    lasts = rulebook_of(found).edition.follow_up.status_link_lasts
    if not standing.is_link_good(ended_at=found.ended_at, lasts=lasts, at=at):
        raise StatusLinkExpired
    return found


def windows_of(referral: Referral, *, at: datetime) -> tuple[CallWindow, ...]:
    """Return the times at which this resident can choose to be called; empty where it makes no sense."""
    state = ReferralState(referral.state)
    if not REFERRAL.can("schedule", state) and state is not ReferralState.SCHEDULED:
        return ()
    return promising.windows(referral, rulebook_of(referral), at=at)


def _locked(token: str, *, at: datetime) -> Referral:
    return history.locked(referral_of(token, at=at).id)


@transaction.atomic(durable=True)
def change_contact(token: str, *, method: str, contact: str, actor: Actor, at: datetime) -> Referral:
    """Change how the resident is reached; the helper who has the referral sees it at once.

    Raises:
        StatusLinkExpired: the link is none.
        InvalidInput: the contact can't be used.
        MoveNotPossible: the request is at its end.
    """
    referral = _locked(token, at=at)
    book = rulebook_of(referral)
    errors = asking.way_errors(contact, method=method, methods=book.edition.form.contact_methods)
    if errors:
        raise InvalidInput(errors)
    if referral.ended_at is not None:
        raise MoveNotPossible(state=referral.state)
    referral.contact_method = method
    referral.contact = asking.contact_of(contact, method=method)
    history.note(referral, "change_contact", actor=actor, at=at)
    history.save(referral)
    return referral


@transaction.atomic(durable=True)
def cancel(token: str, *, actor: Actor, at: datetime) -> Referral:
    """Cancel a request; those who were asked, and the one who accepted, know at once. Again: no change.

    Raises:
        StatusLinkExpired: the link is none.
        MoveNotPossible: it is complete already.
    """
    referral = _locked(token, at=at)
    if referral.state == ReferralState.CANCELLED.value:
        return referral
    book = rulebook_of(referral)
    helper_id = referral.helper_id
    history.move(referral, "cancel", actor=actor, at=at)
    answering.end_holds(referral, HoldEnding.CANCELLED, at=at)
    offering.withdraw_others(referral, OfferEnding.CANCELLED, besides=None, book=book, at=at)
    if helper_id is not None:
        records.let_go(helper_id)
    referral.ended_at, referral.next_look_at = at, None
    history.save(referral)
    return referral


def not_called(token: str, *, actor: Actor, at: datetime) -> Referral:
    """Open a request again because nobody called; it goes up the ladder anew, with a new promise.

    Said again before somebody else accepted, it changes nothing.

    Raises:
        StatusLinkExpired: the link is none.
        MoveNotPossible: nobody has accepted it yet, or it was cancelled.
    """
    referral = _not_called(token, actor=actor, at=at)
    if dispatching.look(referral.id, at=at):
        referral.refresh_from_db()
    return referral


@transaction.atomic(durable=True)
def _not_called(token: str, *, actor: Actor, at: datetime) -> Referral:
    referral = _locked(token, at=at)
    if _was_just_said(referral):
        return referral
    helper_id, was_open = referral.helper_id, referral.state == ReferralState.IN_PROGRESS.value
    history.move(referral, NOT_CALLED, actor=actor, at=at)
    if helper_id is not None and was_open:
        records.let_go(helper_id)
    begin_again(referral, at=at)
    referral.breach_cause = referral.breach_cause or BreachCause.NOT_CALLED.value
    history.save(referral)
    return referral


def _was_just_said(referral: Referral) -> bool:
    """Tell whether nobody has accepted since the resident said that nobody called."""
    if ReferralState(referral.state) not in FREE_STATES:
        return False
    told = Step.objects.filter(referral=referral, what__in=("accept", NOT_CALLED)).order_by("-at")
    return told.values_list("what", flat=True).first() == NOT_CALLED


def begin_again(referral: Referral, *, at: datetime) -> None:
    """Free a referral of its helper and let a new round begin as soon as somebody is there."""
    referral.helper = referral.taken_offer = None
    referral.accepted_at = referral.ended_at = referral.asked_about_at = None
    referral.first_attempt_at = referral.reached_at = None
    referral.outcome = ""
    referral.round += 1
    referral.round_started_at = referral.call_back_by = None
    referral.rung = 0
    referral.next_look_at = at


@transaction.atomic(durable=True)
def choose_window(token: str, *, starts_at: datetime, actor: Actor, at: datetime) -> Referral:
    """Choose when to be called, instead of as soon as possible; the same again changes nothing.

    Raises:
        StatusLinkExpired: the link is none.
        WindowTaken: that time is not offered.
        MoveNotPossible: somebody has the request already.
    """
    referral = _locked(token, at=at)
    if referral.state == ReferralState.SCHEDULED.value and referral.window_from == starts_at:
        return referral
    book = rulebook_of(referral)
    offered = promising.windows(referral, book, at=at)
    window = next((one for one in offered if one.starts_at == starts_at), None)
    if window is None:
        raise WindowTaken
    if referral.state != ReferralState.SCHEDULED.value:
        history.move(referral, "schedule", actor=actor, at=at)
        answering.end_holds(referral, HoldEnding.CANCELLED, at=at)
        offering.withdraw_others(referral, OfferEnding.SCHEDULED, besides=None, book=book, at=at)
        referral.round += 1
    else:
        history.note(referral, "reschedule", actor=actor, at=at)
    referral.window_from, referral.window_to = window.starts_at, window.ends_at
    referral.call_back_by = None
    referral.round_started_at = None
    referral.next_look_at = window.starts_at
    history.save(referral)
    notices.scheduled(referral, pack=book.pack, at=at)
    return referral

"""The ladder: what a referral's time brings next, taken in one transaction each."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction

from assistdesk.referrals.models import Offer, Referral
from assistdesk.referrals.models.waiting import DeskNow
from assistdesk.referrals.rules.choice import choose
from assistdesk.referrals.rules.ladder import Ask, Due, Progress, Wait, look_again_at, next_action
from assistdesk.referrals.rules.policy import Action, Tongue
from assistdesk.referrals.rules.values import Choice
from assistdesk.referrals.services import candidates, history, notices, offering, promising, sweeping
from assistdesk.referrals.services.rulebook import Rulebook, rulebooks_of
from assistdesk.referrals.states import BreachCause, OfferKind, OfferState, ReferralState
from assistdesk.shared.people.actors import Actor

BATCH = 100
AT_ONCE = 10
"""Referrals that one transaction looks at: what is durable together costs less, and waits for each other."""

LOOK_FOR_SOMEBODY = timedelta(minutes=1)
"""How often a referral without a promise looks whether somebody came on duty."""

MOST_STEPS = 20  # of one look: a ladder is shorter


def look_due(*, at: datetime) -> int:
    """Take what is due of a batch of referrals whose time has come; return how many, 0 when none is left.

    Several may run at once: a referral that another looks at is left to it. One that fails keeps no other
    waiting; it is raised when the others were looked at.
    """
    due = Referral.objects.filter(next_look_at__lte=DeskNow()).order_by("next_look_at")
    ids = list(due.values_list("id", flat=True)[:BATCH])
    return sweeping.in_batches(ids, partial(look_together, at=at), most=AT_ONCE)


def look(referral_id: UUID, *, at: datetime) -> bool:
    """Take what is due of one referral; return False where somebody else is at it, or nothing is due."""
    return bool(look_together([referral_id], at=at))


@transaction.atomic(durable=True)
def look_together(referral_ids: Sequence[UUID], *, at: datetime) -> int:
    """Take what is due of several referrals in one transaction; return how many were looked at."""
    waiting = Referral.objects.filter(pk__in=referral_ids, next_look_at__lte=DeskNow()).order_by("pk")
    referrals = list(waiting.select_for_update(of=("self",), skip_locked=True))
    books = rulebooks_of(referrals)
    for referral in referrals:
        advance(referral, books[referral.id], at=at)
        history.save(referral)
    return len(referrals)


def advance(referral: Referral, book: Rulebook, *, at: datetime) -> None:
    """Take every step that is due of a locked referral and say when to look again; the caller saves it."""
    if referral.state == ReferralState.SCHEDULED.value:
        _open_window(referral, at=at)
    if referral.state == ReferralState.PENDING.value and referral.round_started_at is None:
        _start_when_somebody_is_there(referral, book, at=at)
    if referral.state == ReferralState.IN_PROGRESS.value:
        _see_whether_called(referral, at=at)
        return
    if referral.state not in (ReferralState.PENDING.value, ReferralState.HELD.value):
        if referral.state != ReferralState.SCHEDULED.value:
            referral.next_look_at = None
        return
    if referral.round_started_at is None:
        return
    _climb(referral, book, at=at)


def _open_window(referral: Referral, *, at: datetime) -> None:
    """Begin a round where the window that the resident chose has come: the promise is its end."""
    if referral.window_from is None or at < referral.window_from:
        referral.next_look_at = referral.window_from
        return
    history.move(referral, "open", actor=Actor.system(referral.marketplace), at=at)
    start_round(referral, call_back_by=referral.window_to, at=at)


def _start_when_somebody_is_there(referral: Referral, book: Rulebook, *, at: datetime) -> None:
    if not promising.is_keepable(referral, book, at=at):
        referral.next_look_at = at + LOOK_FOR_SOMEBODY
        return
    start_round(referral, call_back_by=at + book.edition.promise.call_back_within, at=at)
    notices.received(referral, pack=book.pack, at=at)
    history.note(referral, "promise", actor=Actor.system(referral.marketplace), at=at)


def _see_whether_called(referral: Referral, *, at: datetime) -> None:
    """Record the breach of an accepted referral at the very moment by which somebody should have called."""
    due_at = referral.call_back_by
    if due_at is not None and at < due_at:
        referral.next_look_at = due_at
        return
    referral.next_look_at = None
    if due_at is not None and referral.first_attempt_at is None and referral.breached_at is None:
        assert referral.accepted_at is not None
        in_time = referral.accepted_at < due_at
        _breach(referral, BreachCause.NOT_CALLED if in_time else _cause(referral), at=at)


def start_round(referral: Referral, *, call_back_by: datetime | None, at: datetime) -> None:
    """Let a referral go up the ladder from its foot; the caller saves it."""
    referral.round_started_at = at
    referral.call_back_by = call_back_by
    referral.rung = 0
    referral.asked_at = referral.rejected_at = referral.alerted_at = referral.breached_at = None
    referral.next_look_at = at


def _climb(referral: Referral, book: Rulebook, *, at: datetime) -> None:
    ladder = book.edition.ladder
    for _ in range(MOST_STEPS):
        progress = _progress(referral, at=at)
        action = next_action(ladder, progress, at=at)
        if action is None:
            give_up_at_the_end(referral, book, progress, at=at)
            return
        if isinstance(action, Wait):
            referral.next_look_at = action.until
            return
        if not _take(referral, action, book, at=at):
            referral.next_look_at = look_again_at(ladder, progress, at=at)
            if at >= progress.started_at + ladder.steps[-1].after:
                give_up_at_the_end(referral, book, progress, at=at)
            return


def _progress(referral: Referral, *, at: datetime) -> Progress:
    open_general = Offer.objects.open().filter(
        referral=referral, kind=OfferKind.GENERAL.value, closes_at__gt=at
    )
    assert referral.round_started_at is not None
    return Progress(
        started_at=referral.round_started_at,
        rung=referral.rung,
        asked_at=referral.asked_at,
        rejected_at=referral.rejected_at,
        open_general=open_general.count(),
        held_until=referral.held_until if referral.state == ReferralState.HELD.value else None,
        is_alerted=referral.alerted_at is not None,
        is_breached=referral.breached_at is not None,
    )


def _take(referral: Referral, due: Due, book: Rulebook, *, at: datetime) -> bool:
    """Take one step; return False where it asks helpers and nobody fits."""
    if due.action is Action.ALERT_STAFF:
        alert(referral, book, at=at)
        return True
    if due.action is Action.RECORD_BREACH:
        _breach(referral, _cause(referral), at=at)
        return True
    choice = _choice(referral, due.asks, book, at=at)
    if choice is None:
        return False
    referral.rung = due.rung
    referral.asked_at = at
    kind = OfferKind(due.action.value)
    offering.decide(referral, choice, kind, book, actor=Actor.system(referral.marketplace), at=at)
    return True


def _choice(referral: Referral, asks: Sequence[Ask], book: Rulebook, *, at: datetime) -> Choice | None:
    """Return who is asked, by the first reach that finds somebody; None where none does."""
    sought = candidates.sought(referral, book)
    for ask in asks:
        limit = max(candidates.NEAREST, 2 * ask.people)
        is_own = ask.language == Tongue.MATCH
        found = candidates.near(sought, own_language=is_own, limit=limit, at=at)
        if ask.language == Tongue.PREFER:
            speakers = candidates.near(sought, own_language=True, limit=limit, at=at)
            found = list({one.id: one for one in [*speakers, *found]}.values())
        choice = choose(sought.request, found, step=ask, rules=book.edition, at=at)
        if choice.chosen:
            return choice
    return None


def alert(referral: Referral, book: Rulebook, *, at: datetime) -> None:
    """Tell staff that nobody has taken a referral, and the resident that it takes longer."""
    referral.alerted_at = at
    notices.alert_staff(referral, pack=book.pack, at=at)
    notices.late(referral, pack=book.pack, at=at)
    history.note(referral, "alert", actor=Actor.system(referral.marketplace), at=at)


def _breach(referral: Referral, cause: BreachCause, *, at: datetime) -> None:
    referral.breached_at = at
    referral.late_since = referral.late_since or at
    referral.breach_cause = referral.breach_cause or cause.value
    history.note(
        referral, "breach", actor=Actor.system(referral.marketplace), at=at, reason=referral.breach_cause
    )


def _cause(referral: Referral) -> BreachCause:
    states = set(Offer.objects.filter(referral=referral).values_list("state", flat=True))
    if not states:
        return BreachCause.NO_COVERAGE
    if states == {OfferState.REJECTED.value}:
        return BreachCause.DECLINED
    return BreachCause.NO_ANSWER


def give_up_at_the_end(referral: Referral, book: Rulebook, progress: Progress, *, at: datetime) -> None:
    """Give up where no offer is open any more: staff take over."""
    open_ones = Offer.objects.open().filter(referral=referral, closes_at__gt=at)
    closing = open_ones.order_by("-closes_at").values_list("closes_at", flat=True).first()
    if closing is not None or progress.held_until is not None:
        soon = [one for one in (closing, progress.held_until, referral.next_look_at) if one and one > at]
        referral.next_look_at = min(soon, default=None)
        return
    history.move(referral, "give_up", actor=Actor.system(referral.marketplace), at=at)
    referral.next_look_at = None
    if referral.alerted_at is None:
        alert(referral, book, at=at)

"""After acceptance: attempts, the outcome, and asking where nothing is heard."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from assistdesk.referrals.models import Attempt, Referral
from assistdesk.referrals.refusals import MoveNotPossible, ReferralNotFound
from assistdesk.referrals.rules.standing import REACHED
from assistdesk.referrals.services import history, notices, records, residents
from assistdesk.referrals.services.rulebook import Rulebook, rulebook, rulebook_of
from assistdesk.referrals.states import BreachCause, ReferralState
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import ReferralsEdition
from assistdesk.shared.refusals import FieldError, InvalidInput

BATCH = 50


def _locked_own(reference: str, *, marketplace: str | None, actor: Actor) -> Referral:
    """Return a referral that the actor accepted, locked.

    Raises:
        ReferralNotFound: there is none of that reference to this actor.
    """
    own = Referral.objects.filter(reference=reference, helper_id=actor.account_id)
    own = own.filter(marketplace=marketplace) if marketplace else own
    referral_id = own.values_list("id", flat=True).first() if actor.account_id else None
    if referral_id is None:
        raise ReferralNotFound
    referral = history.locked(referral_id)
    if referral.helper_id != actor.account_id:
        raise ReferralNotFound
    return referral


@transaction.atomic(durable=True)
def attempt(
    reference: str, *, result: str, key: str, actor: Actor, at: datetime, marketplace: str | None = None
) -> Referral:
    """Record that the helper tried to reach the resident; the first attempt is what the promise counts by.

    The same `key` again records nothing more.

    Raises:
        ReferralNotFound: the referral is not this helper's.
        InvalidInput: the result is none of the pack's.
        MoveNotPossible: the referral is not in progress.
    """
    referral = _locked_own(reference, marketplace=marketplace, actor=actor)
    if Attempt.objects.filter(referral=referral, key=key).exists():
        return referral
    book = rulebook_of(referral)
    _check(result, [one.key for one in book.edition.follow_up.attempt_results], field="result")
    _check_in_progress(referral)
    assert referral.helper_id is not None
    Attempt.objects.create(referral=referral, helper_id=referral.helper_id, at=at, result=result, key=key)
    referral.first_attempt_at = referral.first_attempt_at or at
    if result == REACHED:
        referral.reached_at = referral.reached_at or at
    referral.last_news_at, referral.asked_about_at = at, None
    history.note(referral, "attempt", actor=actor, at=at, reason=result)
    history.save(referral)
    return referral


def _check(value: str, known: list[str], *, field: str) -> None:
    if value not in known:
        raise InvalidInput([FieldError(field, "Choose one of those offered.")])


def _check_in_progress(referral: Referral) -> None:
    if referral.state != ReferralState.IN_PROGRESS.value:
        raise MoveNotPossible(state=referral.state)


@transaction.atomic(durable=True)
def complete(
    reference: str, *, outcome: str, actor: Actor, at: datetime, marketplace: str | None = None
) -> Referral:
    """Set a referral complete with its outcome; the same again changes nothing.

    Raises:
        ReferralNotFound: the referral is not this helper's.
        InvalidInput: the outcome is none of the pack's.
        MoveNotPossible: the referral is not in progress, or complete with another outcome.
    """
    referral = _locked_own(reference, marketplace=marketplace, actor=actor)
    if referral.state == ReferralState.COMPLETE.value and referral.outcome == outcome:
        return referral
    book = rulebook_of(referral)
    _check(outcome, [one.key for one in book.edition.follow_up.outcomes], field="outcome")
    history.move(referral, "complete", actor=actor, at=at, reason=outcome)
    referral.outcome = outcome
    referral.ended_at = referral.last_news_at = at
    referral.next_look_at = None
    assert referral.helper_id is not None
    records.let_go(referral.helper_id)
    history.save(referral)
    return referral


def chase_silent(*, at: datetime) -> int:
    """Ask about, or offer again, a batch of what nothing was heard of; return how many, 0 when none is left.

    Several may run at once. Those longest silent come first; one that was asked about and may still be
    answered for stands in nobody's way.
    """
    silent = Referral.objects.filter(_silent(at=at), state=ReferralState.IN_PROGRESS.value)
    ids = list(silent.order_by("last_news_at").values_list("id", flat=True)[:BATCH])
    return sum(_chase(referral_id, at=at) for referral_id in ids)


def _silent(*, at: datetime) -> Q:
    """Return what tells the referrals that are due, each by the times of the edition that it came under."""
    due = Q(pk__in=[])
    for pack in policy.marketplaces():
        if not pack.referrals:
            continue
        own = Q(marketplace=pack.marketplace)
        editions = [one.edition for one in pack.referrals]
        for edition in pack.referrals:
            due |= own & Q(edition=edition.edition) & _past(edition, at=at)
        due |= own & ~Q(edition__in=editions) & _past(rulebook(pack.marketplace, at=at).edition, at=at)
    return due


def _past(edition: ReferralsEdition, *, at: datetime) -> Q:
    rules = edition.follow_up
    return Q(asked_about_at__isnull=True, last_news_at__lte=at - rules.ask_after_silence) | Q(
        asked_about_at__isnull=False, last_news_at__lte=at - rules.offer_again_after
    )


def _is_due(referral: Referral, book: Rulebook, *, at: datetime) -> bool:
    rules = book.edition.follow_up
    assert referral.last_news_at is not None
    limit = rules.ask_after_silence if referral.asked_about_at is None else rules.offer_again_after
    return at >= referral.last_news_at + limit


@transaction.atomic(durable=True)
def _chase(referral_id: UUID, *, at: datetime) -> bool:
    referral = (
        Referral.objects.filter(pk=referral_id, state=ReferralState.IN_PROGRESS.value)
        .select_for_update(of=("self",), skip_locked=True)
        .first()
    )
    if referral is None:
        return False
    book = rulebook_of(referral)
    if not _is_due(referral, book, at=at):
        return False
    desk = Actor.system(referral.marketplace)
    if referral.asked_about_at is None:
        referral.asked_about_at = at
        assert referral.helper_id is not None
        registration = notices.registrations_of([referral.helper_id]).get(referral.helper_id)
        if registration is not None:
            notices.silent(referral, registration, pack=book.pack, at=at)
        history.note(referral, "ask", actor=desk, at=at)
    else:
        offer_again(referral, at=at)
    history.save(referral)
    return True


def offer_again(referral: Referral, *, at: datetime) -> None:
    """Take a referral from a helper of whom nothing is heard; its next look lets it go up the ladder anew."""
    helper_id = referral.helper_id
    history.move(referral, "offer_again", actor=Actor.system(referral.marketplace), at=at)
    if helper_id is not None:
        records.let_go(helper_id)
    if referral.first_attempt_at is None:
        referral.breach_cause = referral.breach_cause or BreachCause.NOT_CALLED.value
    residents.begin_again(referral, at=at)

"""Steps that make offers and end them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from assistdesk.referrals.models import Decision, Offer, Referral, Registration, judgements
from assistdesk.referrals.rules.ladder import closes_at
from assistdesk.referrals.rules.misses import Answer
from assistdesk.referrals.rules.values import TERMS, Choice, Considered, Ranked
from assistdesk.referrals.services import history, offer_notices, records
from assistdesk.referrals.services.history import Noted
from assistdesk.referrals.services.records import News
from assistdesk.referrals.services.rulebook import Rulebook
from assistdesk.referrals.states import OFFER, DecisionKind, OfferEnding, OfferKind, OfferState
from assistdesk.shared import copying, jobs
from assistdesk.shared.people.actors import Actor

TELL_TAKEN = "referrals.tell_taken"
LOSERS_WAIT = timedelta(seconds=3)
"""How long messages to those who lost wait: while a thousand still press Accept, answering them comes first.

Open pages show it at once.
"""
MOST_KEPT = 60
"""Helpers whose judgement a decision keeps one by one, those that were chosen apart; the rest it counts."""

_KEEP_ENDED = """
    UPDATE referrals_offer SET state = kept.state, ending = kept.ending, ended_at = kept.ended_at,
        waits_since = NULL
    FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::timestamptz[]) AS kept (id, state, ending, ended_at)
    WHERE referrals_offer.id = kept.id
"""


@dataclass(frozen=True, slots=True)
class Made:
    """Offers of a choice, the best first, with why, and on whose word; not kept yet."""

    referral: Referral
    book: Rulebook
    actor: Actor
    decision: Decision
    offers: list[Offer]


def decide(
    referral: Referral, choice: Choice, kind: OfferKind, book: Rulebook, *, actor: Actor, at: datetime
) -> list[Offer]:
    """Make the offers of a choice, keep why, and queue their messages, the best first."""
    made = make(referral, choice, kind, book, actor=actor, at=at)
    keep([made], at=at)
    return made.offers


def make(
    referral: Referral, choice: Choice, kind: OfferKind, book: Rulebook, *, actor: Actor, at: datetime
) -> Made:
    """Return the offers of a choice and why, which `keep` keeps."""
    decision = _decision(referral, choice, kind, book, actor=actor, at=at)
    window = book.edition.offers.mass_window if kind is OfferKind.MASS else book.edition.offers.general_window
    offers = [
        _offer(decision, ranked, place=place, closing=closes_at(at, window=window), at=at)
        for place, ranked in enumerate(choice.chosen)
    ]
    return Made(referral, book, actor, decision, offers)


def keep(made: Sequence[Made], *, at: datetime) -> None:
    """Keep offers of several referrals and why they were made, and queue their messages.

    As many statements for one as for many. The helpers are locked all at once, in the order of their ids.
    """
    if not made:
        return
    offers = [offer for one in made for offer in one.offers]
    known = records.offered([one.helper_id for one in offers], at=at)
    with copying.together():
        copying.add([one.decision for one in made])
        copying.add(offers)
        offer_notices.made(
            [(offer, one.referral, one.book) for one in made for offer in one.offers], known, at=at
        )
        history.note_together([_noted(one) for one in made], offers=offers, at=at)


def _noted(one: Made) -> Noted:
    kind = one.decision.offers
    facts: dict[str, object] = {"offers": [str(offer.id) for offer in one.offers], "kind": kind}
    return Noted(one.referral, "offer", one.actor, reason=kind, facts=facts)


def _decision(
    referral: Referral, choice: Choice, kind: OfferKind, book: Rulebook, *, actor: Actor, at: datetime
) -> Decision:
    return Decision(
        referral=referral,
        round=referral.round,
        rung=referral.rung,
        kind=(DecisionKind.BY_HAND if actor.is_signed_in else DecisionKind.LADDER).value,
        offers=kind.value,
        profile=book.edition.profile,
        edition=book.edition.edition,
        at=at,
        by_id=actor.account_id,
        considered=_kept(choice),
        counts=_counts(choice.considered),
    )


def _offer(decision: Decision, ranked: Ranked, *, place: int, closing: datetime, at: datetime) -> Offer:
    referral = decision.referral
    return Offer(
        referral=referral,
        decision=decision,
        helper_id=ranked.candidate.id,
        marketplace=referral.marketplace,
        round=referral.round,
        rung=referral.rung,
        place=place,
        kind=decision.offers,
        state=OFFER.start.value,
        offered_at=at,
        closes_at=closing,
        score=ranked.score.total,
        terms=_terms(ranked),
    )


def _kept(choice: Choice) -> list[list[object]]:
    chosen = {ranked.candidate.id for ranked in choice.chosen}
    first = [one for one in choice.considered if one.id in chosen]
    others = [one for one in choice.considered if one.id not in chosen][:MOST_KEPT]
    return [
        *[judgements.kept(one, is_chosen=True) for one in first],
        *[judgements.kept(one, is_chosen=False) for one in others],
    ]


def _counts(considered: Iterable[Considered]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in considered:
        for reason in one.reasons or ("fitting",):
            counts[str(reason)] = counts.get(str(reason), 0) + 1
    return counts


def _terms(ranked: Ranked) -> dict[str, object]:
    return {term.value: round(value, 4) for term, value in zip(TERMS, ranked.score, strict=False)} | {
        "miles": round(ranked.miles, 1) if ranked.miles is not None else None,
        "speaks": ranked.speaks,
    }


def end(
    one: Offer,
    name: str,
    ending: OfferEnding,
    book: Rulebook,
    *,
    registration: Registration | None,
    at: datetime,
) -> None:
    """Make the move called `name` of an offer that is open and locked, and let the helper's record follow.

    The caller holds the registration's lock and saves it.
    """
    news = moved(one, name, ending, book, registration=registration, at=at)
    if news is not None:
        records.tell([news], at=at)
    one.save(update_fields=["state", "ending", "ended_at", "waits_since", "answered_at"])


def moved(
    one: Offer,
    name: str,
    ending: OfferEnding,
    book: Rulebook,
    *,
    registration: Registration | None,
    at: datetime,
) -> News | None:
    """Do as `end` does, and leave the offer to the caller as well: `keep_ended` keeps many at once.

    Return what the helper is to be told of misses, for `records.tell`.
    """
    one.state = OFFER.target(name).value
    one.ending = ending.value
    one.ended_at = at
    one.waits_since = None
    if registration is None:
        return None
    records.remember(registration, one, ending, book, at=at)
    answers = {
        OfferState.ACCEPTED: Answer.ACCEPTED,
        OfferState.REJECTED: Answer.REJECTED,
        OfferState.MISSED: Answer.MISSED,
    }
    answer = answers.get(OfferState(one.state))
    return records.count(registration, answer, book, at=at) if answer is not None else None


def keep_ended(offers: Sequence[Offer]) -> None:
    """Keep what `moved` changed of several offers, in one statement."""
    columns: list[Any] = [
        [one.id for one in offers],
        [one.state for one in offers],
        [one.ending for one in offers],
        [one.ended_at for one in offers],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP_ENDED, columns)


def withdraw_others(
    referral: Referral, ending: OfferEnding, *, besides: UUID | None, book: Rulebook, at: datetime
) -> None:
    """Withdraw every offer of a referral that is still open but for `besides`, and let those helpers know.

    None of these is a miss. Their messages go out by a job, best first. Five statements, however many.
    """
    others = list(
        Offer.objects.open()
        .filter(referral=referral)
        .exclude(pk__in=[besides] if besides else [])
        .select_for_update()
        .order_by("id")
    )
    if not others:
        return
    known = records.locked([one.helper_id for one in others])
    for one in others:
        moved(one, "withdraw", ending, book, registration=known.get(one.helper_id), at=at)
    keep_ended(others)
    records.keep(known.values())
    history.tell_helpers(others, at=at)
    if ending is OfferEnding.TAKEN:
        jobs.queue(TELL_TAKEN, run_at=at + LOSERS_WAIT, referral_id=str(referral.id), round=referral.round)

"""The ladder: several referrals go up it side by side, and what it brings is kept together.

What is read and written takes as many statements for one referral as for many. Nothing of it is seen by
others before the transaction ends, so that it is as if they had gone up one after the other: who was asked
for one has just had an offer when the next is decided.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db import connection

from assistdesk.referrals.models import Offer, Referral
from assistdesk.referrals.rules.choice import choose
from assistdesk.referrals.rules.ladder import Due, Progress, Wait, look_again_at, next_action
from assistdesk.referrals.rules.policy import Action
from assistdesk.referrals.rules.values import Candidate, Choice
from assistdesk.referrals.services import candidates, history, notices, offering
from assistdesk.referrals.services.candidates import Sought
from assistdesk.referrals.services.offering import Made
from assistdesk.referrals.services.rulebook import Rulebook
from assistdesk.referrals.states import BreachCause, OfferKind, OfferState, ReferralState
from assistdesk.shared.people.actors import Actor

_OFFERS_OF = """
    SELECT referral_id, helper_id, round, kind, state, closes_at FROM referrals_offer
    WHERE referral_id = ANY(ARRAY(SELECT unnest(%s::uuid[])))
"""
"""Those of as many referrals as are told; the plan is kept, as it doesn't depend on how many these are."""

MOST_STEPS = 20  # of one look: a ladder is shorter


@dataclass(frozen=True, slots=True)
class _Known:
    """An offer as the ladder sees it."""

    helper_id: UUID
    round: int
    kind: str
    state: str
    closes_at: datetime


@dataclass(slots=True)
class Climb:
    """A locked referral on its way up: the offers that it has, and those that are made now."""

    referral: Referral
    book: Rulebook
    offers: list[_Known]
    made: list[Made] = field(default_factory=list)

    def open_until(self, *, at: datetime) -> list[_Known]:
        """Return the offers that can still be answered."""
        return [one for one in self.offers if one.state == OfferState.OFFERED.value and one.closes_at > at]

    def progress(self, *, at: datetime) -> Progress:
        """Return where the referral stands in its round."""
        referral = self.referral
        assert referral.round_started_at is not None
        general = [one for one in self.open_until(at=at) if one.kind == OfferKind.GENERAL.value]
        return Progress(
            started_at=referral.round_started_at,
            rung=referral.rung,
            asked_at=referral.asked_at,
            rejected_at=referral.rejected_at,
            open_general=len(general),
            held_until=referral.held_until if referral.state == ReferralState.HELD.value else None,
            is_alerted=referral.alerted_at is not None,
            is_breached=referral.breached_at is not None,
        )

    def sought(self) -> Sought:
        """Return the referral as a choice sees it."""
        asked = frozenset(one.helper_id for one in self.offers if one.round == self.referral.round)
        return candidates.sought_among(self.referral, self.book, asked=asked)


def climb(referrals: Sequence[tuple[Referral, Rulebook]], *, at: datetime) -> list[Made]:
    """Take every step that is due of locked referrals and say when to look again; return the offers made.

    The caller saves the referrals and keeps the offers, by `offering.keep`.
    """
    known = _offers_of(referral for referral, _ in referrals)
    climbs = [Climb(referral, book, known[referral.id]) for referral, book in referrals]
    just_asked: set[int] = set()
    going = climbs
    for _ in range(MOST_STEPS):
        if not going:
            break
        going = _one_step(going, just_asked, at=at)
    return [made for one in climbs for made in one.made]


def _offers_of(referrals: Iterable[Referral]) -> dict[UUID, list[_Known]]:
    known: dict[UUID, list[_Known]] = {one.id: [] for one in referrals}
    with connection.cursor() as cursor:
        cursor.execute(_OFFERS_OF, [list(known)])
        for referral_id, *offer in cursor.fetchall():
            known[referral_id].append(_Known(*offer))
    return known


def _one_step(climbs: Sequence[Climb], just_asked: set[int], *, at: datetime) -> list[Climb]:
    """Take the next step of each referral; return those that may have another one to take."""
    going: list[Climb] = []
    asking: list[tuple[Climb, Due]] = []
    for one in climbs:
        action = next_action(one.book.edition.ladder, one.progress(at=at), at=at)
        if action is None:
            give_up_at_the_end(one, at=at)
        elif isinstance(action, Wait):
            one.referral.next_look_at = action.until
        elif action.asks:
            asking.append((one, action))
        else:
            _mark(one, action.action, at=at)
            going.append(one)
    choices = _choices(asking, just_asked, at=at)
    for (one, due), choice in zip(asking, choices, strict=True):
        if choice is None:
            _found_nobody(one, at=at)
        else:
            _ask(one, due, choice, at=at)
            going.append(one)
    return going


def _choices(
    asking: Sequence[tuple[Climb, Due]], just_asked: set[int], *, at: datetime
) -> list[Choice | None]:
    """Return who is asked for each, by the first reach that finds somebody; None where none does."""
    found: list[Choice | None] = [None] * len(asking)
    sought = [one.sought() for one, _ in asking]
    for level in range(max((len(due.asks) for _, due in asking), default=0)):
        left = [
            (turn, due.asks[level])
            for turn, (_, due) in enumerate(asking)
            if found[turn] is None and level < len(due.asks)
        ]
        near = candidates.for_steps([(sought[turn], ask) for turn, ask in left], at=at)
        for (turn, ask), there in zip(left, near, strict=True):
            one = sought[turn]
            pool = [_as_asked(each, just_asked, at=at) for each in there]
            choice = choose(one.request, pool, step=ask, rules=one.book.edition, at=at)
            if choice.chosen:
                found[turn] = choice
                just_asked.update(each.candidate.id.int for each in choice.chosen)
    return found


def _as_asked(one: Candidate, just_asked: set[int], *, at: datetime) -> Candidate:
    """Return a helper as they stand now, who may have been asked in this very look."""
    return replace(one, last_offer_at=at) if one.id.int in just_asked else one


def _ask(one: Climb, due: Due, choice: Choice, *, at: datetime) -> None:
    referral = one.referral
    referral.rung = due.rung
    referral.asked_at = at
    desk = Actor.system(referral.marketplace)
    made = offering.make(referral, choice, OfferKind(due.action.value), one.book, actor=desk, at=at)
    one.made.append(made)
    one.offers += [
        _Known(each.helper_id, each.round, each.kind, each.state, each.closes_at) for each in made.offers
    ]


def _found_nobody(one: Climb, *, at: datetime) -> None:
    """Say when a step that found nobody is tried again, or give up where time is over."""
    ladder, progress = one.book.edition.ladder, one.progress(at=at)
    one.referral.next_look_at = look_again_at(ladder, progress, at=at)
    if at >= progress.started_at + ladder.steps[-1].after:
        give_up_at_the_end(one, at=at)


def _mark(one: Climb, action: Action, *, at: datetime) -> None:
    if action is Action.ALERT_STAFF:
        _alert(one.referral, one.book, at=at)
        return
    breach(one.referral, _cause({each.state for each in one.offers}), at=at)


def breach(referral: Referral, cause: BreachCause, *, at: datetime) -> None:
    """Write down that the promise of a referral was broken, and why; the caller saves it."""
    referral.breached_at = at
    referral.late_since = referral.late_since or at
    referral.breach_cause = referral.breach_cause or cause.value
    history.note(
        referral, "breach", actor=Actor.system(referral.marketplace), at=at, reason=referral.breach_cause
    )


def _alert(referral: Referral, book: Rulebook, *, at: datetime) -> None:
    """Tell staff that nobody has taken a referral, and the resident that it takes longer."""
    referral.alerted_at = at
    notices.alert_staff(referral, pack=book.pack, at=at)
    notices.late(referral, pack=book.pack, at=at)
    history.note(referral, "alert", actor=Actor.system(referral.marketplace), at=at)


def cause(referral: Referral) -> BreachCause:
    """Return why nobody took a referral in time; one query."""
    return _cause(set(Offer.objects.filter(referral=referral).values_list("state", flat=True)))


def _cause(states: set[str]) -> BreachCause:
    if not states:
        return BreachCause.NO_COVERAGE
    return BreachCause.DECLINED if states == {OfferState.REJECTED.value} else BreachCause.NO_ANSWER


def give_up_at_the_end(one: Climb, *, at: datetime) -> None:
    """Give up where no offer is open any more: staff take over."""
    referral, held_until = one.referral, one.progress(at=at).held_until
    closing = max((each.closes_at for each in one.open_until(at=at)), default=None)
    if closing is not None or held_until is not None:
        soon = [each for each in (closing, held_until, referral.next_look_at) if each and each > at]
        referral.next_look_at = min(soon, default=None)
        return
    history.move(referral, "give_up", actor=Actor.system(referral.marketplace), at=at)
    referral.next_look_at = None
    if referral.alerted_at is None:
        _alert(referral, one.book, at=at)

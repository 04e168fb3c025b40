"""A desk on a simulated clock: it asks the rules what to do, and does it with made-up helpers.

What the real desk keeps in rows stands here in memory. By link, Accept only holds a referral: others who
accept meanwhile wait in line, and the first of them has it when the hold lapses.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from assistdesk.referrals.rules import ladder, misses, promise
from assistdesk.referrals.rules.choice import pools
from assistdesk.referrals.rules.ladder import Ask, Due, Progress, Wait
from assistdesk.referrals.rules.misses import Answer, OfferFacts
from assistdesk.referrals.rules.policy import Action
from assistdesk.referrals.rules.scoring import Ending, record_after
from assistdesk.referrals.rules.values import Candidate, Choice, Ranked, Request
from assistdesk.referrals.simulation import answers
from assistdesk.referrals.simulation.answers import NO_TIME, Reaction, Reply
from assistdesk.referrals.simulation.contenders import Contender
from assistdesk.referrals.simulation.population import Day, Resident
from assistdesk.referrals.simulation.roll import OnDuty, Roll

GIVEN_UP_AFTER = timedelta(hours=1)
"""When a simulated referral that nobody took is left to staff for good."""

Later = Callable[[datetime, Callable[[datetime], None]], None]
"""Runs a function at a moment of the simulated clock, with that moment."""


@dataclass(slots=True)
class Offer:
    """One helper asked about one referral; `answered_at` is when Accept was pressed."""

    chosen: Ranked
    helper: OnDuty
    kind: Action
    offered_at: datetime
    closes_at: datetime
    reply: Reply
    answered_at: datetime | None = None
    is_open: bool = True


@dataclass(slots=True)
class Referral:
    """One request as the day goes on; `line` are those who pressed Accept while another held it."""

    resident: Resident
    is_promised: bool = False
    rung: int = 0
    asked_at: datetime | None = None
    rejected_at: datetime | None = None
    looked_for: datetime | None = None
    is_alerted: bool = False
    is_breached: bool = False
    offers: list[Offer] = field(default_factory=list)
    asked: set[UUID] = field(default_factory=set)
    holder: Offer | None = None
    held_until: datetime | None = None
    line: list[Offer] = field(default_factory=list)
    helper: Ranked | None = None
    accepted_at: datetime | None = None
    contacted_at: datetime | None = None
    misses: int = 0

    def progress(self) -> Progress:
        """Return where the ladder stands."""
        return Progress(
            started_at=self.resident.requested_at,
            rung=self.rung,
            asked_at=self.asked_at,
            rejected_at=self.rejected_at,
            open_general=sum(one.is_open and one.kind is Action.GENERAL for one in self.offers),
            held_until=self.held_until,
            is_alerted=self.is_alerted,
            is_breached=self.is_breached,
        )

    def request(self) -> Request:
        """Return what was asked for, as a choice sees it."""
        resident = self.resident
        return Request(
            id=resident.id,
            program=resident.program,
            language=resident.language,
            helper_type=resident.helper_type,
            aids=frozenset(),
            spot=resident.place.spot,
            requested_at=resident.requested_at,
            asked=frozenset(self.asked),
        )


class Desk:
    """One policy at work on one day."""

    def __init__(self, contender: Contender, day: Day, roll: Roll, later: Later) -> None:
        self.contender, self.day, self.roll, self.later = contender, day, roll, later
        self.edition = contender.edition
        self.referrals: list[Referral] = []
        self.waiting = 0

    def take(self, resident: Resident, *, at: datetime) -> None:
        """Take a request: promise a call back where that can be kept, and look for a helper."""
        referral = Referral(resident)
        self.referrals.append(referral)
        referral.is_promised = self._is_keepable(referral, at=at)
        if referral.is_promised:
            self.waiting += 1
            self.look(referral, at=at)

    def _is_keepable(self, referral: Referral, *, at: datetime) -> bool:
        request = referral.request()
        there = self.roll.looked_at(request, pools(request, step=promise.ANYWHERE), at=at)
        return promise.is_keepable(
            request, there, waiting=self.waiting, rules=self.edition, promise=self.edition.promise, at=at
        )

    def look(self, referral: Referral, *, at: datetime) -> None:
        """Take every step of the ladder that is due."""
        while referral.helper is None and at < referral.resident.requested_at + GIVEN_UP_AFTER:
            action = ladder.next_action(self.contender.ladder, referral.progress(), at=at)
            if not isinstance(action, Due):
                self._wait(referral, action)
                return
            if not action.asks:
                referral.is_alerted = referral.is_alerted or action.action is Action.ALERT_STAFF
                referral.is_breached = referral.is_breached or action.action is Action.RECORD_BREACH
            elif not self._ask(referral, action, at=at):
                again = ladder.look_again_at(self.contender.ladder, referral.progress(), at=at)
                self._wait(referral, Wait(again))
                return

    def _wait(self, referral: Referral, action: Wait | None) -> None:
        if action is None or action.until is None or referral.looked_for == action.until:
            return
        until = referral.looked_for = action.until

        def look(at: datetime) -> None:
            if referral.looked_for == until:
                referral.looked_for = None
                self.look(referral, at=at)

        self.later(until, look)

    def _ask(self, referral: Referral, due: Due, *, at: datetime) -> bool:
        """Offer a referral to whom the ladder reaches; tell whether there was anybody."""
        request = referral.request()
        for ask in due.asks:
            chosen = self._choose(request, ask, at=at).chosen
            if chosen:
                for one in chosen:
                    self._offer(referral, one, kind=due.action, at=at)
                referral.rung, referral.asked_at = due.rung, at
                return True
        return False

    def _choose(self, request: Request, ask: Ask, *, at: datetime) -> Choice:
        return self.contender.chooser(
            request, self._candidates(request, ask, at=at), step=ask, rules=self.edition, at=at
        )

    def _candidates(self, request: Request, ask: Ask, *, at: datetime) -> list[Candidate]:
        if self.contender.sees_all:
            return self.roll.free(request.program, at=at)
        return self.roll.looked_at(request, pools(request, step=ask), at=at)

    def _offer(self, referral: Referral, chosen: Ranked, *, kind: Action, at: datetime) -> None:
        rules = self.edition.offers
        window = rules.mass_window if kind is Action.MASS else rules.general_window
        helper = self.roll.by_id[chosen.candidate.id]
        reply = answers.reply(self.day, referral.resident, helper.helper, is_mass=kind is Action.MASS)
        offer = Offer(chosen, helper, kind, at, ladder.closes_at(at, window=window), reply)
        referral.offers.append(offer)
        referral.asked.add(chosen.candidate.id)
        helper.last_offer_at = at
        self.roll.changed(helper)
        if reply.reaction is not Reaction.IGNORES and reply.after < window:
            self.later(at + reply.after, lambda now: self._answer(referral, offer, at=now))
        else:
            self.later(offer.closes_at, lambda now: self._close(referral, offer, at=now))

    def _answer(self, referral: Referral, offer: Offer, *, at: datetime) -> None:
        if not offer.is_open:
            return
        if offer.reply.reaction is Reaction.REJECTS or not _has_room(offer.helper):
            self._end(offer, Ending.REJECTED, at=at)
            self._count(offer, Answer.REJECTED)
            referral.rejected_at = at
            self.look(referral, at=at)
            return
        offer.answered_at = at
        if referral.holder is not None:
            referral.line.append(offer)
            self.later(offer.closes_at, lambda now: self._close(referral, offer, at=now))
        elif offer.reply.passcode_after == NO_TIME:
            self._give(referral, offer, at=at)
        else:
            self._hold(referral, offer, offer.reply.passcode_after, at=at)
            self.later(offer.closes_at, lambda now: self._close(referral, offer, at=now))

    def _hold(self, referral: Referral, offer: Offer, taken_after: timedelta | None, *, at: datetime) -> None:
        """Let an offer hold its referral until the passcode is typed, or until the hold lapses."""
        lasts = self.edition.offers.hold
        referral.holder, referral.held_until = offer, at + lasts
        if taken_after is not None and taken_after < lasts:
            self.later(at + taken_after, lambda now: self._confirm(referral, offer, at=now))
        self.later(referral.held_until, lambda now: self._lapse(referral, offer, at=now))

    def _confirm(self, referral: Referral, offer: Offer, *, at: datetime) -> None:
        if referral.holder is offer and offer.is_open and _has_room(offer.helper):
            self._give(referral, offer, at=at)

    def _lapse(self, referral: Referral, offer: Offer, *, at: datetime) -> None:
        """Let go of a referral whose holder let the time pass, and let the next in line have it."""
        if referral.holder is not offer or referral.helper is not None:
            return
        referral.holder = referral.held_until = None
        if at >= offer.closes_at:
            self._close(referral, offer, at=at)
        following = next((one for one in referral.line if one.is_open and _has_room(one.helper)), None)
        if following is not None:
            referral.line.remove(following)
            back, typed = following.reply.back_after, following.reply.passcode_after
            both = back + typed if back is not None and typed is not None else None
            self._hold(referral, following, both, at=at)
        self.look(referral, at=at)

    def _give(self, referral: Referral, offer: Offer, *, at: datetime) -> None:
        self._end(offer, Ending.ACCEPTED, at=at)
        self._count(offer, Answer.ACCEPTED)
        helper = offer.helper
        referral.helper, referral.accepted_at = offer.chosen, at
        referral.holder = referral.held_until = None
        referral.contacted_at = at + answers.until_called(self.day.scenario)
        self.waiting -= 1
        for other in referral.offers:
            if other.is_open:
                self._end(other, Ending.WITHDRAWN, at=at)
        helper.accepts += 1
        helper.open_count += 1
        self.roll.changed(helper)
        ends_at = referral.contacted_at + answers.case_length(self.day, referral.resident)
        self.later(ends_at, lambda _now: self._complete(helper))

    def _complete(self, helper: OnDuty) -> None:
        helper.open_count -= 1
        self.roll.changed(helper)

    def _close(self, referral: Referral, offer: Offer, *, at: datetime) -> None:
        if not offer.is_open or referral.holder is offer:
            return
        arrived_at = offer.offered_at if offer.reply.arrives else None
        facts = OfferFacts(offer.kind, offer.closes_at, arrived_at, answered_at=offer.answered_at)
        is_miss = misses.is_miss(facts, rules=self.edition.misses, at=at)
        self._end(offer, Ending.LAPSED if is_miss else _ending(facts), at=at)
        if is_miss:
            referral.misses += 1
            self._count(offer, Answer.MISSED)
        self.look(referral, at=at)

    def _count(self, offer: Offer, answer: Answer) -> None:
        helper = offer.helper
        standing = misses.after(helper.misses, answer, rules=self.edition.misses)
        helper.misses, helper.is_out = standing.count, helper.is_out or standing.is_deregistered

    def _end(self, offer: Offer, ending: Ending, *, at: datetime) -> None:
        offer.is_open = False
        helper = offer.helper
        helper.record = record_after(
            helper.record,
            ending,
            open_for=at - offer.offered_at,
            window=offer.closes_at - offer.offered_at,
            weights=self.edition.scoring,
            at=at,
        )
        self.roll.changed(helper)


def _has_room(helper: OnDuty) -> bool:
    return helper.open_count < helper.most_open


def _ending(facts: OfferFacts) -> Ending:
    """Return how an offer that nobody took and that is no miss ended."""
    if facts.answered_at is not None:
        return Ending.WITHDRAWN
    return Ending.LAPSED if facts.delivered_at is not None else Ending.UNDELIVERED

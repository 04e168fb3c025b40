"""How well a helper fits a request, and what is remembered of how helpers answer."""

from datetime import datetime, timedelta
from enum import StrEnum
from math import exp

from assistdesk.referrals.rules.policy import Rules, Weights
from assistdesk.referrals.rules.values import Candidate, Record, Request, Score, miles_between


def score(request: Request, candidate: Candidate, *, rules: Rules, at: datetime) -> Score:
    """Return how well `candidate` fits `request` at `at`.

    Each term is from 0 to 1, and the total is the sum of the terms by the pack's weights:

    - acceptance: the chance that an offer is accepted (`acceptance_chance`);
    - proximity: exp(-miles / miles_scale), 0 where a place is unknown;
    - rest: minutes since the last offer by rest_scale, at most 1; 1 where there was none;
    - language: 1 where the helper speaks the resident's language, else 0;
    - missed_referrals: 1 without a miss, 0 at the count that de-registers, even steps between.
    """
    weights = rules.scoring
    acceptance = acceptance_chance(candidate.record, weights=weights, at=at)
    proximity = _proximity(request, candidate, scale=weights.miles_scale)
    rest = _rest(candidate.last_offer_at, scale=weights.rest_scale, at=at)
    language = 1.0 if request.language in candidate.languages else 0.0
    missed = _missed(candidate.consecutive_misses, most=rules.misses.deregister_after)
    total = (
        weights.acceptance * acceptance
        + weights.proximity * proximity
        + weights.rest * rest
        + weights.language * language
        + weights.missed_referrals * missed
    )
    return Score(acceptance, proximity, rest, language, missed, total)


def _proximity(request: Request, candidate: Candidate, *, scale: int) -> float:
    if request.spot is None or candidate.spot is None:
        return 0.0
    return exp(-miles_between(request.spot, candidate.spot) / scale)


def _rest(last_offer_at: datetime | None, *, scale: timedelta, at: datetime) -> float:
    if last_offer_at is None or at >= last_offer_at + scale:
        return 1.0
    return (at - last_offer_at) / scale if at > last_offer_at else 0.0


def _missed(misses: int, *, most: int) -> float:
    if not misses:
        return 1.0
    return max(0.0, 1.0 - misses / most)


def acceptance_chance(record: Record, *, weights: Weights, at: datetime) -> float:
    """Return the chance, from 0 to 1, that a helper with this record accepts an offer.

    It is the mean of a Beta posterior: the programme's mean counts as `acceptance_prior_weight` offers,
    and the helper's own offers fade by half every `acceptance_half_life`.
    """
    share = _left(record, half_life=weights.acceptance_half_life, at=at)
    prior = weights.acceptance_prior_weight
    return (weights.acceptance_prior * prior + record.accepted * share) / (prior + record.asked * share)


def faded(record: Record, *, half_life: timedelta, at: datetime) -> Record:
    """Return what a record still weighs at `at`. A moment before its own changes nothing."""
    share = _left(record, half_life=half_life, at=at)
    if share == 1.0:
        return record
    return Record(record.accepted * share, record.asked * share, at)


def _left(record: Record, *, half_life: timedelta, at: datetime) -> float:
    """Return the share of its weight that a record still has."""
    if record.as_of is None or at <= record.as_of:
        return 1.0
    return float(0.5 ** ((at - record.as_of) / half_life))


class Ending(StrEnum):
    """How an offer ended. LAPSED: nobody answered it. UNDELIVERED: it never reached the helper."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    UNDELIVERED = "undelivered"


def record_after(
    record: Record, ending: Ending, *, open_for: timedelta, window: timedelta, weights: Weights, at: datetime
) -> Record:
    """Return the record of a helper whose offer ended at `at`, after it was open for `open_for` of `window`.

    An accepted, rejected or lapsed offer counts whole. A withdrawn one counts for the share of its window
    that it was open, where the pack says so (`censor_withdrawn`), and whole else. An undelivered one says
    nothing about the helper.
    """
    kept = faded(record, half_life=weights.acceptance_half_life, at=at)
    counted = _counted(ending, open_for / window, is_censored=weights.censor_withdrawn)
    accepted = 1.0 if ending is Ending.ACCEPTED else 0.0
    return Record(kept.accepted + accepted, kept.asked + counted, max(at, kept.as_of or at))


def _counted(ending: Ending, share: float, *, is_censored: bool) -> float:
    if ending is Ending.UNDELIVERED:
        return 0.0
    if ending is Ending.WITHDRAWN and is_censored:
        return min(1.0, max(0.0, share))
    return 1.0

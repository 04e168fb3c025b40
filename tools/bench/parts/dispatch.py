"""Dispatching among 100,000 helpers: decisions, races for one referral, and what time ends."""

import statistics
import time
from dataclasses import dataclass
from uuid import UUID

from assistdesk.referrals.models import Offer
from assistdesk.referrals.states import OfferState
from assistdesk.site.demo.scale import loading
from tools.bench import desks
from tools.bench.desks import Amounts
from tools.bench.dispatching import floor, hands, roster, stage, timers

LONGEST_SECONDS = "600"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of everything: helpers, seconds of each measurement, contenders, races, open offers."""

    helpers: int = 100_000
    seconds: float = 15.0
    processes: int = 4
    rate: int = 100
    waiting: int = 6_000
    contenders: int = 1_000
    races: int = 500
    contenders_of_a_race: int = 20
    open_offers: int = 100_000
    due: int = 2_000
    due_a_second: float = 111.0  # 100,000 open ones of 15 minutes each


def rows(amounts: Amounts) -> list[dict[str, object]]:
    """Return the rows, with a helper for every ten people that the bench loads elsewhere."""
    return measured(sizes_of(amounts.people // 10))


def sizes_of(helpers: int) -> Sizes:
    """Return the sizes for so many helpers: fewer of everything where they are fewer than by default."""
    full = Sizes()
    share = min(1.0, helpers / full.helpers)

    def part(number: float, least: int) -> int:
        return max(least, round(number * share))

    return Sizes(
        helpers=helpers,
        seconds=max(1.0, full.seconds * share),
        processes=full.processes if share == 1 else 2,
        rate=part(full.rate, 5),
        waiting=part(full.waiting, 10),
        contenders=min(helpers, part(full.contenders, 10)),
        races=part(full.races, 3),
        contenders_of_a_race=min(helpers, part(full.contenders_of_a_race, 4)),
        open_offers=part(full.open_offers, 40),
        due=part(full.due, 8),
        due_a_second=max(8.0, full.due_a_second * share),
    )


def measured(sizes: Sizes) -> list[dict[str, object]]:
    """Return the rows of a desk with so many helpers."""
    desks.make()
    before = time.monotonic()
    roster.register(sizes.helpers)
    loading.tidy()
    loaded = time.monotonic() - before
    floor.lay()
    stage.lay("W-", referrals=sizes.waiting, offers=0, kind="general")
    return [
        {"what": f"{sizes.helpers:,} helpers registered, by SQL", "p50 ms": round(loaded * 1000)},
        *_decisions(sizes),
        _race(sizes),
        _races(sizes),
        *timers.rows(open_offers=sizes.open_offers, due=sizes.due, rate=sizes.due_a_second),
    ]


def _decisions(sizes: Sizes) -> list[dict[str, object]]:
    bare, _ = _done("floor", sizes)
    looks, _ = _done("look", sizes)
    whole, _ = _done("request", sizes)
    _, open_loop = _done("request", sizes, rate=sizes.rate)
    _, open_floor = _done("floor", sizes, rate=sizes.rate)
    what = f"{sizes.processes} processes, {sizes.helpers:,} helpers"
    at_rate = f"at {sizes.rate} a second as they come"
    return [
        {"what": f"floor: nearest helper and one row committed, {what}", "a second": round(bare)},
        _beside(f"dispatch: a ladder's step decided, offered, messages queued, {what}", looks, bare),
        _beside(f"dispatch: a whole request taken, promised and offered, {what}", whole, bare),
        {"what": f"dispatch: a whole request, {at_rate}", **_times(open_loop, open_floor)},
    ]


def _done(what: str, sizes: Sizes, *, rate: int = 0) -> tuple[float, list[float]]:
    """Return how many were done a second, and how many milliseconds each took."""
    words = [
        [what, str(sizes.seconds), str(rate / sizes.processes), str(place)]
        for place in range(sizes.processes)
    ]
    taken = [one for each in hands.together(words) for one in each]
    return len(taken) / sizes.seconds, taken


def _beside(what: str, own: float, bare: float) -> dict[str, object]:
    return {"what": what, "a second": round(own, 1), "ratio": round(bare / own, 1) if own else ""}


def _times(taken: list[float], bare: list[float]) -> dict[str, object]:
    return {
        "p50 ms": round(statistics.median(taken), 1),
        "p99 ms": round(_share(taken, 0.99), 1),
        "floor p50 ms": round(statistics.median(bare), 2),
        "ratio": round(statistics.median(taken) / statistics.median(bare), 1),
    }


def _share(values: list[float], share: float) -> float:
    return sorted(values)[round(share * (len(values) - 1))]


def _race(sizes: Sizes) -> dict[str, object]:
    """Return how long it took until all contenders of one referral were answered."""
    stage.lay("C-", referrals=1, offers=sizes.contenders, kind="mass")
    seconds, taken = _contend(stage.offers_of("C-"), sizes)
    return {
        "what": f"{sizes.contenders:,} contenders for one referral: one winner, all answered",
        "p50 ms": round(statistics.median(taken), 1),
        "p99 ms": round(_share(taken, 0.99), 1),
        "seconds": round(seconds, 1),
    }


def _races(sizes: Sizes) -> dict[str, object]:
    """Return how long it took until everybody in many races was answered; each had one winner."""
    stage.lay("M-", referrals=sizes.races, offers=sizes.contenders_of_a_race, kind="mass")
    seconds, taken = _contend(stage.offers_of("M-"), sizes)
    return {
        "what": f"{sizes.races} races of {sizes.contenders_of_a_race}: one winner each",
        "a second": round(len(taken) / seconds, 1),
        "seconds": round(seconds, 1),
    }


def _contend(offers: list[UUID], sizes: Sizes) -> tuple[float, list[float]]:
    """Let the helpers of these offers accept at the same moment, in several processes."""
    shares = [offers[place :: sizes.processes] for place in range(sizes.processes)]
    words = [["accept", LONGEST_SECONDS, "0", "1", *map(str, share)] for share in shares]
    answers = hands.together(words)
    seconds = max(sum(each) for each in answers) / 1000
    taken = [one for each in answers for one in each]
    assert len(taken) == len(offers), "Somebody had no answer."
    won = Offer.objects.filter(pk__in=offers, state=OfferState.ACCEPTED.value)
    referrals = Offer.objects.filter(pk__in=offers).values("referral").distinct()
    assert won.count() == won.values("referral").distinct().count() == referrals.count(), (
        "Not one winner each."
    )
    assert not Offer.objects.open().filter(pk__in=offers).exists()
    return seconds, taken

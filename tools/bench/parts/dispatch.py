"""Dispatching among 100,000 helpers: decisions, races for one referral, and what time ends."""

import json
import os
import statistics
import time
from dataclasses import dataclass, field
from itertools import chain

import click

from assistdesk.site.demo.scale import loading
from tools.bench import desks
from tools.bench.desks import Amounts
from tools.bench.dispatching import contending, floor, hands, roster, stage, timers
from tools.bench.dispatching.contending import Answered

SPARE = 1.3  # more are laid than are likely to come


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of everything: helpers, seconds of each measurement, contenders, races, open offers.

    `workers` decide, as many as there are processors; `processes` run races.
    """

    helpers: int = 100_000
    seconds: float = 15.0
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    processes: int = 4
    rate: int = 100
    waiting: int = 6_000
    contenders: int = 1_000
    races: int = 500
    contenders_of_a_race: int = 20
    races_over_http: int = 20
    contenders_over_http: int = 100
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
        contenders_of_a_race=min(helpers, full.contenders_of_a_race),
        races_over_http=part(full.races_over_http, 2),
        contenders_over_http=min(helpers, part(full.contenders_over_http, 4)),
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
    registered = {"what": f"{sizes.helpers:,} helpers registered, by SQL", "seconds": round(loaded, 1)}
    return [
        registered,
        *_told(_races_over_http(sizes)),
        *_told([_races(sizes)]),
        *_told(timers.rows(open_offers=sizes.open_offers, due=sizes.due, rate=sizes.due_a_second)),
        *_told(_decisions(sizes)),
    ]


def _told(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Return rows, and say them at once: the whole takes a while."""
    for row in rows:
        click.echo(json.dumps(row), err=True)
    return rows


def _decisions(sizes: Sizes) -> list[dict[str, object]]:
    bare, _ = _done("floor", sizes)
    _, open_floor = _done("floor", sizes, rate=sizes.rate)
    stage.lay("D-", referrals=round(sizes.rate * sizes.seconds * SPARE), offers=0, kind="general")
    _, alone = _done("decide", sizes, rate=sizes.rate)
    stage.lay("W-", referrals=sizes.waiting, offers=0, kind="general")
    looks, _ = _done("look", sizes)
    whole, _ = _done("request", sizes)
    _, open_loop = _done("request", sizes, rate=sizes.rate)
    what = f"{sizes.workers} processes, {sizes.helpers:,} helpers"
    at_rate = f"at {sizes.rate} a second as they come"
    step = "a ladder's step decided, offered, messages queued"
    return [
        {"what": f"floor: nearest helper and one row committed, {what}", "a second": round(bare)},
        _beside(f"dispatch: {step}, {what}", looks, bare),
        {"what": f"dispatch: {step}, {at_rate}", **_times(alone, open_floor)},
        _beside(f"dispatch: a whole request taken, promised and offered, {what}", whole, bare),
        {"what": f"dispatch: a whole request, {at_rate}", **_times(open_loop, open_floor)},
    ]


def _done(what: str, sizes: Sizes, *, rate: int = 0) -> tuple[float, list[float]]:
    """Return how many were done a second, and how many milliseconds each took."""
    words = [
        [what, str(sizes.seconds), str(rate), str(place), str(place), str(sizes.workers)]
        for place in range(sizes.workers)
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


def _races_over_http(sizes: Sizes) -> list[dict[str, object]]:
    """Return how long it took until all contenders of a race were answered; each had one winner."""
    (big,) = contending.laid("C-", referrals=1, contenders=sizes.contenders)
    small = contending.laid("H-", referrals=sizes.races_over_http, contenders=sizes.contenders_over_http)
    tokens = dict(zip(flat := [*big, *chain(*small)], contending.tokens_of(flat), strict=True))
    races: list[tuple[float, list[Answered]]] = []
    with contending.serving() as port:
        contending.warm_up(port, tokens[big[0]])
        for race in [*small, big]:
            contending.wait_until_idle()
            races.append(contending.over_http(port, race, [tokens[one] for one in race]))
            contending.check_answers(races[-1][1])
            contending.check_winners(race)
    seconds, answers = races.pop()
    taken = [one.milliseconds for one in answers]
    return [
        {
            "what": f"{len(big):,} contenders for one referral, over HTTP: one winner, all answered",
            "p50 ms": round(statistics.median(taken), 1),
            "p99 ms": round(_share(taken, 0.99), 1),
            "seconds": round(seconds, 2),
        },
        {
            "what": f"{len(small)} such races of {sizes.contenders_over_http}: one winner each; the slowest",
            "seconds": round(max(one for one, _ in races), 2),
        },
    ]


def _races(sizes: Sizes) -> dict[str, object]:
    """Return how long it took until everybody in many races was answered; each had one winner."""
    races = contending.laid("M-", referrals=sizes.races, contenders=sizes.contenders_of_a_race)
    offers = list(chain(*races))
    seconds, _ = contending.by_services(offers, processes=sizes.processes)
    each = f"{sizes.contenders_of_a_race}, {sizes.processes} at once"
    return {
        "what": f"{sizes.races} races of {each}, through the services: one winner each",
        "a second": round(len(offers) / seconds, 1),
        "seconds": round(seconds, 1),
    }

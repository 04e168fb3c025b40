"""One process of several that dispatch at the same time: `python -m tools.bench.dispatching.hands WORDS...`.

The words are what to do, for how many seconds, how often a second all of them together (0: as fast as it
goes) and a number to draw by. It says that it is ready, begins when it is told to, and prints the
milliseconds of each as JSON.
"""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

import django

from tools.bench.dispatching.arriving import Arrivals

WARM_UP = 30
"""Referrals that a process decides first, by themselves and together: plans and caches are made by then."""

TOGETHER = 20
"""As many as a sweep takes in one transaction (`dispatching.AT_ONCE`)."""

SWEPT = frozenset({"decide"})
"""What does several in one transaction; else one is taken at a time."""

Act = Callable[[int], int]


def together(words: Sequence[Sequence[str]]) -> list[list[float]]:
    """Return what several such processes print that work at the same time."""
    command = [sys.executable, "-m", "tools.bench.dispatching.hands"]
    running = [
        subprocess.Popen([*command, *each], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for each in words
    ]
    for one in running:
        assert one.stdout is not None
        one.stdout.readline()
    began = time.monotonic()
    with NamedTemporaryFile() as line:
        for one in running:
            assert one.stdin is not None
            one.stdin.write(f"{began} {line.name}\n")
            one.stdin.flush()
        answers = [one.communicate()[0] for one in running]
    assert not any(one.returncode for one in running), "One of the processes failed; its reason stands above."
    return [json.loads(answer) for answer in answers]


def main() -> None:
    """Do it, and print how long each took."""
    what, seconds, rate, number = sys.argv[1:5]
    django.setup()
    draw = random.Random(int(number))  # noqa: S311 - the same each time
    act = _acts(draw, sys.argv[5:])[what]
    _warm_up(draw)
    print("ready", flush=True)  # noqa: T201 - the other side waits for it
    began, line = sys.stdin.readline().split()
    until = float(began) + float(seconds)
    if float(rate):
        arrivals = Arrivals(Path(line), began=float(began), seconds=float(seconds), rate=float(rate))
        taken = _as_they_come(act, arrivals, most=TOGETHER if what in SWEPT else 1, until=until)
    else:
        taken = _as_fast_as_it_goes(act, until=until)
    print(json.dumps(taken))  # noqa: T201 - the answer


def _warm_up(draw: random.Random) -> None:
    """Let the process read packs and places and compile what it asks, as one has that has worked a while."""
    from assistdesk.referrals.models import Referral  # noqa: PLC0415 - needs Django
    from assistdesk.referrals.services import dispatching  # noqa: PLC0415 - the same
    from assistdesk.shared import clock  # noqa: PLC0415 - the same
    from assistdesk.site import warming  # noqa: PLC0415 - the same
    from tools.bench.dispatching import stage  # noqa: PLC0415 - the same

    asked = [stage.ask(draw) for _ in range(WARM_UP)]
    for group in [*([one] for one in asked), asked[:TOGETHER]]:
        Referral.objects.filter(pk__in=group).update(rung=0, asked_at=None, next_look_at=clock.now())
        dispatching.look_together(group, at=clock.now())
    warming.leave_alone_what_stays()


def _as_fast_as_it_goes(act: Act, *, until: float) -> list[float]:
    taken: list[float] = []
    while (before := time.monotonic()) < until:
        done = act(TOGETHER)
        if not done:
            break
        taken += [(time.monotonic() - before) * 1000] * done
    return taken


def _as_they_come(act: Act, arrivals: Arrivals, *, most: int, until: float) -> list[float]:
    """Return the time of each from the moment at which it came, whether or not there was time for it then.

    What came meanwhile may be done together, as a sweep does. Who cannot keep up stops some time after the
    end; those who wait then have waited so long at least.
    """
    taken: list[float] = []
    patience = until + 2 * (until - time.monotonic())
    while came := arrivals.take(most):
        if time.monotonic() < patience:
            act(len(came))
        over = time.monotonic()
        taken += [(over - one) * 1000 for one in came]
    return taken


def _own_share(words: Sequence[str]) -> Iterator[UUID]:
    """Yield which of the laid referrals this process decides: every so many, from its own place on."""
    from tools.bench.dispatching import stage  # noqa: PLC0415 - needs Django

    place, processes = map(int, words)
    yield from stage.referrals_of("D-")[place::processes]


def _acts(draw: random.Random, more: list[str]) -> dict[str, Act]:
    """Return what can be done, by name; each is told how many at most, and tells how many it did."""
    from assistdesk.referrals import services  # noqa: PLC0415 - needs Django
    from assistdesk.referrals.models import Offer  # noqa: PLC0415 - the same
    from assistdesk.referrals.services import dispatching  # noqa: PLC0415 - the same
    from assistdesk.shared import clock  # noqa: PLC0415 - the same
    from assistdesk.shared.people import queries as people  # noqa: PLC0415 - the same
    from assistdesk.shared.refusals import Refusal  # noqa: PLC0415 - the same
    from tools.bench.dispatching import floor, stage  # noqa: PLC0415 - the same

    offers = map(UUID, more)
    laid = _own_share(more)

    def decide(most: int) -> int:
        mine = list(islice(laid, most))
        return dispatching.look_together(mine, at=clock.now()) if mine else 0

    def request(_: int) -> int:
        stage.ask(draw)
        return 1

    def accept(_: int) -> int:
        offer_id = next(offers, None)
        if offer_id is None:
            return 0
        actor = people.actor_of(Offer.objects.select_related("helper").get(pk=offer_id).helper)
        try:
            services.accept(offer_id, actor=actor, at=clock.now())
        except Refusal:
            return 1
        return 1

    return {
        "request": request,
        "look": lambda _: services.look_due(at=clock.now()),
        "decide": decide,
        "floor": lambda _: floor.decide(draw),
        "accept": accept,
    }


if __name__ == "__main__":
    main()

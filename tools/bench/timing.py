"""How one thing is timed: many times, after a warm-up, beside a floor in turns."""

import statistics
import time
from collections.abc import Callable
from typing import Protocol

from django.db import connection
from django.test.utils import CaptureQueriesContext

Call = Callable[[], object]
WARM_UP = 3


class Peer(Protocol):
    """Another desk's way to do the same."""

    def milliseconds(self) -> float:
        """Do it once and return how long it took."""

    def queries(self) -> int:
        """Do it once and return how often it asked the database."""


def measure(
    what: str, call: Call, *, floor: Call | None = None, peer: Peer | None = None, times: int = 60
) -> dict[str, object]:
    """Return one row: milliseconds of `call`, of `floor` and `peer` in the same turns, and the queries.

    They take turns, so that a machine that slows down slows all. `ratio` is how many times the floor's
    time a call takes, `peer ratio` how many times the call's time the other desk takes.
    """
    own, bare, others = [], [], []
    for turn in range(-WARM_UP, times):
        taken = _timed(call), _timed(floor) if floor else 0.0, peer.milliseconds() if peer else 0.0
        if turn >= 0:
            own.append(taken[0])
            bare.append(taken[1])
            others.append(taken[2])
    middle = statistics.median(own)
    row: dict[str, object] = {
        "what": what,
        "p50 ms": round(middle, 2),
        "p95 ms": round(_share(own, 0.95), 2),
        "queries": _queries(call),
    }
    if floor:
        row["floor p50 ms"] = round(statistics.median(bare), 3)
        row["ratio"] = round(middle / statistics.median(bare), 1)
    if peer:
        row["peer p50 ms"] = round(statistics.median(others), 1)
        row["peer ratio"] = round(statistics.median(others) / middle, 1)
        row["peer queries"] = peer.queries()
    return row


def _timed(call: Call) -> float:
    before = time.perf_counter()
    call()
    return (time.perf_counter() - before) * 1000


def _share(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, round(share * (len(values) - 1)))]


def _queries(call: Call) -> int:
    with CaptureQueriesContext(connection) as seen:
        call()
    return len(seen)

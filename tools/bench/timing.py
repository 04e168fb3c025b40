"""How one thing is timed: many times, after a warm-up, beside a floor in turns."""

import statistics
import time
from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

Call = Callable[[], object]
WARM_UP = 3


def measure(what: str, call: Call, *, floor: Call | None = None, times: int = 60) -> dict[str, object]:
    """Return one row: milliseconds of `call`, of `floor` in the same turns, their ratio, and the queries.

    Floor and call take turns, so that a machine that slows down slows both.
    """
    for _ in range(WARM_UP):
        call()
        if floor:
            floor()
    own, bare = [], []
    for _ in range(times):
        own.append(_timed(call))
        if floor:
            bare.append(_timed(floor))
    row: dict[str, object] = {
        "what": what,
        "p50 ms": round(statistics.median(own), 2),
        "p95 ms": round(_share(own, 0.95), 2),
        "queries": _queries(call),
    }
    if bare:
        middle = statistics.median(bare)
        row["floor p50 ms"] = round(middle, 3)
        row["ratio"] = round(statistics.median(own) / middle, 1)
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

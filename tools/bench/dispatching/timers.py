"""What time ends among many open offers: by a real worker, which is killed on the way."""

import statistics
import subprocess
import sys
import time
from datetime import datetime, timedelta

from assistdesk.referrals.models import Offer
from assistdesk.shared.deadlines import DeskNow
from tools.bench.dispatching import stage

OFFERS_OF_A_REFERRAL = 4
LEAD_SECONDS = 25.0
LONGEST_SECONDS = 600.0
SOON = timedelta(hours=1)
"""Before what is laid to close soon, however long laying takes; all else closes in two hours."""


def rows(*, open_offers: int, due: int, rate: float) -> list[dict[str, object]]:
    """Return how late offers were closed, without and with a worker that is killed in the middle."""
    stage.lay(
        "O-", referrals=open_offers // OFFERS_OF_A_REFERRAL, offers=OFFERS_OF_A_REFERRAL, kind="general"
    )
    quiet = _lateness("T-", due=due, rate=rate, is_killed=False)
    killed = _lateness("K-", due=due, rate=rate, is_killed=True)
    what = f"timers: {due:,} due at {rate:g} a second among {open_offers:,} open offers, all missed"
    return [
        {"what": f"{what}: how late", **quiet},
        {"what": f"{what}, the worker killed halfway and another started: how late, none lost", **killed},
    ]


def _lateness(name: str, *, due: int, rate: float, is_killed: bool) -> dict[str, object]:
    stage.lay(
        name,
        referrals=-(-due // OFFERS_OF_A_REFERRAL),
        offers=OFFERS_OF_A_REFERRAL,
        kind="general",
        due=due,
        first_due=LEAD_SECONDS,
        rate=rate,
    )
    first = Offer.objects.filter(referral__reference__startswith=name).earliest("closes_at").closes_at
    worker = _started()
    try:
        if is_killed:
            _wait_until(first + timedelta(seconds=due / rate / 2))
            worker.kill()
            worker.wait()
            worker = _started()
        _wait_for_all(name)
    finally:
        worker.terminate()
        worker.wait()
    soon = Offer.objects.filter(referral__reference__startswith=name, closes_at__lt=first + SOON)
    late = sorted((one.ended_at - one.closes_at).total_seconds() * 1000 for one in soon if one.ended_at)
    assert len(late) == soon.count() >= due, "One was lost."
    return {"p50 ms": round(statistics.median(late)), "p99 ms": round(late[round(0.99 * (len(late) - 1))])}


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "assistdesk", "worker"])


def _wait_until(moment: datetime) -> None:
    while not Offer.objects.annotate(now=DeskNow()).filter(now__gte=moment)[:1].exists():
        time.sleep(0.1)


def _wait_for_all(name: str) -> None:
    """Wait until nothing that was laid to close soon is open any more."""
    deadline = time.monotonic() + LONGEST_SECONDS
    soon = Offer.objects.open().filter(referral__reference__startswith=name)
    while soon.filter(closes_at__lt=DeskNow() + SOON).exists():
        assert time.monotonic() < deadline, "One was lost."
        time.sleep(0.2)

"""What is slow the first time, done before anybody waits for it."""

import gc
import threading

import structlog
from django.db import connection

from assistdesk.guide import queries as guide
from assistdesk.shared import clock
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.privacy import scanning
from assistdesk.shared.privacy.labels import PATTERNS
from assistdesk.shared.privacy.names import sentences as names
from assistdesk.shared.refusals import Refusal

SELDOM = (20_000, 20, 20)
"""After how many new objects to look for circles among them, and how often among older ones (Python: 700).

Source: docs/reference/performance.md.
"""

log = structlog.get_logger("assistdesk.warming")


def warm_in_background() -> None:
    """Make the search of every marketplace's guide and the privacy guard ready, beside the first requests."""
    threading.Thread(target=_warm, name="warming", daemon=True).start()


def warm_worker() -> None:
    """Make the packs and the privacy guard ready, before the first jobs."""
    _warm_guard()
    policy.marketplaces()
    connection.close()
    leave_alone_what_stays()


def _warm_guard() -> None:
    """Load the names model, and read with which characters the guard's expressions can begin or end."""
    names.warm()
    for expressions in (scanning.TOGETHER, scanning.ENDINGS, scanning.CUES, PATTERNS.possible):
        expressions.read()


def _warm() -> None:
    _warm_guard()
    try:
        for pack in policy.marketplaces():
            today = guide.today_of(pack, at=clock.now())
            guide.made_ready(pack, pack.guide_on(today).edition)
    except Refusal as refusal:
        log.info("a guide has no edition today", code=refusal.code)
    finally:
        connection.close()
        leave_alone_what_stays()


def leave_alone_what_stays() -> None:
    """Let the garbage collection pass over what was made so far: packs, searches and code stay for good.

    It would look through hundreds of thousands of them again and again while requests wait. What is made from
    now on is looked through seldom: little of it stands in circles.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)

"""Background work of messaging: deliver what waits, read what came in."""

import threading
import time

from django.db import transaction

from assistdesk.shared import clock, jobs
from assistdesk.shared.messaging import couriers, queries, services
from assistdesk.shared.messaging.couriers import DELIVER, DELIVER_TEXTS
from assistdesk.shared.messaging.services.arrivals import READ
from assistdesk.shared.policy.schema import ChannelName

AT_ONCE = 2  # deliveries of one process at the same time, so that a slow server leaves workers for the rest

LONGEST_SECONDS = 5.0  # of one delivery; a worker that shall end waits for it
TEXTS_AT_ONCE = 1  # they wait for their turns anyway

_places = threading.BoundedSemaphore(AT_ONCE)
_places_for_texts = threading.BoundedSemaphore(TEXTS_AT_ONCE)


@jobs.task(name=DELIVER, queue="mail")
def deliver() -> None:
    """Send all mail that is due. Queued with each; safe to run twice, late, or beside itself."""
    _deliver(ChannelName.EMAIL, _places)


@jobs.task(name=DELIVER_TEXTS, queue="mail")
def deliver_texts() -> None:
    """Send all text messages that are due. Queued with each; safe to run twice, late, or beside itself."""
    _deliver(ChannelName.SMS, _places_for_texts)


def _deliver(channel: ChannelName, places: threading.BoundedSemaphore) -> None:
    if not places.acquire(blocking=False):
        return
    begun = time.monotonic()
    try:
        services.deliver(channel, seconds=LONGEST_SECONDS)
    finally:
        places.release()
    is_cut_off = time.monotonic() - begun >= LONGEST_SECONDS
    if is_cut_off and channel in queries.channels_due():
        with transaction.atomic():
            couriers.call(channel)


@jobs.sweep(name="messaging.deliver_due")
def deliver_due() -> None:
    """Queue a delivery if anything is due: a retry, or a message whose delivery died.

    What was not sent before its own deadline fails here. The sweep itself sends nothing, since a slow server
    must not keep the other sweeps waiting.
    """
    services.fail_overdue()
    for channel in queries.channels_due():
        with transaction.atomic():
            couriers.call(channel)


@jobs.task(name=READ, queue="mail")
def read_mail() -> None:
    """Read the mails that came in. Queued with each; safe to run twice, late, or beside itself."""
    services.read_waiting(at=clock.now())


@jobs.sweep(name="messaging.read_waiting")
def read_waiting() -> None:
    """Queue a reading if a mail waits whose reading was lost, or failed."""
    if queries.is_anything_unread():
        with transaction.atomic():
            jobs.queue(READ)


@jobs.sweep(name="messaging.ask_again")
def ask_again() -> None:
    """Queue anew what takes a mail that joined a thing, where that was lost, or given up after its tries."""
    services.ask_again(at=clock.now())

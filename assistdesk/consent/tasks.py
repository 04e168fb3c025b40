"""Sweeps of case access."""

from datetime import datetime, timedelta

from assistdesk.consent import services
from assistdesk.shared import clock, jobs

BETWEEN_ERASURES = timedelta(minutes=10)


class _Erasing:
    """When this worker looks next for what is to be erased: records are kept for years, not minutes."""

    next_at: datetime | None = None


@jobs.sweep(name="consent.expire_due")
def expire_due() -> None:
    """End requests whose time is over. Safe to run twice, late, or beside itself."""
    services.expire_due(at=clock.now())


@jobs.sweep(name="consent.fail_undelivered")
def fail_undelivered() -> None:
    """End requests that could not be handed to any provider. Safe to run twice, late, or beside itself."""
    services.fail_undelivered(at=clock.now())


@jobs.sweep(name="consent.erase_due")
def erase_due() -> None:
    """Erase the records whose time is over, every ten minutes. Safe to run twice, late, or beside itself."""
    at = clock.now()
    if _Erasing.next_at is None or at >= _Erasing.next_at:
        services.erase_due(at=at)
        _Erasing.next_at = at + BETWEEN_ERASURES

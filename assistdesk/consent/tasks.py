"""Sweeps of case access."""

from assistdesk.consent import services
from assistdesk.shared import clock, jobs


@jobs.sweep(name="consent.expire_due")
def expire_due() -> None:
    """End requests whose time is over. Safe to run twice, late, or beside itself."""
    services.expire_due(at=clock.now())


@jobs.sweep(name="consent.fail_undelivered")
def fail_undelivered() -> None:
    """End requests that could not be handed to any provider. Safe to run twice, late, or beside itself."""
    services.fail_undelivered(at=clock.now())

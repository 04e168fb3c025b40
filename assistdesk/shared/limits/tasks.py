"""Tidying up counters."""

from assistdesk.shared import jobs
from assistdesk.shared.limits import counting


@jobs.sweep(name="limits.forget")
def forget() -> None:
    """Forget what counts no more; one look at an index while there is nothing. Safe to run twice or late."""
    counting.forget()

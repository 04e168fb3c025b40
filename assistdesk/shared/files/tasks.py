"""Background work of files: forget what nobody used."""

from assistdesk.shared import clock, jobs
from assistdesk.shared.files import queries, services


@jobs.sweep(name="files.forget_loose")
def forget_loose() -> None:
    """Forget the files that were uploaded and never linked to anything. Safe to run twice or late."""
    at = clock.now()
    if queries.is_anything_loose(at=at):
        services.forget_loose(at=at)

"""Background work of files: scan and draw what came, remove what nobody used."""

import threading
from uuid import UUID

from assistdesk.shared import clock, jobs
from assistdesk.shared.files import queries, scanner, services, vault

_DRAWING = threading.BoundedSemaphore(2)  # of the worker's four places one stays free for mail
_READING = threading.BoundedSemaphore(1)


@jobs.task(name="files.prepare", queue="desk")
def prepare(attachment_id: str) -> None:
    """Scan a file where that is due, and draw its preview. Safe to run twice, late or beside itself."""
    if not _DRAWING.acquire(blocking=False):
        services.put_off(UUID(attachment_id), has_failed=False, at=clock.now())
        return
    try:
        services.prepare(UUID(attachment_id), at=clock.now())
    finally:
        _DRAWING.release()


@jobs.task(name="files.read", queue="desk")
def read(attachment_id: str) -> None:
    """Read the pages of a file, one file at a time. Safe to run twice, late or beside itself."""
    if not _READING.acquire(blocking=False):
        services.put_off(UUID(attachment_id), has_failed=False, at=clock.now())
        return
    try:
        services.read(UUID(attachment_id), at=clock.now())
    finally:
        _READING.release()


@jobs.sweep(name="files.claim_due")
def claim_due() -> None:
    """Queue the work on files that is due: what a lost job left, and what waits for the scanner."""
    at = clock.now()
    if queries.is_anything_due(at=at) or (scanner.is_configured() and queries.is_anything_unscanned()):
        services.claim_due(at=at)


@jobs.sweep(name="files.forget_loose")
def forget_loose() -> None:
    """Forget the files that were uploaded and never linked to anything. Safe to run twice or late."""
    at = clock.now()
    if queries.is_anything_loose(at=at):
        services.forget_loose(at=at)


@jobs.sweep(name="files.remove_leftovers")
def remove_leftovers() -> None:
    """Remove contents from the storage that no row speaks for. Safe to run twice or late."""
    at = clock.now()
    if vault.is_anything_left_over(at=at):
        vault.remove_leftovers(at=at)

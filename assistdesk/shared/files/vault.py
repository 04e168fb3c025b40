"""The storage of contents: sealed on the way in, opened on the way out, in a folder or a bucket.

Every content is announced before it is kept, as a leftover; whoever makes a row for it takes the
announcement back in the same transaction.
"""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from assistdesk.shared import keys, transactions
from assistdesk.shared.files.models import Leftover
from assistdesk.shared.files.refusals import StorageDown

ABANDONED_AFTER = timedelta(hours=1)
REMOVED_AT_ONCE = 50
AGAIN_AFTER = timedelta(minutes=5)

log = structlog.get_logger("assistdesk.files")


def put(content: bytes, *, place: str, at: datetime) -> str:
    """Keep `content`, sealed for `place`, and return its name in the storage.

    Unless `claim` is called with that name in some transaction, it is removed after an hour.

    Raises:
        StorageDown: it could not be kept; what is left of it will be removed.
    """
    name = f"{uuid.uuid4().hex[:2]}/{uuid.uuid4().hex}"
    _announce(name, at=at)
    try:
        with _reached():
            return default_storage.save(name, ContentFile(keys.seal(content, context=place)))
    except StorageDown:
        abandon([name])
        raise


def claim(names: Iterable[str]) -> None:
    """Say that rows of the caller's transaction speak for these contents from now on."""
    transactions.required()
    Leftover.objects.filter(storage_name__in=list(names)).delete()


def abandon(names: Iterable[str]) -> None:
    """Remove contents that nobody claimed, now where that is possible, else later."""
    gone = [name for name in names if _is_removed(name)]
    with transaction.atomic(durable=True):
        Leftover.objects.filter(storage_name__in=gone).delete()


def drop(names: Iterable[str], *, at: datetime) -> None:
    """Let the worker remove contents once the caller's transaction has committed."""
    transactions.required()
    Leftover.objects.bulk_create(
        [Leftover(storage_name=name, due_at=at) for name in names],
        update_conflicts=True,
        unique_fields=["storage_name"],
        update_fields=["due_at"],
    )


def get(name: str, *, place: str) -> bytes:
    """Return the content that is kept under `name`, sealed for `place`.

    Raises:
        StorageDown: it can't be reached, or is gone.
    """
    with _reached(), default_storage.open(name) as kept:
        sealed = kept.read()
    return keys.open_sealed(sealed, context=place)


def remove_leftovers(*, at: datetime) -> int:
    """Remove contents that no row speaks for, some at a time; return how many are gone."""
    names = _due_leftovers(at=at)
    gone = [name for name in names if _is_removed(name)]
    with transaction.atomic(durable=True):
        Leftover.objects.filter(storage_name__in=gone).delete()
    return len(gone)


def is_anything_left_over(*, at: datetime) -> bool:
    """Return whether a content waits to be removed."""
    return Leftover.objects.filter(due_at__lte=at).exists()


def remove_everything() -> None:
    """Remove every content there is; for demos alone.

    Raises:
        StorageDown: it can't be reached.
    """
    with _reached():
        for name in list(_names_in("")):
            default_storage.delete(name)


def _names_in(folder: str) -> Iterator[str]:
    if not default_storage.exists(folder):
        return
    folders, names = default_storage.listdir(folder)
    yield from (f"{folder}{name}" for name in names)
    for inner in folders:
        yield from _names_in(f"{folder}{inner}/")


@transaction.atomic(durable=True)
def _announce(name: str, *, at: datetime) -> None:
    Leftover.objects.create(storage_name=name, due_at=at + ABANDONED_AFTER)


@transaction.atomic(durable=True)
def _due_leftovers(*, at: datetime) -> list[str]:
    """Return what is to be removed now; where that fails, it is due again in a while."""
    due = Leftover.objects.filter(due_at__lte=at).order_by("due_at", "storage_name")
    rows = list(due.select_for_update(skip_locked=True)[:REMOVED_AT_ONCE])
    names = [row.storage_name for row in rows]
    Leftover.objects.filter(storage_name__in=names).update(due_at=at + AGAIN_AFTER)
    return names


def _is_removed(name: str) -> bool:
    try:
        with _reached():
            default_storage.delete(name)
    except StorageDown:
        return False
    return True


@contextmanager
def _reached() -> Iterator[None]:
    """Say in our own words that the storage can't be used. A bucket's faults arrive as OSError too."""
    try:
        yield
    except (OSError, SuspiciousFileOperation) as error:
        log.warning("the storage of attachments can't be used", fault=type(error).__name__)
        raise StorageDown from None

"""How long the records of a consent are kept. A hold wins over any end."""

from datetime import datetime, timedelta


def due_at(*, closed_at: datetime | None, keep: timedelta) -> datetime | None:
    """Return from when the records of a consent may be erased; None while it stands.

    `closed_at` is when the request ended without access, or the access itself ended. From the returned moment
    on, inclusive, they are due.

    Source: 45 CFR 155.220(j)(2)(iii) (ten years), or longer where the pack says so.
    """
    return closed_at + keep if closed_at is not None else None


def is_due(*, closed_at: datetime | None, keep: timedelta, is_held: bool, at: datetime) -> bool:
    """Return whether the records of a consent are to be erased at `at`."""
    due = due_at(closed_at=closed_at, keep=keep)
    return not is_held and due is not None and at >= due

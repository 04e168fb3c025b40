"""Cursors: where the next page of a list goes on, as one opaque text."""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date, datetime
from uuid import UUID

from assistdesk.shared.refusals import FieldError, InvalidInput

LONGEST = 4000


def encode(*place: str) -> str:
    """Return the cursor of the row whose sort values, the key last, are `place`."""
    return urlsafe_b64encode(json.dumps(place).encode()).decode().rstrip("=")


def decode(cursor: str | None, *, parts: int) -> tuple[str, ...] | None:
    """Return the sort values in `cursor`, or None where there is no cursor.

    Raises:
        InvalidInput: it is not a cursor of a list sorted by `parts` values.
    """
    if not cursor:
        return None
    try:
        place = json.loads(urlsafe_b64decode(cursor[:LONGEST] + "=" * (-len(cursor) % 4)))
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise _unusable() from None
    if not isinstance(place, list) or len(place) != parts or not all(isinstance(one, str) for one in place):
        raise _unusable()
    return tuple(place)


def moment(part: str) -> datetime:
    """Return the moment that a part of a cursor says.

    Raises:
        InvalidInput: it says none, or one without its offset.
    """
    try:
        at = datetime.fromisoformat(part)
    except ValueError:
        raise _unusable() from None
    if at.tzinfo is None:
        raise _unusable()
    return at


def day(part: str) -> date:
    """Return the day that a part of a cursor says.

    Raises:
        InvalidInput: it says none.
    """
    try:
        return date.fromisoformat(part)
    except ValueError:
        raise _unusable() from None


def key(part: str) -> UUID:
    """Return the id that a part of a cursor says.

    Raises:
        InvalidInput: it says none.
    """
    try:
        return UUID(part)
    except ValueError:
        raise _unusable() from None


def _unusable() -> InvalidInput:
    return InvalidInput([FieldError("cursor", "Take the cursor from the answer before, as it is.")])

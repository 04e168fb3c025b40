"""What staff type: a part of a helper's name, and why the season is opened or closed."""

import re

from assistdesk.shared.refusals import FieldError, InvalidInput

LONGEST_NAME = 80
LONGEST_REASON = 200


def clean_name(text: str) -> str:
    """Return a part of a name as it is looked for."""
    return _line(text)[:LONGEST_NAME]


def reason_of(text: str) -> str:
    """Return a reason in one line.

    Raises:
        InvalidInput: there is none, or it is too long.
    """
    reason = _line(text)
    if not reason or len(reason) > LONGEST_REASON:
        raise InvalidInput([FieldError("reason", "Say why, in at most 200 letters: it stands on the board.")])
    return reason


def _line(text: str) -> str:
    printable = "".join(letter if letter.isprintable() else " " for letter in text)
    return re.sub(r"\s+", " ", printable).strip()

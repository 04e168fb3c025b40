"""Reading one line as somebody typed or a program sent it."""

import re

_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NO = frozenset({"", "0", "false", "no", "off"})


def clean_line(written: str) -> str:
    """Return what was written as one line without control characters and half characters."""
    return _BREAKS.sub(" ", written.encode(errors="replace").decode()).strip()


def is_attested(given: object) -> bool | None:
    """Return whether somebody attested, by whatever a program sends for yes; None where nothing was said."""
    if given is None:
        return None
    return given.strip().lower() not in _NO if isinstance(given, str) else bool(given)

"""The chain of the records: each entry's digest binds what it says and the digest before it."""

import hashlib
import json
from collections.abc import Mapping

START = "0" * 64
"""What stands before the first entry."""


def digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(values: Mapping[str, object]) -> str:
    """Return values as one line of JSON that is the same whoever writes it: sorted keys, no blanks."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def linked(previous: str, values: Mapping[str, object]) -> str:
    """Return the digest of an entry that follows the one with digest `previous`."""
    return digest(f"{previous}\n{canonical(values)}")

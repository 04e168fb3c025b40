"""What the desk knows of the consumers whom words are about, as keyed hashes: nobody reads a value from it.

The key is made anew by each process and kept nowhere. A Social Security number is compared as it is kept: by
the keyed hash that its person is found by, so that nobody has to open it.
"""

import secrets
from dataclasses import dataclass
from enum import Enum
from hashlib import blake2b

from assistdesk.shared import keys

_KEY = secrets.token_bytes(32)
_BYTES = 16


class Sort(Enum):
    """What a known value is; its own part of a hash, so that a name never equals a number."""

    GIVEN = b"given"
    FAMILY = b"family"
    WHOLE = b"whole"
    """A given and a family name run together, in either order."""
    DAY = b"day"
    PHONE = b"phone"
    EMAIL = b"email"
    CODE = b"code"
    """A number of the consumer's, such as a policy's: capital letters and digits alone."""


def digest(sort: Sort, value: str) -> bytes:
    """Return the keyed hash of a normalized value."""
    return blake2b(value.encode(), key=_KEY, digest_size=_BYTES, person=sort.value).digest()


@dataclass(frozen=True, slots=True, repr=False)
class KnownValues:
    """The keyed hashes of what is known of some consumers of one marketplace.

    `most_words` is of how many words their longest name is, `lengths` are those of their numbers; `ssns` are
    hashed as identities are.
    """

    digests: frozenset[bytes] = frozenset()
    most_words: int = 1
    lengths: frozenset[int] = frozenset()
    marketplace: str = ""
    ssns: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.digests or self.ssns)

    def has(self, sort: Sort, value: str) -> bool:
        """Tell whether a normalized value is one of them."""
        return bool(value) and digest(sort, value) in self.digests

    def has_ssn(self, digits: str) -> bool:
        """Tell whether nine digits are the Social Security number of one of them."""
        if not self.ssns:
            return False
        made = keys.identity_fingerprints(self.marketplace, "ssn", digits)
        return not self.ssns.isdisjoint(made)


NOTHING_KNOWN = KnownValues()

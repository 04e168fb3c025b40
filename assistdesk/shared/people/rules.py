"""How what tells one person from another is written alike, and who may act for people on a day.

Two writings that normalize alike are the same; nothing is ever compared in part.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "2nd", "3rd", "4th"})
"""What follows a name and is no part of it."""

SSN_DIGITS = 9

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212,.]+")


def name(written: str) -> str:
    """Return a name as it is compared: no case, accents, blanks, hyphens or apostrophes, and no suffix.

    A suffix counts as one only after something else: a person may be called Iv. Empty where no letter or
    digit is left.
    """
    words = [_folded(word) for word in _BETWEEN.split(unicodedata.normalize("NFKC", written))]
    words = [word for word in words if word]
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    return "".join(words)


def ssn(written: str) -> str:
    """Return a Social Security number as nine digits; empty where it isn't one.

    Blanks and hyphens may stand anywhere. Digits of other scripts count as what they mean. Whether the number
    was ever issued is not asked: a number that nobody has matches nobody.
    """
    digits = "".join(_digit(one) for one in unicodedata.normalize("NFKC", written) if not _is_between(one))
    return digits if len(digits) == SSN_DIGITS and digits.isascii() and digits.isdecimal() else ""


def number(written: str) -> str:
    """Return a case or application number as it is compared: capital letters and digits alone."""
    return "".join(one for one in unicodedata.normalize("NFKC", written) if one.isalnum()).upper()


def day(born: date) -> str:
    """Return a date of birth as it is compared."""
    return born.isoformat()


def code(written: str) -> str:
    """Return a key of a list, such as a sex, as it is compared."""
    return _folded(unicodedata.normalize("NFKC", written))


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a helper works by. Both days are the last ones, inclusive, in the marketplace's zone.

    Without `authorized_until` there is no authorization; an empty `license_number` says that none is needed.
    """

    authorized_until: date | None
    license_number: str
    license_until: date | None


def is_able(credentials: Credentials, *, on: date) -> bool:
    """Return whether the authorization, and the license where there is one, are in force on a day."""
    if credentials.authorized_until is None or credentials.authorized_until < on:
        return False
    if not credentials.license_number:
        return True
    return credentials.license_until is not None and credentials.license_until >= on


def _folded(word: str) -> str:
    """Return a word without case, accents and signs."""
    plain = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return "".join(one for one in plain.translate(_LETTERS) if one.isalnum())


def _is_between(one: str) -> bool:
    return one.isspace() or unicodedata.category(one) in ("Pd", "Cf") or one == "\u2212"


def _digit(one: str) -> str:
    return str(unicodedata.decimal(one)) if one.isdecimal() else one

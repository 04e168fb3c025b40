"""Whom a message may name: the marketplace's published contacts and the message's own parties."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistdesk.shared.privacy.known import NOTHING_KNOWN, KnownValues

NOT_DIGITS = re.compile(r"\D")
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Directory:
    """What the marketplace publishes, as its pack lists it.

    `phones` are ten digits, `emails` and `domains` are in lower case; an address at one of
    `domains` is staff's, unless anybody can have one there. `names` are organizations, teams and
    plans; `brands` are words that stand for one of them alone, and `counties` the state's, both folded.
    `allowed_labels` are the marketplace's own words for numbers that are not personal, such as the name
    of its ticket line.
    """

    phones: frozenset[str] = NOBODY
    emails: frozenset[str] = NOBODY
    domains: frozenset[str] = NOBODY
    names: frozenset[str] = NOBODY
    brands: frozenset[str] = NOBODY
    counties: frozenset[str] = NOBODY
    allowed_labels: frozenset[str] = NOBODY


@dataclass(frozen=True, slots=True, repr=False)
class Parties:
    """Who this one message is between: their contacts may stand in it, in the shape of `Directory`.

    `known` is what the desk knows of the consumers whom it is about: that never may.
    `is_letter`: where no name is known, whoever a text greets at its start and who signs at its end are its
    parties. Not so of a page: what stands on it may be anybody's letter.
    """

    names: frozenset[str] = NOBODY
    emails: frozenset[str] = NOBODY
    phones: frozenset[str] = NOBODY
    is_letter: bool = True
    known: KnownValues = NOTHING_KNOWN


def ten_digits(phone: str) -> str:
    """Return the ten digits of a North American number, however it is written; else all its digits."""
    digits = NOT_DIGITS.sub("", phone)
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits


def phones(written: Iterable[str]) -> frozenset[str]:
    """Return phone numbers as `Directory` and `Parties` want them."""
    return frozenset(ten_digits(phone) for phone in written)


def emails(written: Iterable[str]) -> frozenset[str]:
    """Return e-mail addresses as `Directory` and `Parties` want them."""
    return frozenset(address.strip().lower() for address in written)

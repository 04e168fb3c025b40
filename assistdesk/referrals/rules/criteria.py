"""What a helper must have to take part: checked at registration, and again at each offer."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Criterion(StrEnum):
    """What can be asked of a helper; packs say of which role."""

    ACTIVE_LICENSE = "active_license"
    CERTIFICATION = "certification"
    CONTACT_ON_FILE = "contact_on_file"
    ACTIVE = "active"


class Standing(NamedTuple):
    """What a marketplace knows of a helper. Each day is the last one, inclusive; None means there is none.

    `is_active`: the account is open. `authorized_until` None means that the marketplace sets no end. A tuple,
    as many helpers are told apart by it in a moment.
    """

    is_active: bool
    authorized_until: date | None = None
    has_license: bool = False
    license_until: date | None = None
    certified_until: date | None = None
    is_contact_on_file: bool = False


def missing(wanted: Iterable[Criterion], standing: Standing, *, on: date) -> tuple[str, ...]:
    """Return those of the criteria `wanted` that a helper doesn't meet on a day, in the order given."""
    return _missing(tuple(wanted), standing, on)


@lru_cache(maxsize=1 << 14)
def _missing(wanted: tuple[Criterion, ...], standing: Standing, on: date) -> tuple[str, ...]:
    """Remembered: licenses end on few days, and who looks for helpers asks the same of tens of thousands."""
    return tuple([one.value for one in wanted if not _is_met(one, standing, on)])


def _is_met(criterion: Criterion, standing: Standing, on: date) -> bool:
    if not standing.is_active:
        return False
    match criterion:
        case Criterion.ACTIVE_LICENSE:
            return standing.has_license and _lasts(standing.license_until, on)
        case Criterion.CERTIFICATION:
            return _lasts(standing.certified_until, on)
        case Criterion.CONTACT_ON_FILE:
            return standing.is_contact_on_file
        case Criterion.ACTIVE:
            return standing.authorized_until is None or _lasts(standing.authorized_until, on)


def _lasts(until: date | None, on: date) -> bool:
    return until is not None and on <= until

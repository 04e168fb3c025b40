"""The facts that decisions about referrals are made from."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from assistdesk.shared import places


class Spot(NamedTuple):
    """A place in degrees, north and east positive. `zip` only says which one it is.

    A tuple, as distances are looked up by pairs of these millions of times.
    """

    latitude: float
    longitude: float
    zip: str = ""


@lru_cache(maxsize=1 << 18)
def miles_between(one: Spot, other: Spot) -> float:
    """Return the great-circle distance in miles."""
    return places.miles(one, other)


class Reason(StrEnum):
    """Why a helper can't be asked. Those that start with `missing:` end with the pack's criterion."""

    NOT_REGISTERED = "not_registered"
    DEREGISTERED = "deregistered"
    MISSING_LICENSE = "missing:active_license"
    MISSING_CERTIFICATION = "missing:certification"
    MISSING_CONTACT = "missing:contact_on_file"
    NOT_ACTIVE = "missing:active"
    PAUSED = "paused"
    OFF_DUTY = "off_duty"
    FULL = "full"
    WRONG_PROGRAM = "wrong_program"
    WRONG_TYPE = "wrong_type"
    WRONG_LANGUAGE = "wrong_language"
    TOO_FAR = "too_far"
    ASKED_BEFORE = "asked_before"


class Term(StrEnum):
    """The terms of a score."""

    ACCEPTANCE = "acceptance"
    PROXIMITY = "proximity"
    REST = "rest"
    LANGUAGE = "language"
    MISSED_REFERRALS = "missed_referrals"


@dataclass(frozen=True, slots=True)
class Request:
    """What a resident asked for. `asked` holds who was offered it before in this round.

    `helper_type` is a role, or empty where any will do; `spot` is None where nobody knows the place.
    """

    id: UUID
    program: str
    language: str
    helper_type: str
    aids: frozenset[str]
    spot: Spot | None
    requested_at: datetime
    round: int = 1
    asked: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Record:
    """How a helper answered offers, older ones fading: `accepted` of `asked`, in offers, as of a moment."""

    accepted: float = 0.0
    asked: float = 0.0
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A helper as a choice sees one.

    `id` is the account's. `missing` holds the criteria of the pack that are not met. `is_deregistered`
    tells a registration lost by misses from one that never was. `accepts` and `available_hours` are
    counted since the registration; they are for fairness alone.
    """

    id: UUID
    role: str
    programs: frozenset[str]
    languages: frozenset[str]
    spot: Spot | None
    is_on_duty: bool = True
    missing: tuple[str, ...] = ()
    is_registered: bool = True
    is_deregistered: bool = False
    is_paused: bool = False
    open_count: int = 0
    most_open: int = 1
    consecutive_misses: int = 0
    record: Record = field(default_factory=Record)
    last_offer_at: datetime | None = None
    accepts: int = 0
    available_hours: float = 0.0


TERMS = tuple(Term)


class Score(NamedTuple):
    """How well a helper fits: each term from 0 to 1, and their sum by the pack's weights."""

    acceptance: float
    proximity: float
    rest: float
    language: float
    missed_referrals: float
    total: float

    @property
    def terms(self) -> dict[Term, float]:
        """Each term by its name, in the order in which they are told."""
        return dict(zip(TERMS, self, strict=False))  # the total, which is the last, is none


@dataclass(frozen=True, slots=True)
class Ranked:
    """A chosen helper. `miles` is None where a place is unknown."""

    candidate: Candidate
    score: Score
    speaks: bool
    miles: float | None


class Considered(NamedTuple):
    """A helper who was looked at: ruled out by `reasons`, or with a `score`."""

    id: UUID
    reasons: tuple[Reason, ...]
    score: Score | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Who is asked, best first, and all who were looked at: the fitting ones best first, then the others."""

    chosen: tuple[Ranked, ...]
    considered: tuple[Considered, ...]

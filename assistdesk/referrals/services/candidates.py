"""Who could be asked: the helpers nearest to a resident, as the values that a choice is made from.

The database finds those on duty who are nearest on the sheet of language and programme, and those who live
next door whatever they do, so that it can be said why not they. Who is asked is the rules' to say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from assistdesk.referrals.models import Offer, Referral
from assistdesk.referrals.rules import sheets
from assistdesk.referrals.rules.choice import Pool, pools
from assistdesk.referrals.rules.filters import roles_of_type
from assistdesk.referrals.rules.policy import Reach
from assistdesk.referrals.rules.values import Candidate, Request, Spot
from assistdesk.referrals.services import duty_roll, facts
from assistdesk.referrals.services.rulebook import Rulebook

NEIGHBOURS = 10
"""Helpers near the resident who are looked at besides, on duty or not, so that a choice can be explained."""

_ON_DUTY = """
    (SELECT %s AS turn, registration_id AS id, 0 AS place, point(x, y) <-> point(%s, %s) AS far, true AS is_on
     FROM referrals_duty
     WHERE marketplace = %s AND language = %s AND program = %s AND on_from <= %s AND on_until > %s AND is_free
       AND registration_id <> ALL(%s::uuid[])
     ORDER BY point(x, y) <-> point(%s, %s) LIMIT %s)
"""
_ON_DUTY_OF_TYPE = _ON_DUTY.replace(
    "ORDER BY",
    "AND (SELECT role FROM people_account AS account WHERE account.id = registration_id) = ANY(%s) ORDER BY",
)
_NEXT_DOOR = """
    (SELECT %s, registration_id, 1, point(x, y) <-> point(%s, %s), on_from <= %s AND on_until > %s
     FROM referrals_duty
     WHERE marketplace = %s AND language = %s AND program = %s
     ORDER BY point(x, y) <-> point(%s, %s) LIMIT %s)
"""
_NEAREST_FIRST = """
    SELECT turn, array_agg(id::text ORDER BY place, far, id), array_agg(is_on ORDER BY place, far, id)
    FROM (SELECT turn, id, min(place) AS place, min(far) AS far, bool_or(is_on) AS is_on
          FROM ({}) AS found GROUP BY turn, id) AS each
    GROUP BY turn
"""


@dataclass(frozen=True, slots=True)
class Sought:
    """A referral as a choice sees it, and what it is decided under."""

    referral: Referral
    request: Request
    book: Rulebook


def sought(referral: Referral, book: Rulebook) -> Sought:
    """Return a referral as a choice sees it; one query, for those who were asked in this round."""
    asked = Offer.objects.filter(referral=referral, round=referral.round).values_list("helper_id", flat=True)
    return sought_among(referral, book, asked=frozenset(asked))


def sought_among(referral: Referral, book: Rulebook, *, asked: frozenset[UUID]) -> Sought:
    """Return a referral as a choice sees it, whose round has asked `asked` before."""
    is_placed = referral.latitude is not None and referral.longitude is not None
    spot = Spot(referral.latitude, referral.longitude, referral.zip_code) if is_placed else None  # type: ignore[arg-type]  # both are there
    request = Request(
        id=referral.id,
        program=referral.program,
        language=referral.language,
        helper_type=referral.helper_type,
        aids=frozenset(referral.aids),
        spot=spot,
        requested_at=referral.requested_at,
        round=referral.round,
        asked=asked,
    )
    return Sought(referral, request, book)


@dataclass(frozen=True, slots=True)
class Search:
    """A look for helpers near a resident: those of a pool, and the neighbours besides."""

    one: Sought
    pool: Pool

    def place(self, tongue: str) -> tuple[float, float]:
        """Return where the resident lies on the sheet of a language."""
        request, marketplace = self.one.request, self.one.referral.marketplace
        spot = request.spot
        latitude, longitude = (spot.latitude, spot.longitude) if spot else duty_roll.middle(marketplace)
        number = sheets.sheet(marketplace, tongue, request.program)
        return sheets.position(number, latitude=latitude, longitude=longitude)

    @property
    def language(self) -> str:
        """Return on which sheet those on duty are looked for."""
        return self.pool.language or sheets.ANY


def anybody_near(one: Sought, *, most: int, at: datetime) -> list[Candidate]:
    """Return the nearest on duty, of any type and language, and the neighbours; two queries."""
    pool = Pool(one.request.program, "", None, at_most=most)
    return near_each([Search(one, pool)], at=at)[0]


def for_steps(steps: Sequence[tuple[Sought, Reach]], *, at: datetime) -> list[list[Candidate]]:
    """Return for each whom its step of the ladder looks at; two queries, however many."""
    each = [
        (place, pool) for place, (one, step) in enumerate(steps) for pool in pools(one.request, step=step)
    ]
    found = near_each([Search(steps[place][0], pool) for place, pool in each], at=at)
    joined: list[dict[UUID, Candidate]] = [{} for _ in steps]
    for (place, _), some in zip(each, found, strict=True):
        joined[place].update((one.id, one) for one in some)
    return [list(one.values()) for one in joined]


def near_each(searches: Sequence[Search], *, at: datetime) -> list[list[Candidate]]:
    """Return whom each search finds, those on duty first, the nearest first; two queries, however many.

    Each search names its sheet, its place and its limit as constants: only so does the database know that it
    is quicker to walk the index from there than to read everybody who is on duty.
    """
    if not searches:
        return []
    looks = [part for turn, each in enumerate(searches) for part in _looks(turn, each, at=at)]
    with connection.cursor() as cursor:
        statement = _NEAREST_FIRST.format(" UNION ALL ".join(words for words, _ in looks))
        cursor.execute(statement, [value for _, values in looks for value in values])
        rows = cursor.fetchall()
    ids = {turn: found for turn, found, _ in rows}
    on_duty = {one: is_on for _, found, duties in rows for one, is_on in zip(found, duties, strict=True)}
    known = facts.read_found(on_duty, at=at)
    return [known.candidates(ids.get(turn, ()), each.one.book) for turn, each in enumerate(searches)]


def _looks(turn: int, search: Search, *, at: datetime) -> Iterable[tuple[str, list[Any]]]:
    """Yield the parts of a search: those on duty, and the neighbours."""
    marketplace, pool = search.one.referral.marketplace, search.pool
    x, y = search.place(search.language)
    asked = list(search.one.request.asked)
    on_duty = [turn, x, y, marketplace, search.language, pool.program, at, at, asked]
    if pool.helper_type:
        yield _ON_DUTY_OF_TYPE, [*on_duty, list(roles_of_type(pool.helper_type)), x, y, pool.at_most]
    else:
        yield _ON_DUTY, [*on_duty, x, y, pool.at_most]
    x, y = search.place(sheets.ANY)
    yield _NEXT_DOOR, [turn, x, y, at, at, marketplace, sheets.ANY, pool.program, x, y, NEIGHBOURS]


def candidates(account_ids: Iterable[UUID], book: Rulebook, *, at: datetime) -> list[Candidate]:
    """Return helpers as the values that a choice is made from, in the order of `account_ids`; one query."""
    ids = [str(one) for one in account_ids]
    return facts.read(ids, at=at).candidates(ids, book)


def on_duty_by_word(one: Candidate) -> Candidate:
    """Return a helper whom staff spoke with: there, whatever the schedule says."""
    return replace(one, is_on_duty=True, is_paused=False)

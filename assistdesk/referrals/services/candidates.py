"""Who could be asked: the helpers nearest to a resident, as the values that a choice is made from.

The database finds those on duty who are nearest on the sheet of language and programme, and those who live
next door whatever they do, so that it can be said why not they. Who is asked is the rules' to say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from assistdesk.referrals.models import Offer, Referral
from assistdesk.referrals.rules import sheets
from assistdesk.referrals.rules.choice import Pool, pools
from assistdesk.referrals.rules.filters import roles_of_type
from assistdesk.referrals.rules.policy import Reach
from assistdesk.referrals.rules.values import Candidate, Request, Spot
from assistdesk.referrals.services import duty_roll, facts, nearest
from assistdesk.referrals.services.nearest import Look
from assistdesk.referrals.services.rulebook import Rulebook

NEIGHBOURS = 10
"""Helpers near the resident who are looked at besides, on duty or not, so that a choice can be explained."""


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
    """Return the nearest on duty, of any type and language, and the neighbours; one query."""
    pool = Pool(one.request.program, "", None, at_most=most)
    return near_each([Search(one, pool)], at=at)[0]


def for_steps(steps: Sequence[tuple[Sought, Reach]], *, at: datetime) -> list[list[Candidate]]:
    """Return for each whom its step of the ladder looks at; one query, however many."""
    each = [
        (place, pool) for place, (one, step) in enumerate(steps) for pool in pools(one.request, step=step)
    ]
    found = near_each([Search(steps[place][0], pool) for place, pool in each], at=at)
    joined: list[dict[UUID, Candidate]] = [{} for _ in steps]
    for (place, _), some in zip(each, found, strict=True):
        joined[place].update((one.id, one) for one in some)
    return [list(one.values()) for one in joined]


def near_each(searches: Sequence[Search], *, at: datetime) -> list[list[Candidate]]:
    """Return whom each search finds, those on duty first, the nearest first; see `nearest.found_by`."""
    looks = [_look(each) for each in searches]
    rows = nearest.found_by(looks, on_any_sheet=sheets.ANY, neighbours=NEIGHBOURS, at=at)
    known = facts.Facts((row for _, row in rows), at=at)
    ids: list[list[str]] = [[] for _ in searches]
    for turn, row in rows:
        ids[turn].append(row[0])
    return [known.candidates(found, each.one.book) for found, each in zip(ids, searches, strict=True)]


def _look(search: Search) -> Look:
    request, pool = search.one.request, search.pool
    return Look(
        marketplace=search.one.referral.marketplace,
        language=search.language,
        program=pool.program,
        spot=search.place(search.language),
        next_door=search.place(sheets.ANY),
        at_most=pool.at_most,
        asked=request.asked,
        roles=roles_of_type(pool.helper_type) if pool.helper_type else (),
    )


def candidates(account_ids: Iterable[UUID], book: Rulebook, *, at: datetime) -> list[Candidate]:
    """Return helpers as the values that a choice is made from, in the order of `account_ids`; one query."""
    ids = [str(one) for one in account_ids]
    return facts.read(ids, at=at).candidates(ids, book)


def on_duty_by_word(one: Candidate) -> Candidate:
    """Return a helper whom staff spoke with: there, whatever the schedule says."""
    return replace(one, is_on_duty=True, is_paused=False)

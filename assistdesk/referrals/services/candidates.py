"""Who could be asked: the helpers nearest to a resident, as the values that a choice is made from.

The database finds those on duty who are nearest on the sheet of language and programme, and those who live
next door whatever they do, so that it can be said why not they. Who is asked is the rules' to say.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from assistdesk.referrals.models import Offer, Referral
from assistdesk.referrals.rules import sheets
from assistdesk.referrals.rules.criteria import Standing
from assistdesk.referrals.rules.values import Candidate, Record, Request, Spot
from assistdesk.referrals.services import criteria, duty_roll
from assistdesk.referrals.services.rulebook import Rulebook
from assistdesk.referrals.states import RegistrationStatus

NEAREST = 40
"""Helpers that one look takes from a sheet; a step that asks many takes twice as many as it asks.

Source: docs/explanation/matching.md (wider looks change no choice that was measured).
"""

NEIGHBOURS = 20
"""Helpers near the resident who are looked at besides, on duty or not, so that a choice can be explained."""

_FACTS = """
    SELECT r.account_id, account.role, r.programs, r.languages, r.latitude, r.longitude, r.zip_code, r.status,
        r.is_paused, r.open_count, r.most_open, r.consecutive_misses, r.record_accepted, r.record_asked,
        r.record_at, r.last_offer_at, r.accepts, r.hours_available,
        EXISTS (SELECT FROM referrals_duty AS duty WHERE duty.registration_id = r.account_id
            AND duty.on_from <= %(at)s AND duty.on_until > %(at)s),
        helper.account_id IS NOT NULL AND account.is_active, helper.authorized_until,
        helper.license_number <> '', helper.license_until, helper.certified_until, helper.contact_on_file
    FROM wanted JOIN referrals_registration AS r ON r.account_id = wanted.id
    JOIN people_account AS account ON account.id = r.account_id
    LEFT JOIN people_helper AS helper ON helper.account_id = r.account_id
    ORDER BY wanted.place, wanted.far, r.account_id
"""
_THESE = """
    WITH wanted AS (
        SELECT id, place, 0 AS far FROM unnest(%(ids)s::uuid[]) WITH ORDINALITY AS one (id, place)
    )
"""
_NEAR = """
    WITH on_duty AS MATERIALIZED (
        SELECT registration_id AS id, point(x, y) <-> point(%(x)s, %(y)s) AS far FROM referrals_duty
        WHERE marketplace = %(marketplace)s AND language = %(language)s AND program = %(program)s
          AND on_from <= %(at)s AND on_until > %(at)s AND is_free
          AND registration_id <> ALL(%(asked)s::uuid[])
        ORDER BY point(x, y) <-> point(%(x)s, %(y)s) LIMIT %(limit)s
    ), next_door AS MATERIALIZED (
        SELECT registration_id AS id, point(x, y) <-> point(%(any_x)s, %(y)s) AS far FROM referrals_duty
        WHERE marketplace = %(marketplace)s AND language = %(any)s AND program = %(program)s
        ORDER BY point(x, y) <-> point(%(any_x)s, %(y)s) LIMIT %(neighbours)s
    ), wanted AS (
        SELECT id, min(place) AS place, min(far) AS far
        FROM (SELECT id, 0 AS place, far FROM on_duty UNION ALL SELECT id, 1, far FROM next_door) AS each
        GROUP BY id
    )
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
        asked=frozenset(asked),
    )
    return Sought(referral, request, book)


def near(one: Sought, *, own_language: bool, limit: int, at: datetime) -> list[Candidate]:
    """Return the helpers on duty nearest to the resident, and the neighbours; one query.

    `own_language` keeps those on duty to the ones who speak the resident's language.
    """
    request, marketplace = one.request, one.referral.marketplace
    spot = request.spot
    latitude, longitude = (spot.latitude, spot.longitude) if spot else duty_roll.middle(marketplace)
    language = request.language if own_language else sheets.ANY

    def place(tongue: str) -> tuple[float, float]:
        number = sheets.sheet(marketplace, tongue, request.program)
        return sheets.position(number, latitude=latitude, longitude=longitude)

    x, y = place(language)
    facts = {
        "marketplace": marketplace,
        "language": language,
        "any": sheets.ANY,
        "program": request.program,
        "asked": list(request.asked),
        "x": x,
        "y": y,
        "any_x": place(sheets.ANY)[0],
        "limit": limit,
        "neighbours": NEIGHBOURS,
    }
    return _read(_NEAR, facts, one.book, at=at)


def candidates(account_ids: Iterable[UUID], book: Rulebook, *, at: datetime) -> list[Candidate]:
    """Return helpers as the values that a choice is made from, in the order of `account_ids`; one query."""
    return _read(_THESE, {"ids": list(account_ids)}, book, at=at)


def _read(wanted: str, facts: dict[str, Any], book: Rulebook, *, at: datetime) -> list[Candidate]:
    on = at.astimezone(ZoneInfo(book.pack.identity.zone)).date()
    programs = {
        role.value: frozenset(program.value for program in each)
        for role, each in book.edition.criteria.programs_by_role.items()
    }
    with connection.cursor() as cursor:
        cursor.execute(wanted + _FACTS, {**facts, "at": at})
        return [_candidate(row, programs, book, on=on) for row in cursor.fetchall()]


def _candidate(
    row: tuple[Any, ...], programs: Mapping[str, frozenset[str]], book: Rulebook, *, on: date
) -> Candidate:
    (account_id, role, taught, languages, latitude, longitude, zip_code, status, is_paused, open_count,
     most_open, misses, accepted, asked, as_of, last_offer_at, accepts, hours, is_on_duty,
     *known) = row  # fmt: skip
    own = programs.get(role, frozenset())
    is_placed = latitude is not None and longitude is not None
    return Candidate(
        id=account_id,
        role=role,
        programs=own & frozenset(taught) if taught else own,
        languages=frozenset(languages),
        spot=Spot(latitude, longitude, zip_code) if is_placed else None,
        is_on_duty=is_on_duty,
        missing=criteria.missing_in(role, Standing(*known), book.edition, on=on),
        is_registered=status == RegistrationStatus.REGISTERED.value,
        is_deregistered=status == RegistrationStatus.DEREGISTERED.value,
        is_paused=is_paused,
        open_count=open_count,
        most_open=most_open,
        consecutive_misses=misses,
        record=Record(accepted, asked, as_of),
        last_offer_at=last_offer_at,
        accepts=accepts,
        available_hours=hours,
    )


def on_duty_by_word(one: Candidate) -> Candidate:
    """Return a helper whom staff spoke with: there, whatever the schedule says."""
    return replace(one, is_on_duty=True, is_paused=False)

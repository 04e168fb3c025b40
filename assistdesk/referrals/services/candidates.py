"""Who could be asked: the helpers nearest to a resident, as the values that a choice is made from.

The database finds those on duty who are nearest on the sheet of language and programme, and those who live
next door whatever they do, so that it can be said why not they. Who is asked is the rules' to say.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from assistdesk.referrals.models import Offer, Referral, Registration
from assistdesk.referrals.rules import sheets
from assistdesk.referrals.rules.values import Candidate, Record, Request, Spot
from assistdesk.referrals.services import criteria, duty_roll
from assistdesk.referrals.services.rulebook import Rulebook
from assistdesk.referrals.states import RegistrationStatus
from assistdesk.shared.people.roles import Role

NEAREST = 40
"""Helpers that one look takes from a sheet; a step that asks many takes twice as many as it asks.

Source: docs/explanation/matching.md (wider looks change no choice that was measured).
"""

NEIGHBOURS = 20
"""Helpers near the resident who are looked at besides, on duty or not, so that a choice can be explained."""

_ON_DUTY = """
    SELECT registration_id FROM referrals_duty
    WHERE marketplace = %(marketplace)s AND language = %(language)s AND program = %(program)s
      AND on_from <= %(at)s AND on_until > %(at)s AND is_free AND registration_id <> ALL(%(asked)s)
    ORDER BY point(x, y) <-> point(%(x)s, %(y)s) LIMIT %(limit)s
"""
_NEXT_DOOR = """
    SELECT registration_id FROM referrals_duty
    WHERE marketplace = %(marketplace)s AND language = %(language)s AND program = %(program)s
    ORDER BY point(x, y) <-> point(%(x)s, %(y)s) LIMIT %(limit)s
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
    """Return the helpers on duty nearest to the resident, and the neighbours; four queries at most.

    `own_language` keeps those on duty to the ones who speak the resident's language.
    """
    language = one.request.language if own_language else sheets.ANY
    found = _ids(_ON_DUTY, one, language=language, limit=limit, at=at)
    beside = _ids(_NEXT_DOOR, one, language=sheets.ANY, limit=NEIGHBOURS, at=at)
    return candidates([*dict.fromkeys([*found, *beside])], one.book, at=at)


def _ids(statement: str, one: Sought, *, language: str, limit: int, at: datetime) -> list[UUID]:
    request, marketplace = one.request, one.referral.marketplace
    spot = request.spot
    latitude, longitude = (spot.latitude, spot.longitude) if spot else duty_roll.middle(marketplace)
    number = sheets.sheet(marketplace, language, request.program)
    x, y = sheets.position(number, latitude=latitude, longitude=longitude)
    parameters: dict[str, Any] = {
        "marketplace": marketplace,
        "language": language,
        "program": request.program,
        "asked": list(request.asked),
        "x": x,
        "y": y,
        "at": at,
        "limit": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [row[0] for row in cursor.fetchall()]


def candidates(account_ids: Iterable[UUID], book: Rulebook, *, at: datetime) -> list[Candidate]:
    """Return helpers as the values that a choice is made from, in the order of `account_ids`."""
    ids = list(account_ids)
    found = {
        one.account_id: one
        for one in Registration.objects.select_related("account").filter(pk__in=ids).order_by("pk")
    }
    registrations = [found[account_id] for account_id in ids if account_id in found]
    on = at.astimezone(ZoneInfo(book.pack.identity.zone)).date()
    missing = criteria.missing_of([one.account for one in registrations], book.edition, on=on)
    on_duty = _on_duty(ids, at=at)
    return [
        _candidate(one, book, missing=missing[one.account_id], is_on_duty=one.account_id in on_duty)
        for one in registrations
    ]


def _on_duty(ids: list[UUID], *, at: datetime) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT registration_id FROM referrals_duty "
            "WHERE registration_id = ANY(%s) AND on_from <= %s AND on_until > %s",
            [ids, at, at],
        )
        return {row[0] for row in cursor.fetchall()}


def _candidate(one: Registration, book: Rulebook, *, missing: tuple[str, ...], is_on_duty: bool) -> Candidate:
    role = Role(one.account.role)
    by_role = book.edition.criteria.programs_by_role
    own = {
        program.value
        for name, programs in by_role.items()
        if name.value == role.value
        for program in programs
    }
    is_placed = one.latitude is not None and one.longitude is not None
    return Candidate(
        id=one.account_id,
        role=role.value,
        programs=frozenset(own & set(one.programs) if one.programs else own),
        languages=frozenset(one.languages),
        spot=Spot(one.latitude, one.longitude, one.zip_code) if is_placed else None,  # type: ignore[arg-type]  # both are there
        is_on_duty=is_on_duty,
        missing=missing,
        is_registered=one.status == RegistrationStatus.REGISTERED.value,
        is_deregistered=one.status == RegistrationStatus.DEREGISTERED.value,
        is_paused=one.is_paused,
        open_count=one.open_count,
        most_open=one.most_open,
        consecutive_misses=one.consecutive_misses,
        record=Record(one.record_accepted, one.record_asked, one.record_at),
        last_offer_at=one.last_offer_at,
        accepts=one.accepts,
        available_hours=one.hours_available,
    )


def on_duty_by_word(one: Candidate) -> Candidate:
    """Return a helper whom staff spoke with: there, whatever the schedule says."""
    return replace(one, is_on_duty=True, is_paused=False)

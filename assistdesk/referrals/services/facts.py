"""What is known of helpers, read for many at once, as the values that a choice is made from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from assistdesk.referrals.rules.criteria import Criterion, Standing
from assistdesk.referrals.rules.values import Candidate, Record, Spot
from assistdesk.referrals.services import criteria
from assistdesk.referrals.services.rulebook import Rulebook
from assistdesk.referrals.states import RegistrationStatus

FACTS = """
    SELECT r.account_id::text, account.role, r.programs, r.languages, r.latitude, r.longitude, r.zip_code,
        r.status, r.is_paused, r.open_count, r.most_open, r.consecutive_misses, r.record_accepted,
        r.record_asked, extract(epoch FROM r.record_at)::float8, extract(epoch FROM r.last_offer_at)::float8,
        r.accepts, r.hours_available,
        {},
        helper.account_id IS NOT NULL AND account.is_active, helper.authorized_until,
        helper.license_number <> '', helper.license_until, helper.certified_until, helper.contact_on_file
    FROM referrals_registration AS r
    JOIN people_account AS account ON account.id = r.account_id
    LEFT JOIN people_helper AS helper ON helper.account_id = r.account_id
"""

_ON_DUTY = """EXISTS (SELECT FROM referrals_duty AS duty WHERE duty.registration_id = r.account_id
    AND duty.on_from <= %(at)s AND duty.on_until > %(at)s)"""

REGISTERED, DEREGISTERED = RegistrationStatus.REGISTERED.value, RegistrationStatus.DEREGISTERED.value
Row = tuple[Any, ...]
DUTY = 18
"""Where in a row stands whether the helper is on duty."""


class Facts:
    """What is known of some helpers at a moment; each is worked out once for each edition that asks."""

    def __init__(self, rows: Iterable[Row], *, at: datetime) -> None:
        self._rows: dict[str, Row] = {}
        for row in rows:
            if row[DUTY] or row[0] not in self._rows:  # of several shifts that were found the one that is now
                self._rows[row[0]] = row
        self._at = at
        self._known: dict[tuple[str, str], dict[str, Candidate]] = {}

    def candidates(self, account_ids: Collection[str], book: Rulebook) -> list[Candidate]:
        """Return helpers as a choice under `book` sees them, in the order of `account_ids`; no query.

        Ids are given as the database writes them, which are told apart more quickly.
        """
        known = self._known.setdefault((book.pack.marketplace, book.edition.edition), {})
        missing = [one for one in account_ids if one not in known]
        if missing:
            known |= self._judged(missing, book)
        return [known[one] for one in account_ids if one in known]

    def _judged(self, account_ids: Iterable[str], book: Rulebook) -> dict[str, Candidate]:
        programs = {
            role.value: frozenset(program.value for program in each)
            for role, each in book.edition.criteria.programs_by_role.items()
        }
        needs = criteria.needs_by_role(book.edition)
        on = self._at.astimezone(ZoneInfo(book.pack.identity.zone)).date()
        rows = ((one, self._rows.get(one)) for one in account_ids)
        return {one: _candidate(row, programs, needs, on=on) for one, row in rows if row is not None}


def read(account_ids: Iterable[str], *, at: datetime) -> Facts:
    """Return what is known of helpers; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            FACTS.format(_ON_DUTY) + "WHERE r.account_id = ANY(%(ids)s::uuid[])",
            {"ids": list(account_ids), "at": at},
        )
        return Facts(cursor.fetchall(), at=at)


def _candidate(
    row: Row,
    programs: Mapping[str, frozenset[str]],
    needs: Mapping[str, Sequence[Criterion]],
    *,
    on: date,
) -> Candidate:
    (account_id, role, taught, languages, latitude, longitude, zip_code, status, is_paused, open_count,
     most_open, misses, accepted, asked, as_of, last_offer_at, accepts, hours, is_on_duty,
     *known) = row  # fmt: skip
    own = programs.get(role, frozenset())
    is_placed = latitude is not None and longitude is not None
    return Candidate(
        id=UUID(account_id),
        role=role,
        programs=own & frozenset(taught) if taught else own,
        languages=frozenset(languages),
        spot=Spot(latitude, longitude, zip_code) if is_placed else None,
        is_on_duty=is_on_duty,
        missing=criteria.missing_for(needs.get(role, ()), Standing(*known), on=on),
        is_registered=status == REGISTERED,
        is_deregistered=status == DEREGISTERED,
        is_paused=is_paused,
        open_count=open_count,
        most_open=most_open,
        consecutive_misses=misses,
        record=Record(accepted, asked, _moment(as_of)),
        last_offer_at=_moment(last_offer_at),
        accepts=accepts,
        available_hours=hours,
    )


def _moment(seconds: float | None) -> datetime | None:
    """Return a moment from its seconds since 1970: to the microsecond, as the database keeps it."""
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None

"""The roll of those on duty: for the search of helpers near a resident, kept as schedules go and change.

Each registered helper lies on one sheet for each language and programme, with the present or next stretch of
duty. So nothing has to be written when a stretch begins; when it ends, the next one is written, some time
before that begins. Whoever changes what the roll shows calls `refresh` in the same transaction.
"""

from datetime import datetime
from functools import lru_cache
from itertools import product
from uuid import UUID

from django.db import connection, transaction

from assistdesk.referrals.models import Duty, Registration, schedule_of
from assistdesk.referrals.rules import duty, sheets
from assistdesk.referrals.rules.duty import Stretch
from assistdesk.referrals.states import RegistrationStatus
from assistdesk.shared import places, transactions
from assistdesk.shared.policy import queries as policy

AT_ONCE = 200
"""Helpers in one go: a fraction of a second, so that other sweeps are not kept waiting."""

_MOVE_ON = """
    UPDATE referrals_duty SET on_from = next.on_from, on_until = next.on_until
    FROM unnest(%s::uuid[], %s::timestamptz[], %s::timestamptz[]) AS next (registration_id, on_from, on_until)
    WHERE referrals_duty.registration_id = next.registration_id
"""


def refresh(registration: Registration, *, at: datetime) -> None:
    """Write the helper's rows anew, in the caller's transaction, which holds the registration's lock."""
    transactions.required()
    registration.duties.all().delete()
    stretch = _stretch(registration, at)
    if stretch is not None:
        Duty.objects.bulk_create(_rows(registration, stretch))


def tell_free(registration: Registration) -> None:
    """Show whether the helper takes more now, after `open_count` or the limit changed; as `refresh` does."""
    transactions.required()
    is_free = registration.open_count < registration.most_open
    registration.duties.exclude(is_free=is_free).update(is_free=is_free)


def roll(*, at: datetime, most: int = AT_ONCE) -> int:
    """Write the next stretch of those whose last one is over; return how many helpers that were.

    Safe to run twice, late, or beside itself: who is being changed now is left for the next time.
    """
    over = (
        Duty.objects.filter(on_until__lte=at).order_by("on_until").values_list("registration_id", flat=True)
    )
    wanted = list(dict.fromkeys(over[: most * 4]))[:most]
    return _roll(wanted, at=at) if wanted else 0


@transaction.atomic(durable=True)
def _roll(wanted: list[UUID], *, at: datetime) -> int:
    rows = Registration.objects.select_for_update(skip_locked=True).filter(pk__in=wanted).order_by("pk")
    registrations = list(rows.prefetch_related("hours", "absences"))
    stretches = {one.account_id: _stretch(one, at) for one in registrations}
    moving = [(key, stretch) for key, stretch in stretches.items() if stretch is not None]
    with connection.cursor() as cursor:
        cursor.execute(
            _MOVE_ON,
            [[key for key, _ in moving], [one[0] for _, one in moving], [one[1] for _, one in moving]],
        )
    Duty.objects.filter(registration_id__in=[key for key, one in stretches.items() if one is None]).delete()
    return len(registrations)


def _stretch(registration: Registration, at: datetime) -> Stretch | None:
    if registration.status != RegistrationStatus.REGISTERED:
        return None
    return duty.present_or_next(schedule_of(registration), at=at)


def _rows(registration: Registration, stretch: Stretch) -> list[Duty]:
    latitude, longitude = registration.latitude, registration.longitude
    if latitude is None or longitude is None:
        latitude, longitude = middle(registration.marketplace)
    rows = []
    for language, program in product([*registration.languages, sheets.ANY], registration.programs):
        number = sheets.sheet(registration.marketplace, language, program)
        x, y = sheets.position(number, latitude=latitude, longitude=longitude)
        rows.append(
            Duty(
                registration=registration,
                marketplace=registration.marketplace,
                language=language,
                program=program,
                sheet=number,
                x=x,
                y=y,
                on_from=stretch[0],
                on_until=stretch[1],
                is_free=registration.open_count < registration.most_open,
            )
        )
    return rows


def middle(marketplace: str) -> tuple[float, float]:
    """Return latitude and longitude of the middle of a marketplace's people; 0, 0 without a state."""
    return _middle(policy.running(marketplace).identity.state or "")


@lru_cache(maxsize=64)
def _middle(state: str) -> tuple[float, float]:
    zips = places.zips_of(state)
    people = sum(one.population for one in zips)
    if not people:
        return 0.0, 0.0
    return (
        sum(one.latitude * one.population for one in zips) / people,
        sum(one.longitude * one.population for one in zips) / people,
    )

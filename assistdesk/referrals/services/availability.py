"""When a helper is there: weekly hours, days off, absences, the pause switch, and the limit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import transaction

from assistdesk.referrals.models import Absence, Hours, Registration, schedule_of
from assistdesk.referrals.rules import duty, weeks
from assistdesk.referrals.rules.duty import WeeklyHours
from assistdesk.referrals.services import duty_roll
from assistdesk.referrals.services.participants import Participant, locked, participant
from assistdesk.shared import places, transactions
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere


@dataclass(frozen=True, slots=True)
class Availability:
    """When and where a helper works, what they speak, and how many referrals they take at a time.

    `zip_code` may be empty: the helper then counts as at the middle of the marketplace.
    """

    zone: str
    hours: tuple[WeeklyHours, ...]
    breaks: tuple[WeeklyHours, ...]
    most_open: int
    zip_code: str
    languages: tuple[str, ...]


@transaction.atomic(durable=True)
def save_availability(given: Availability, *, actor: Actor, marketplace: str, at: datetime) -> None:
    """Keep a helper's weekly hours and what belongs to them.

    Raises:
        NotRegistered: the helper has not agreed yet.
        InvalidInput: a field can't be used.
    """
    helper = participant(actor, marketplace=marketplace, at=at)
    registration = locked(helper)
    put(given, registration, helper)
    duty_roll.refresh(registration, at=at)
    audit.record(action="referrals.availability.saved", subject=registration.pk, actor=actor, at=at)


@transaction.atomic(durable=True)
def set_paused(*, is_paused: bool, actor: Actor, marketplace: str, at: datetime) -> None:
    """Turn the pause switch: while it is on, the helper is offered nothing.

    Raises:
        NotRegistered: the helper has not agreed yet.
    """
    registration = locked(participant(actor, marketplace=marketplace, at=at))
    registration.is_paused = is_paused
    registration.version += 1
    registration.save(update_fields=["is_paused", "version"])
    duty_roll.refresh(registration, at=at)
    action = "referrals.helper.paused" if is_paused else "referrals.helper.resumed"
    audit.record(action=action, subject=registration.pk, actor=actor, at=at)


@transaction.atomic(durable=True)
def add_day_off(day: date, *, actor: Actor, marketplace: str, at: datetime) -> None:
    """Take a whole day off, midnight to midnight in the helper's zone; the same day twice is one.

    Raises:
        NotRegistered: the helper has not agreed yet.
        InvalidInput: the day is over, or too far ahead.
    """
    registration = locked(participant(actor, marketplace=marketplace, at=at))
    starts_at, ends_at = _day(registration.zone, day)
    _check_ahead(starts_at, ends_at, field="day", at=at)
    if not registration.absences.filter(whole_day=day).exists():
        _add(registration, starts_at, ends_at, day=day, field="day", at=at)
        audit.record(action="referrals.absence.added", subject=registration.pk, actor=actor, at=at)


@transaction.atomic(durable=True)
def add_absence(
    starts_at: datetime, ends_at: datetime | None, *, actor: Actor, marketplace: str, at: datetime
) -> None:
    """Be out of office from `starts_at`, inclusive, to `ends_at`, exclusive; None means until taken back.

    Raises:
        NotRegistered: the helper has not agreed yet.
        InvalidInput: the end is not later than the start, is over, or is too far ahead.
    """
    registration = locked(participant(actor, marketplace=marketplace, at=at))
    _check_ahead(starts_at, ends_at, field="ends", at=at)
    _add(registration, starts_at, ends_at, day=None, field="starts", at=at)
    audit.record(action="referrals.absence.added", subject=registration.pk, actor=actor, at=at)


@transaction.atomic(durable=True)
def take_back_absence(absence_id: UUID, *, actor: Actor, marketplace: str, at: datetime) -> None:
    """Be there after all: forget a day off or an absence.

    Raises:
        NotRegistered: the helper has not agreed yet.
        NotThere: the helper has no such absence.
    """
    registration = locked(participant(actor, marketplace=marketplace, at=at))
    if not registration.absences.filter(pk=absence_id).delete()[0]:
        raise NotThere
    duty_roll.refresh(registration, at=at)
    audit.record(action="referrals.absence.taken_back", subject=registration.pk, actor=actor, at=at)


def put(given: Availability, registration: Registration, helper: Participant) -> None:
    """Write hours, zone, limit, place and languages, in the caller's transaction.

    Raises:
        InvalidInput: a field can't be used.
    """
    transactions.required()
    errors = weeks.errors(given.hours, given.breaks, zone=given.zone, most_open=given.most_open)
    place = places.of_zip(given.zip_code) if given.zip_code else None
    if given.zip_code and place is None:
        errors.append(("zip", weeks.UNKNOWN_ZIP_MESSAGE))
    if errors:
        raise InvalidInput([FieldError(name, message) for name, message in errors])
    if registration.zone != given.zone:
        _move_days_off(registration, given.zone)
    registration.zone = given.zone
    registration.most_open = given.most_open
    registration.languages = list(given.languages) or [helper.pack.identity.language]
    registration.programs = helper.programs
    registration.zip_code = place.zip if place else ""
    registration.latitude = place.latitude if place else None
    registration.longitude = place.longitude if place else None
    registration.hours.all().delete()
    Hours.objects.bulk_create(_hours(registration, given))
    registration.hours_available = duty.hours_a_week(schedule_of(registration))
    registration.version += 1
    registration.save()


def _hours(registration: Registration, given: Availability) -> Iterable[Hours]:
    for is_break, weekly in ((False, given.hours), (True, given.breaks)):
        for one in weekly:
            yield Hours(
                id=uuid4(),
                registration=registration,
                is_break=is_break,
                day=one.day,
                from_time=one.start,
                to_time=one.end,
            )


def _day(zone: str, day: date) -> tuple[datetime, datetime]:
    where = ZoneInfo(zone)
    return duty.moment(where, day, time()), duty.moment(where, day + timedelta(days=1), time())


def _move_days_off(registration: Registration, zone: str) -> None:
    for absence in registration.absences.filter(whole_day__isnull=False):
        if absence.whole_day is not None:
            absence.starts_at, absence.ends_at = _day(zone, absence.whole_day)
            absence.save(update_fields=["starts_at", "ends_at"])


def _check_ahead(starts_at: datetime, ends_at: datetime | None, *, field: str, at: datetime) -> None:
    message = weeks.absence_error(starts_at, ends_at, at=at)
    if message:
        raise InvalidInput([FieldError(field, message)])


def _add(
    registration: Registration,
    starts_at: datetime,
    ends_at: datetime | None,
    *,
    day: date | None,
    field: str,
    at: datetime,
) -> None:
    registration.absences.filter(ends_at__lte=at).delete()
    if registration.absences.count() >= weeks.MOST_ABSENCES:
        raise InvalidInput([FieldError(field, weeks.TOO_MANY_ABSENCES_MESSAGE)])
    Absence.objects.create(registration=registration, starts_at=starts_at, ends_at=ends_at, whole_day=day)
    duty_roll.refresh(registration, at=at)

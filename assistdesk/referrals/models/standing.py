"""Rows as the values that rules decide about: what is known of a helper, and when one is there."""

from assistdesk.referrals.models.registrations import Hours, Registration
from assistdesk.referrals.rules.criteria import Standing
from assistdesk.referrals.rules.duty import Away, Schedule, WeeklyHours
from assistdesk.shared.people.models import Account, Helper


def standing_of(account: Account, known: Helper | None) -> Standing:
    """Return what is known of a helper; `known` is None where the marketplace knows nothing."""
    if known is None:
        return Standing(is_active=False)
    return Standing(
        is_active=account.is_active,
        authorized_until=known.authorized_until,
        has_license=bool(known.license_number),
        license_until=known.license_until,
        certified_until=known.certified_until,
        is_contact_on_file=known.contact_on_file,
    )


def schedule_of(registration: Registration) -> Schedule:
    """Return when a helper means to be there; asks twice, and not at all where both were fetched before."""
    hours = list(registration.hours.all())
    absences = list(registration.absences.all())
    return Schedule(
        zone=registration.zone,
        hours=tuple(_weekly(one) for one in hours if not one.is_break),
        breaks=tuple(_weekly(one) for one in hours if one.is_break),
        days_off=frozenset(one.whole_day for one in absences if one.whole_day is not None),
        absences=tuple(Away(one.starts_at, one.ends_at) for one in absences if one.whole_day is None),
        is_paused=registration.is_paused,
    )


def _weekly(row: Hours) -> WeeklyHours:
    return WeeklyHours(row.day, row.from_time, row.to_time)

"""When many helpers mean to be there: read as plain values, for counts over all of them."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from assistdesk.referrals.models.registrations import Absence, Hours, Registration
from assistdesk.referrals.rules.duty import Away, Schedule, WeeklyHours

COLUMNS = ("registration_id", "is_break", "day", "from_time", "to_time")


def schedules_of(registrations: QuerySet[Registration]) -> dict[UUID, Schedule]:
    """Return when each of these helpers means to be there, by account; three queries, however many.

    Helpers who keep the same hours have equal schedules, so that what follows is worked out once.
    """
    hours: dict[UUID, tuple[list[WeeklyHours], list[WeeklyHours]]] = defaultdict(lambda: ([], []))
    rows = Hours.objects.filter(registration__in=registrations).values_list(*COLUMNS)
    for account_id, is_break, *weekly in rows.order_by("day", "from_time"):
        hours[account_id][is_break].append(WeeklyHours(*weekly))
    absences: dict[UUID, list[Absence]] = defaultdict(list)
    for absence in Absence.objects.filter(registration__in=registrations).order_by("starts_at"):
        absences[absence.registration_id].append(absence)
    return {
        account_id: _schedule(zone, hours[account_id], absences.get(account_id, ()), is_paused=is_paused)
        for account_id, zone, is_paused in registrations.values_list("pk", "zone", "is_paused")
    }


def _schedule(
    zone: str,
    hours: tuple[Sequence[WeeklyHours], Sequence[WeeklyHours]],
    absences: Sequence[Absence],
    *,
    is_paused: bool,
) -> Schedule:
    there, breaks = hours
    return Schedule(
        zone=zone,
        hours=tuple(there),
        breaks=tuple(breaks),
        days_off=frozenset(one.whole_day for one in absences if one.whole_day is not None),
        absences=tuple(Away(one.starts_at, one.ends_at) for one in absences if one.whole_day is None),
        is_paused=is_paused,
    )

"""When somebody eligible is on duty, over the days for which call backs are offered."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from assistdesk.referrals.models import Registration, schedules_of
from assistdesk.referrals.rules import duty
from assistdesk.referrals.rules.filters import is_of_type
from assistdesk.referrals.services import criteria
from assistdesk.referrals.services.rulebook import Rulebook
from assistdesk.referrals.states import RegistrationStatus

MOST_READ = 500
"""Helpers whose schedules are read for one answer; where there are more, these cover the hours."""


def spans(
    marketplace: str, *, program: str, helper_type: str, book: Rulebook, at: datetime
) -> list[tuple[datetime, datetime]]:
    """Return the half-open stretches in which somebody who may help with `program` is on duty.

    `helper_type` is the type of helper asked for, "" for any.
    """
    until = at + book.edition.promise.windows_ahead + timedelta(days=1)
    by_role = book.edition.criteria.programs_by_role
    roles = [
        role.value
        for role, programs in by_role.items()
        if program in {one.value for one in programs}
        and (not helper_type or is_of_type(role.value, asked=helper_type))
    ]
    registered = Registration.objects.select_related("account").filter(
        marketplace=marketplace,
        status=RegistrationStatus.REGISTERED.value,
        is_paused=False,
        account__role__in=roles,
    )
    found = list(registered.order_by("-hours_available", "pk")[:MOST_READ])
    on = at.astimezone(ZoneInfo(book.pack.identity.zone)).date()
    missing = criteria.missing_of([one.account for one in found], book.edition, on=on)
    able = [one.account_id for one in found if not missing[one.account_id]]
    schedules = set(schedules_of(Registration.objects.filter(pk__in=able)).values())
    return [span for one in schedules for span in duty.windows(one, start=at, end=until)]

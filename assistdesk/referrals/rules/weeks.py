"""What is wrong with weekly hours, limits and absences that a helper gives."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import available_timezones

from assistdesk.referrals.rules.duty import WeeklyHours

MOST_SPANS_A_DAY = 4
MOST_OPEN = 50
MOST_ABSENCES = 100
FARTHEST = timedelta(days=2 * 366)
"""How far ahead an absence may end; one without an end may last for ever."""

WEEK_MINUTES = 7 * 24 * 60

NO_HOURS_MESSAGE = "Give your hours on at least one day."
OVERLAP_MESSAGE = "Some of these hours overlap. Each time may stand once."
TOO_MANY_SPANS_MESSAGE = "That is too many spans for one day. Leave longer ones and use breaks."
BAD_DAY_MESSAGE = "Days go from 1 (Monday) to 7 (Sunday)."
UNKNOWN_ZONE_MESSAGE = "This is no time zone that we know."
LIMIT_MESSAGE = "Give a number from 1 to 50."
UNKNOWN_ZIP_MESSAGE = "We do not know this ZIP code. Check the five digits."
BACKWARDS_MESSAGE = "The end must be later than the start."
OVER_MESSAGE = "This is over already. Choose a later time."
TOO_FAR_MESSAGE = "Choose an end within the next two years, or leave it open."
TOO_MANY_ABSENCES_MESSAGE = "You have many absences already. Take some back first."


def errors(
    hours: tuple[WeeklyHours, ...], breaks: tuple[WeeklyHours, ...], *, zone: str, most_open: int
) -> list[tuple[str, str]]:
    """Return what is wrong, as field and message, nothing where all is well."""
    found = [("schedule", message) for message in _week_errors(hours)]
    if not hours:
        found.append(("schedule", NO_HOURS_MESSAGE))
    found += [("breaks", message) for message in _week_errors(breaks)]
    if zone not in _zones():
        found.append(("zone", UNKNOWN_ZONE_MESSAGE))
    if not 1 <= most_open <= MOST_OPEN:
        found.append(("max_open", LIMIT_MESSAGE))
    return found


def absence_error(starts_at: datetime, ends_at: datetime | None, *, at: datetime) -> str:
    """Return what is wrong with an absence that is given at `at`; empty where nothing is."""
    if starts_at > at + FARTHEST:
        return TOO_FAR_MESSAGE
    if ends_at is None:
        return ""
    if ends_at <= starts_at:
        return BACKWARDS_MESSAGE
    if ends_at <= at:
        return OVER_MESSAGE
    return TOO_FAR_MESSAGE if ends_at > at + FARTHEST else ""


def _week_errors(weekly: tuple[WeeklyHours, ...]) -> list[str]:
    days = [one.day for one in weekly]
    if any(not 1 <= day <= 7 for day in days):
        return [BAD_DAY_MESSAGE]
    if any(days.count(day) > MOST_SPANS_A_DAY for day in days):
        return [TOO_MANY_SPANS_MESSAGE]
    return [OVERLAP_MESSAGE] if _overlap(weekly) else []


def _overlap(weekly: Iterable[WeeklyHours]) -> bool:
    """Tell whether some minute of the week stands in two spans; Sunday night goes on into Monday."""
    spans = sorted(_minutes(one) for one in weekly)
    if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        return True
    return bool(spans) and spans[-1][1] - WEEK_MINUTES > spans[0][0]


def _minutes(one: WeeklyHours) -> tuple[int, int]:
    start = (one.day - 1) * 1440 + one.start.hour * 60 + one.start.minute
    end = (one.day - 1) * 1440 + one.end.hour * 60 + one.end.minute
    return start, end if one.end > one.start else end + 1440


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())

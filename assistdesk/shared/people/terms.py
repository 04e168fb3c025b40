"""How long somebody may act for a helper: days in the marketplace's zone, turned into a moment."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from assistdesk.shared.refusals import FieldError, InvalidInput

PAST_MESSAGE = "Choose a day from today on."
LONG_MESSAGE = "Choose a day until %(last)s: nobody can act for you longer without being asked again."


def last_day(*, today: date, longest: timedelta) -> date:
    """Return the last day, inclusive, on which somebody may act who is let act today."""
    return today + longest


def check_until(until: date, *, today: date, longest: timedelta) -> None:
    """Check the last day, inclusive, on which somebody may act.

    Raises:
        InvalidInput: it is over, or later than the marketplace allows.
    """
    last = last_day(today=today, longest=longest)
    if until < today:
        raise InvalidInput([FieldError("until", PAST_MESSAGE)])
    if until > last:
        raise InvalidInput([FieldError("until", LONG_MESSAGE, (("last", last.isoformat()),))])


def over_at(until: date, *, zone: str) -> datetime:
    """Return the moment at which the day `until` is over in `zone`: the first at which nobody may act."""
    return datetime.combine(until + timedelta(days=1), time(), tzinfo=ZoneInfo(zone))

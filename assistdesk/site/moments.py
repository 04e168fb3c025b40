"""Moments and spans as people say them, in the language of the page and a marketplace's zone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils.translation import gettext, ngettext

SOON = timedelta(hours=4)
MINUTES_AN_HOUR = 60
NO_BREAK = "\u00a0"


class Urgency(StrEnum):
    """How near a due moment is."""

    CALM = "calm"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """The span to a due moment in words, and how near it is."""

    words: str
    urgency: Urgency


def said(moment: datetime, *, zone: str, language: str, with_year: bool = False) -> str:
    """Return weekday, day and hour: "Monday, June 1, 5:00 p.m. EDT"."""
    local = moment.astimezone(ZoneInfo(zone))
    day = said_day(local.date(), language=language, with_year=with_year)
    return f"{day}, {said_hour(local, language=language)}{NO_BREAK}{local.tzname()}"


def said_short(moment: datetime, *, zone: str, language: str) -> str:
    """Return day and hour for narrow places: "Jun 1, 5:00 p.m."."""
    local = moment.astimezone(ZoneInfo(zone))
    pattern = "d 'de' MMM" if language == "es" else "MMM d"
    return f"{format_date(local.date(), pattern, locale=language)}, {said_hour(local, language=language)}"


def said_day(day: date, *, language: str, with_year: bool = False) -> str:
    """Return a day with its weekday: "Monday, June 1", "lunes, 1 de junio"."""
    if language == "es":
        pattern = "EEEE, d 'de' MMMM 'de' y" if with_year else "EEEE, d 'de' MMMM"
    else:
        pattern = "EEEE, MMMM d, y" if with_year else "EEEE, MMMM d"
    return format_date(day, pattern, locale=language)


def said_hour(local: datetime, *, language: str) -> str:
    """Return the hour of a moment that is already in its zone: "5:00 p.m.", "5:00 p. m."."""
    half = ("a", "p")[local.hour // 12]
    mark = f"{half}.{NO_BREAK}m." if language == "es" else f"{half}.m."
    return f"{(local.hour - 1) % 12 + 1}:{local.minute:02}{NO_BREAK}{mark}"


def said_between(start: datetime, end: datetime, *, zone: str, language: str) -> str:
    """Return from which hour to which: "9:00 a.m. to 11:00 a.m. EDT"; each its zone where they differ."""
    first, last = start.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))
    hours = [said_hour(one, language=language) for one in (first, last)]
    names = [
        "" if first.tzname() == last.tzname() else f"{NO_BREAK}{first.tzname()}",
        f"{NO_BREAK}{last.tzname()}",
    ]
    return gettext("%(start)s to %(end)s") % {"start": hours[0] + names[0], "end": hours[1] + names[1]}


def said_span(span: timedelta) -> str:
    """Return a span in its two largest units, rounded down to minutes: "3 h 20 min", "2 days 4 h"."""
    minutes = int(span.total_seconds()) // MINUTES_AN_HOUR
    hours, minutes = divmod(minutes, MINUTES_AN_HOUR)
    days, hours = divmod(hours, 24)
    if days:
        parts = [ngettext("%(days)d day", "%(days)d days", days) % {"days": days}]
        parts += [f"{hours}{NO_BREAK}h"] if hours else []
    else:
        parts = [f"{hours}{NO_BREAK}h"] if hours else []
        parts += [f"{minutes}{NO_BREAK}min"] if minutes or not hours else []
    return " ".join(parts)


def said_hours(span: timedelta) -> str:
    """Return a span in hours and minutes, however long it is, rounded down: "27 h 5 min", "0 min"."""
    hours, minutes = divmod(int(span.total_seconds()) // MINUTES_AN_HOUR, MINUTES_AN_HOUR)
    parts = [f"{hours}{NO_BREAK}h"] if hours else []
    parts += [f"{minutes}{NO_BREAK}min"] if minutes or not hours else []
    return " ".join(parts)


def time_left(due_at: datetime, *, at: datetime) -> TimeLeft:
    """Return how long it is from `at` to `due_at`; the due moment itself is late already."""
    span = due_at - at
    if span <= timedelta(0):
        return TimeLeft(gettext("%(span)s late") % {"span": said_span(-span)}, Urgency.LATE)
    words = gettext("in %(span)s") % {"span": said_span(span)}
    return TimeLeft(words, Urgency.SOON if span <= SOON else Urgency.CALM)

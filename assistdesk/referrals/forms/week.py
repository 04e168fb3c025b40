"""A week of hours and breaks as somebody fills it in: one row a day, more where a day has more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import get_day_names, get_timezone_name
from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language, gettext, gettext_lazy

from assistdesk.referrals.queries.participation import Participation
from assistdesk.referrals.rules import weeks
from assistdesk.referrals.rules.duty import WeeklyHours
from assistdesk.referrals.services.availability import Availability

DAYS = range(1, 8)
WEEKDAYS = range(1, 6)
WORK, BREAK = "work", "break"
MIDNIGHT = time()
PRESETS: dict[str, tuple[WeeklyHours, ...]] = {
    "weekdays": tuple(WeeklyHours(day, time(9), time(17)) for day in WEEKDAYS),
    "always": tuple(WeeklyHours(day, MIDNIGHT, MIDNIGHT) for day in DAYS),
    "none": (),
}
SPOKEN = ("en", "es", "ar", "bn", "fr", "hi", "ht", "ja", "ko", "my", "ne", "pt", "ru", "so", "sw", "tl")
SPOKEN_TOO = ("uk", "ur", "vi", "zh")
TIME_FORMATS = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p", "%H"]


@dataclass(frozen=True, slots=True)
class DayRow:
    """One weekday of the grid: its name, and pairs of fields, from and to.

    `another` is empty fields for one more span, none where the day is full.
    """

    name: str
    spans: tuple[tuple[BoundField, BoundField], ...]
    another: tuple[tuple[BoundField, BoundField], ...]
    breaks: tuple[tuple[BoundField, BoundField], ...]


class DayTimeField(forms.TimeField):
    """One time of a weekday. Its label names the day, for a list of errors; `short` stands in the grid."""

    def __init__(self, day_name: str, short: str) -> None:
        self.short = short
        super().__init__(
            label=gettext("%(day)s, %(part)s") % {"day": day_name, "part": short.lower()},
            required=False,
            input_formats=TIME_FORMATS,
            widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "desk-time"}),
        )


class WeekForm(forms.Form):
    """Weekly hours with breaks, in a zone; place, languages, and how many referrals at a time."""

    use_required_attribute = False

    zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    max_open = forms.IntegerField(
        label=gettext_lazy("Open referrals at a time, at most"),
        min_value=1,
        max_value=weeks.MOST_OPEN,
        help_text=gettext_lazy("With so many open, you are offered no more until you complete one."),
    )
    zip = forms.CharField(
        label=gettext_lazy("ZIP code where you work"),
        required=False,
        max_length=10,
        help_text=gettext_lazy("Residents near you come first. It is shown to nobody."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages in which you help"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        now: Participation,
        hours: tuple[WeeklyHours, ...],
        breaks: tuple[WeeklyHours, ...],
    ) -> None:
        super().__init__(data, initial=_initial(now))
        self._pairs: dict[tuple[str, int], int] = {}
        self._filled: dict[tuple[str, int], int] = {}
        for kind, weekly in ((WORK, hours), (BREAK, shown_breaks(hours, breaks))):
            for day in DAYS:
                self._add_day(kind, day, [one for one in weekly if one.day == day], data)
        self._offer("zone", _zones(now))
        self._offer("languages", _languages(now))

    def rows(self) -> list[DayRow]:
        """Return the grid, Monday first."""
        return [self._row(day) for day in DAYS]

    def others(self) -> list[BoundField]:
        """Return the fields beside the grid."""
        return [self[name] for name in ("zone", "max_open", "zip", "languages")]

    def availability(self) -> Availability:
        """Return what was filled in, where the form is valid."""
        hours = tuple(self._weekly(WORK))
        return Availability(
            zone=self.cleaned_data["zone"],
            hours=hours,
            breaks=kept_breaks(hours, tuple(self._weekly(BREAK))),
            most_open=self.cleaned_data["max_open"],
            zip_code=self.cleaned_data["zip"].strip(),
            languages=tuple(self.cleaned_data["languages"]),
        )

    def clean(self) -> dict[str, Any]:
        """Find spans of which only one end is given."""
        for (kind, day), count in self._pairs.items():
            for place in range(count):
                start, end = (_name(kind, part, day, place) for part in ("from", "to"))
                given = [self.cleaned_data.get(name) for name in (start, end)]
                wrong = start in self.errors or end in self.errors
                if not wrong and (given[0] is None) != (given[1] is None):
                    self.add_error(end if given[1] is None else start, gettext_lazy("Give both times."))
        return self.cleaned_data

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _add_day(
        self, kind: str, day: int, weekly: list[WeeklyHours], data: Mapping[str, Any] | None
    ) -> None:
        filled = len(weekly) if data is None else _filled(data, kind, day)
        self._filled[kind, day] = max(1, filled)
        self._pairs[kind, day] = count = min(self._filled[kind, day] + (kind == WORK), weeks.MOST_SPANS_A_DAY)
        for place in range(count):
            one = weekly[place] if place < len(weekly) else None
            for part, value in (("from", one.start if one else None), ("to", one.end if one else None)):
                name = _name(kind, part, day, place)
                self.fields[name] = DayTimeField(_day_name(day), _part_said(kind, part, place))
                self.initial[name] = value

    def _row(self, day: int) -> DayRow:
        work, filled = self._fields(WORK, day), self._filled[WORK, day]
        return DayRow(_day_name(day), work[:filled], work[filled:], self._fields(BREAK, day))

    def _fields(self, kind: str, day: int) -> tuple[tuple[BoundField, BoundField], ...]:
        return tuple(
            (self[_name(kind, "from", day, place)], self[_name(kind, "to", day, place)])
            for place in range(self._pairs[kind, day])
        )

    def _weekly(self, kind: str) -> Iterable[WeeklyHours]:
        for day in DAYS:
            for place in range(self._pairs[kind, day]):
                start, end = (self.cleaned_data.get(_name(kind, part, day, place)) for part in ("from", "to"))
                if start is not None and end is not None:
                    yield WeeklyHours(day, start, end)


def shown_breaks(hours: tuple[WeeklyHours, ...], breaks: tuple[WeeklyHours, ...]) -> tuple[WeeklyHours, ...]:
    """Return breaks on the day whose hours they interrupt, after midnight that of the night before."""
    return tuple(
        WeeklyHours(_before(one.day), one.start, one.end) if _is_of_night_before(one, hours) else one
        for one in breaks
    )


def kept_breaks(hours: tuple[WeeklyHours, ...], shown: tuple[WeeklyHours, ...]) -> tuple[WeeklyHours, ...]:
    """Return breaks on the day on which they begin; the other way round."""
    return tuple(
        WeeklyHours(_after(one.day), one.start, one.end) if _is_after_midnight(one, hours) else one
        for one in shown
    )


def _is_of_night_before(one: WeeklyHours, hours: tuple[WeeklyHours, ...]) -> bool:
    if any(each.day == one.day and each.start <= one.start for each in hours):
        return False
    nights = [each for each in hours if each.day == _before(one.day) and _is_overnight(each)]
    return any(one.start < each.end for each in nights)


def _is_after_midnight(one: WeeklyHours, hours: tuple[WeeklyHours, ...]) -> bool:
    of_day = [each for each in hours if each.day == one.day]
    if any(each.start <= one.start for each in of_day):
        return False
    return any(_is_overnight(each) and one.start < each.end for each in of_day)


def _is_overnight(one: WeeklyHours) -> bool:
    return one.end <= one.start and one.end != MIDNIGHT


def _before(day: int) -> int:
    return 7 if day == 1 else day - 1


def _after(day: int) -> int:
    return 1 if day == 7 else day + 1


def _name(kind: str, part: str, day: int, place: int) -> str:
    return f"{kind}_{part}_{day}_{place}"


def _filled(data: Mapping[str, Any], kind: str, day: int) -> int:
    """Return how many pairs of a day hold something, those before the last that does included."""
    places = range(weeks.MOST_SPANS_A_DAY)
    held = [one for one in places if any(data.get(_name(kind, part, day, one)) for part in ("from", "to"))]
    return max(held, default=-1) + 1


def _day_name(day: int) -> str:
    """Return a weekday in the language of the page; 1 is Monday."""
    return str(get_day_names("wide", locale=get_language() or "en")[day - 1]).capitalize()


def _part_said(kind: str, part: str, place: int) -> str:
    if (kind, part) == (WORK, "from") and place:
        return gettext("Then from")
    return {
        (WORK, "from"): gettext("Work from"),
        (WORK, "to"): gettext("Work to"),
        (BREAK, "from"): gettext("Break from"),
        (BREAK, "to"): gettext("Break to"),
    }[kind, part]


def _initial(now: Participation) -> dict[str, Any]:
    found, known = now.registration, now.known
    return {
        "zone": now.zone,
        "max_open": found.most_open if found else now.edition.registration.default_most_open,
        "zip": found.zip_code if found else (known.zip_code if known else ""),
        "languages": found.languages if found else [now.pack.identity.language],
    }


def _zones(now: Participation) -> list[tuple[str, str]]:
    names = dict.fromkeys([*now.pack.identity.zones, now.zone])
    return [(name, zone_said(name)) for name in names]


def zone_said(name: str) -> str:
    """Return a time zone in words: "Eastern Time (New York)"."""
    words = get_timezone_name(ZoneInfo(name), width="long", locale=get_language() or "en", zone_variant=None)
    return f"{words[:1].upper()}{words[1:]} ({name.rpartition('/')[2].replace('_', ' ')})"


def _languages(now: Participation) -> list[tuple[str, str]]:
    chosen = now.registration.languages if now.registration else []
    keys = dict.fromkeys([*now.pack.identity.languages, *SPOKEN, *SPOKEN_TOO, *chosen])
    return [(key, language_said(key)) for key in keys]


def language_said(key: str) -> str:
    """Return a language's name in the language of the page; its code where that is unknown."""
    name = Locale.parse(get_language() or "en").languages.get(key, key)
    return str(name)[:1].upper() + str(name)[1:]

"""Which days a written date may mean where figures leave it open: month or day first, which century."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import permutations

from assistdesk.shared.privacy.recognizers.date_shapes import MONTH

MONTHS = {
    **dict.fromkeys(["jan", "ene"], 1),
    "feb": 2,
    "mar": 3,
    **dict.fromkeys(["apr", "abr"], 4),
    "may": 5,
    "jun": 6,
    "jul": 7,
    **dict.fromkeys(["aug", "ago"], 8),
    **dict.fromkeys(["sep", "set"], 9),
    "oct": 10,
    "nov": 11,
    **dict.fromkeys(["dec", "dic"], 12),
}
NAMED = re.compile(MONTH, re.IGNORECASE)
FIGURES = re.compile(r"\d+")
CENTURIES = (1900, 2000)
WHOLE_YEAR, PACKED, PACKED_SHORT = 4, 8, 6


def days_of(written: str) -> set[date]:
    """Return the days that a date of figures may mean; none where it has no year."""
    return {day for parts in _parts(written) for day in _days(*parts)}


def _parts(written: str) -> Iterator[tuple[str, str, str]]:
    """Yield year, month and day in figures, in every order that makes sense."""
    figures = FIGURES.findall(written)
    month = NAMED.search(written)
    if month is not None and len(figures) == 2:
        number = str(MONTHS[month[0][:3].lower()])
        yield from ((year, number, day) for year, day in permutations(figures) if len(day) < WHOLE_YEAR)
        return
    if len(figures) == 3:
        if len(figures[0]) == WHOLE_YEAR:
            yield figures[0], figures[1], figures[2]
        else:
            yield figures[2], figures[0], figures[1]
            yield figures[2], figures[1], figures[0]
        return
    packed = "".join(figures)
    if len(packed) == PACKED:
        yield packed[4:], packed[:2], packed[2:4]
        yield packed[4:], packed[2:4], packed[:2]
        yield packed[:4], packed[4:6], packed[6:]
    elif len(packed) == PACKED_SHORT:
        yield packed[4:], packed[:2], packed[2:4]


def _days(year: str, month: str, day: str) -> Iterator[date]:
    """Yield the days of a year, of which a short one may be of either century."""
    years = [int(year)] if len(year) == WHOLE_YEAR else [century + int(year) for century in CENTURIES]
    for one in years:
        try:
            yield date(one, int(month), int(day))
        except ValueError:
            continue

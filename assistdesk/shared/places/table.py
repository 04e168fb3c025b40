"""The table of ZIP codes: read once, when first asked, and kept as lines, so that reading takes no time."""

import lzma
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FILE = "zip_codes.csv.xz"
ZIP_DIGITS = 5
ENDINGS = (" county", " parish")


@dataclass(frozen=True, slots=True)
class Place:
    """A ZIP code, or a county where `zip` is "", with its middle in degrees, north and east positive.

    `zone` is the time zone's name. `population` counts the people who live there; it is 0 for boxes, large
    organisations and the military. `county` is written without "County"; `state` is the two letters of the
    postal service. `fips` is the county's number, "" where the Census has none for it.
    """

    zip: str
    latitude: float
    longitude: float
    zone: str
    population: int
    county: str
    fips: str
    state: str


def of_zip(zip_code: str) -> Place | None:
    """Return the place of a ZIP code, of which five digits count ("40202-1234" too); None where unknown."""
    digits = zip_code.strip()[:ZIP_DIGITS]
    line = _lines().get(digits)
    return _place(digits, line) if line is not None else None


def of_county(state: str, county: str) -> Place | None:
    """Return the middle of a county, each ZIP code weighing as its people do; None where unknown.

    Upper and lower case, points, blanks and a "County" at the end make no difference.
    """
    return _counties(state.strip().upper()).get(_key(county))


@cache
def zips_of(state: str) -> tuple[Place, ...]:
    """Return the ZIP codes of a state (two letters), lowest first; none where there is no such state."""
    ending = f",{state.strip().upper()}"
    return tuple(_place(zip_code, line) for zip_code, line in _lines().items() if line.endswith(ending))


@cache
def counties_of(state: str) -> tuple[str, ...]:
    """Return the names of a state's counties (two letters), in the order of the alphabet."""
    return tuple(sorted({one.county for one in zips_of(state) if one.county}))


@cache
def _lines() -> dict[str, str]:
    """Return the rest of each line by its ZIP code."""
    packed = files(__package__).joinpath(FILE).read_bytes()
    lines = lzma.decompress(packed).decode().splitlines()[1:]
    return {line[:ZIP_DIGITS]: line[ZIP_DIGITS + 1 :] for line in lines}


def _place(zip_code: str, line: str) -> Place:
    latitude, longitude, zone, population, county, fips, state = line.split(",")
    return Place(
        zip=zip_code,
        latitude=float(latitude),
        longitude=float(longitude),
        zone=zone,
        population=int(population),
        county=county,
        fips=fips,
        state=state,
    )


@cache
def _counties(state: str) -> dict[str, Place]:
    """Return the counties of a state by what all spellings of their name have in common."""
    found: dict[str, list[Place]] = {}
    for place in zips_of(state):
        found.setdefault(_key(place.county), []).append(place)
    return {key: _middle(places) for key, places in found.items() if key}


def _key(county: str) -> str:
    name = county.strip().lower()
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    return "".join(letter for letter in name.replace("saint ", "st ") if letter.isalnum())


def _middle(places: list[Place]) -> Place:
    first = places[0]
    weights = [place.population for place in places]
    if not any(weights):
        weights = [1] * len(places)
    return Place(
        zip="",
        latitude=_mean((place.latitude for place in places), weights),
        longitude=_mean((place.longitude for place in places), weights),
        zone=Counter(place.zone for place in places).most_common(1)[0][0],
        population=sum(place.population for place in places),
        county=first.county,
        fips=next((place.fips for place in places if place.fips), ""),
        state=first.state,
    )


def _mean(values: Iterable[float], weights: list[int]) -> float:
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)

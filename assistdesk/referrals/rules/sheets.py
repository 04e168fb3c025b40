"""The map for the search of helpers near a resident: one sheet for each language and programme.

Sheets lie side by side along x, so far apart that the nearest on a sheet come before all others. One index
over points then finds the nearest who speak a language and know a programme.
"""

from zlib import crc32

ANY = "*"
"""The language of the sheets that each helper lies on, whatever they speak."""

SHEETS = 1_000_000
WIDTH = 1_000.0
"""How far sheets are apart, in degrees: more than the country is wide."""

LONGITUDE_SCALE = 0.79
"""How long a degree of longitude is, in degrees of latitude, at 38 degrees north (the cosine)."""

MILES_A_UNIT = 69.05
"""A degree of latitude, in miles. Source: 111.13 km at 45 degrees."""


def sheet(marketplace: str, language: str, program: str) -> int:
    """Return the number of a sheet. Two may share one: who searches filters by language and programme too."""
    return crc32(f"{marketplace}/{language}/{program}".encode()) % SHEETS


def position(number: int, *, latitude: float, longitude: float) -> tuple[float, float]:
    """Return where a place (in degrees, north and east positive) lies on a sheet: x and y."""
    return number * WIDTH + longitude * LONGITUDE_SCALE, latitude

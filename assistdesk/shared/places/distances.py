"""How far two places are from each other."""

from math import asin, cos, radians, sin, sqrt
from typing import Protocol

EARTH_RADIUS_MILES = 3958.8
"""The mean radius. Source: NASA's Earth fact sheet (6,371.0 km)."""


class Located(Protocol):
    """Anything with a place on the map, in degrees; north and east are positive."""

    @property
    def latitude(self) -> float:
        """Degrees north of the equator."""

    @property
    def longitude(self) -> float:
        """Degrees east of Greenwich."""


def miles(one: Located, other: Located) -> float:
    """Return the great-circle distance of two places in statute miles."""
    north, other_north = radians(one.latitude), radians(other.latitude)
    up = sin((other_north - north) / 2) ** 2
    along = cos(north) * cos(other_north) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_MILES * asin(min(1.0, sqrt(up + along)))

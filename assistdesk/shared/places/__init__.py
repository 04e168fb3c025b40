"""Where ZIP codes and counties of the United States are: place, time zone, people living there.

The table is shipped with the desk, so nothing is asked of anybody. It knows every ZIP code of the Census
Bureau's and GeoNames' lists that has a place on the map (41,705 of 41,994); `tools/zip_codes.py` makes it.

Source: US Census Bureau (public domain) and GeoNames (https://www.geonames.org, CC BY 4.0).
"""

from assistdesk.shared.places.distances import Located, miles
from assistdesk.shared.places.table import Place, counties_of, of_county, of_zip, zips_of

__all__ = [
    "Located",
    "Place",
    "counties_of",
    "miles",
    "of_county",
    "of_zip",
    "zips_of",
]

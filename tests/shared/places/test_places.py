"""Every ZIP code of the country has its place, its zone and its county, from what the desk ships."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistdesk.shared import places
from assistdesk.shared.places import Place

SUMMER = datetime(2026, 7, 1, tzinfo=UTC)
EASTERN, CENTRAL = timedelta(hours=-4), timedelta(hours=-5)

# Source: 49 CFR 71.5 (the line between Eastern and Central time through Kentucky) names the counties at the
# line; these are those west of it. Wayne has been Eastern since 2000.
# fmt: off
CENTRAL_COUNTIES = [
    "Adair", "Allen", "Ballard", "Barren", "Breckinridge", "Butler", "Caldwell", "Calloway",
    "Carlisle", "Christian", "Clinton", "Crittenden", "Cumberland", "Daviess", "Edmonson", "Fulton",
    "Graves", "Grayson", "Green", "Hancock", "Hart", "Henderson", "Hickman", "Hopkins",
    "Livingston", "Logan", "Lyon", "McCracken", "McLean", "Marshall", "Metcalfe", "Monroe",
    "Muhlenberg", "Ohio", "Russell", "Simpson", "Todd", "Trigg", "Union", "Warren", "Webster",
]
# fmt: on
KENTUCKY = places.zips_of("KY")
CORNERS = st.sampled_from(KENTUCKY[::7])


def offset(zone: str) -> timedelta | None:
    """Return how far a zone is from UTC in summer."""
    return SUMMER.astimezone(ZoneInfo(zone)).utcoffset()


def test_kentucky_has_its_120_counties_each_with_a_name_and_a_number() -> None:
    assert len({place.fips for place in KENTUCKY}) == 120
    assert len({place.county for place in KENTUCKY}) == 120
    assert {place.fips[:2] for place in KENTUCKY} == {"21"}


def test_the_41_central_counties_of_kentucky_are_central_and_all_others_eastern() -> None:
    wrong = [
        (place.zip, place.county)
        for place in KENTUCKY
        if offset(place.zone) != (CENTRAL if place.county in CENTRAL_COUNTIES else EASTERN)
    ]

    assert len(CENTRAL_COUNTIES) == 41
    assert not wrong


@pytest.mark.parametrize(
    ("zip_code", "county", "zone"),
    [
        pytest.param("40202", "Jefferson", "America/New_York", id="Louisville"),
        pytest.param("42001", "McCracken", "America/Chicago", id="Paducah"),
        pytest.param(
            "42603", "Wayne", "America/New_York", id="Alpha, which other tables have in Central time"
        ),
        pytest.param("42712", "Hardin", "America/New_York", id="Big Clifty side of Hardin"),
        pytest.param("42223", "Christian", "America/Chicago", id="Fort Campbell, of two states"),
    ],
)
def test_a_zip_code_has_the_county_and_zone_of_its_people(zip_code: str, county: str, zone: str) -> None:
    place = places.of_zip(zip_code)

    assert place is not None
    assert (place.zip, place.county, place.zone, place.state) == (zip_code, county, zone, "KY")


@pytest.mark.parametrize("written", ["40202", " 40202 ", "40202-1234"])
def test_five_digits_of_a_zip_code_count(written: str) -> None:
    place = places.of_zip(written)

    assert place is not None
    assert place.county == "Jefferson"


@pytest.mark.parametrize("unknown", ["", "00000", "4020", "ABCDE", "99999", "4020\uff12"])
def test_an_unknown_zip_code_is_nowhere(unknown: str) -> None:
    assert places.of_zip(unknown) is None


@pytest.mark.parametrize("written", ["McCracken", "mccracken", "MC CRACKEN County", " McCracken county "])
def test_a_county_is_found_however_its_name_is_written(written: str) -> None:
    place = places.of_county("ky", written)

    assert place is not None
    assert (place.zip, place.county, place.zone, place.fips) == ("", "McCracken", "America/Chicago", "21145")
    assert place.population == sum(one.population for one in KENTUCKY if one.county == "McCracken")


def test_a_city_and_the_county_of_its_name_are_two() -> None:
    city, county = places.of_county("MD", "Baltimore City"), places.of_county("MD", "Baltimore County")

    assert city is not None
    assert county is not None
    assert (city.fips, county.fips) == ("24510", "24005")


@pytest.mark.parametrize(("state", "county"), [("KY", "Cook"), ("ZZ", "Jefferson"), ("KY", ""), ("", "")])
def test_an_unknown_county_is_nowhere(state: str, county: str) -> None:
    assert places.of_county(state, county) is None


def test_a_county_lies_amid_its_zip_codes_nearest_to_where_people_live() -> None:
    fayette = places.of_county("KY", "Fayette")
    lexington = places.of_zip("40507")

    assert fayette is not None
    assert lexington is not None
    assert places.miles(fayette, lexington) < 5


def test_every_state_has_its_zip_codes_in_order_with_people() -> None:
    maryland = places.zips_of("md")

    assert [place.zip for place in maryland] == sorted(place.zip for place in maryland)
    assert 6_000_000 < sum(place.population for place in maryland) < 6_400_000
    assert 4_450_000 < sum(place.population for place in KENTUCKY) < 4_600_000
    assert places.zips_of("ZZ") == ()


def test_louisville_to_lexington_and_to_paducah_are_as_far_as_the_map_says() -> None:
    louisville, lexington = _place("40202"), _place("40507")

    assert places.miles(louisville, lexington) == pytest.approx(69.7, abs=0.5)
    assert places.miles(_place("10001"), _place("90012")) == pytest.approx(2447, rel=0.005)


@given(CORNERS, CORNERS, CORNERS)
def test_distance_is_the_same_both_ways_and_never_longer_by_no_detour(
    one: Place, two: Place, three: Place
) -> None:
    assert places.miles(one, one) == 0
    assert places.miles(one, two) == places.miles(two, one)
    assert places.miles(one, three) <= places.miles(one, two) + places.miles(two, three) + 1e-9


def _place(zip_code: str) -> Place:
    place = places.of_zip(zip_code)
    assert place is not None
    return place

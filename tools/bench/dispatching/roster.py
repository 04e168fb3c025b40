"""Registered helpers by the hundred thousand: made by the database, the same ones each time."""

from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from assistdesk.referrals.rules import sheets
from assistdesk.shared import places
from tools.bench.dispatching import statements

MARKETPLACE = "kentucky"
STATE = "KY"
LANGUAGES = ("en", "es", sheets.ANY)
PROGRAMS = ("medicaid", "qhp", "dental", "other")
SQL = Path(__file__).with_suffix(".sql")

_GROUND = """
    CREATE TEMP TABLE bench_zip (zip text, latitude float, longitude float, zone text, from_person int,
        to_person int) ON COMMIT DROP;
    CREATE TEMP TABLE bench_sheet (language text, program text, number int) ON COMMIT DROP;
    CREATE OR REPLACE FUNCTION pg_temp.share(about text, turn bigint) RETURNS double precision
        LANGUAGE sql IMMUTABLE
        AS $$ SELECT ((hashtextextended(about, turn) & 9223372036854775807) % 1000000) / 1000000.0 $$;
"""


@lru_cache(maxsize=1)
def zips() -> list[places.Place]:
    """Return where people of the state live."""
    return [one for one in places.zips_of(STATE) if one.population]


@lru_cache(maxsize=1)
def weights() -> list[int]:
    """Return how many people live in each of `zips`."""
    return [one.population for one in zips()]


@transaction.atomic(durable=True)
def register(number: int) -> None:
    """Register so many helpers where people live: three in ten on duty, seven in a hundred bilingual."""
    people = 0
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # references are right, and many
        cursor.execute(_GROUND)
        with cursor.copy("COPY bench_zip FROM STDIN") as copy:
            for one in zips():
                place = (one.zip, one.latitude, one.longitude, one.zone)
                copy.write_row((*place, people, people + one.population))
                people += one.population
        with cursor.copy("COPY bench_sheet FROM STDIN") as copy:
            for language, program in product(LANGUAGES, PROGRAMS):
                copy.write_row((language, program, sheets.sheet(MARKETPLACE, language, program)))
        facts: dict[str, Any] = {
            "number": number,
            "people": people,
            "marketplace": MARKETPLACE,
            "width": sheets.WIDTH,
            "scale": sheets.LONGITUDE_SCALE,
        }
    statements.run(SQL, facts)

"""Somebody who is helped for the first time: a record that the marketplace has not numbered yet."""

import secrets
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from assistdesk.shared import transactions
from assistdesk.shared.people import identities
from assistdesk.shared.people.models import Person

SIGN = "N"
DIGITS = 9


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What is known of somebody new; empty where it isn't."""

    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    date_of_birth: date = field(repr=False)
    sex: str = field(repr=False)
    language: str
    email: str = field(repr=False)
    phone: str = field(repr=False)
    zip_code: str = field(repr=False)
    county: str


def lock(marketplace: str) -> None:
    """Let newcomers of a marketplace come one after the other, until the transaction ends.

    So of two who add the same person only one finds nobody there.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"newcomers {marketplace}"])


def add(newcomer: Newcomer, *, marketplace: str) -> Person:
    """Make the record of somebody new, who can be found by it from now on; call `lock` before.

    Its Person ID is the desk's own, told from the marketplace's by its first letter.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    person = Person.objects.create(
        marketplace=marketplace,
        person_id=_number(marketplace),
        first_name=newcomer.first_name,
        last_name=newcomer.last_name,
        date_of_birth=newcomer.date_of_birth,
        sex=newcomer.sex,
        language=newcomer.language,
        email=newcomer.email,
        phone=newcomer.phone,
        zip_code=newcomer.zip_code,
        county=newcomer.county,
    )
    identities.put([person], ssns={})
    return person


def _number(marketplace: str) -> str:
    while True:
        number = f"{SIGN}{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        if not Person.objects.filter(marketplace=marketplace, person_id=number).exists():
            return number

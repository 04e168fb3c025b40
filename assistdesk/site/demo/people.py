"""The demo's people: the same names, numbers and keys each time they are made.

Ids are made from names (UUID version 5), so making everybody again puts back what was changed.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import models, transaction

from assistdesk.shared.people import identities, newcomers
from assistdesk.shared.people.access import Scope
from assistdesk.shared.people.models import AccessGrant, Account, Agency, Case, CaseMember, Helper, Person
from assistdesk.site.demo.script import DemoAccount, Ground, Script, script

NAMESPACE = uuid.UUID("6f1c2d4e-0b6a-4a5e-9a53-0d7a2a4f1b10")
LONG_AGO = timedelta(days=60)
APPLICATIONS = 400_000_000
FIRST_BIRTHDAY = date(1950, 1, 9)
NEVER_ISSUED = "900"  # the first three digits; source: 20 CFR 422.103, as the SSA assigns numbers since 2011
HELPER_PHONE = "+15025550100"


@dataclass
class Cast:
    """Everybody of the demo, as rows that are not written yet."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    members: list[CaseMember] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    helpers: list[Helper] = field(default_factory=list)
    grants: list[AccessGrant] = field(default_factory=list)


def make_once(*, at: datetime) -> bool:
    """Make the demo's people where there are none yet; return whether any were made."""
    if Account.objects.filter(username=script().accounts[0].username).exists():
        return False
    make(at=at)
    return True


@transaction.atomic(durable=True)
def make(*, at: datetime) -> None:
    """Make the demo's people, or put them back as they were made first."""
    wanted = script()
    cast = _cast(wanted, at=at)
    standing = {grant.id for grant in cast.grants}
    AccessGrant.objects.exclude(id__in=standing).delete()
    for rows in (
        list(cast.agencies.values()),
        cast.people,
        cast.cases,
        cast.accounts,
        cast.helpers,
        cast.grants,
    ):
        _put(rows)
    CaseMember.objects.bulk_create(cast.members, ignore_conflicts=True)
    identities.put(cast.people, ssns={one.id: ssn_of(one) for one in cast.people})


def forget_newcomers() -> None:
    """Forget the people whom helpers added, now that nothing is known of them any more."""
    Person.objects.filter(person_id__startswith=newcomers.SIGN).delete()


def ssn_of(person: Person) -> str:
    """Return the Social Security number of somebody invented: of a range that is never issued."""
    return f"{NEVER_ISSUED}{int(person.person_id) % 1_000_000:06d}"


def person_key(person: Person) -> uuid.UUID:
    """Return the id that a person has who was invented for the demo."""
    return _key("person", person.marketplace, person.person_id)


def _put(rows: Sequence[models.Model]) -> None:
    """Write rows; where one with the same key stands, let it say the same again."""
    if not rows:
        return
    table = type(rows[0])
    fields = table._meta.concrete_fields  # noqa: SLF001 - Django's documented way to a model's fields
    key = next(column.name for column in fields if column.primary_key)
    others = [column.name for column in fields if not column.primary_key]
    table._base_manager.bulk_create(  # noqa: SLF001 - the same
        rows, update_conflicts=True, unique_fields=[key], update_fields=others
    )


def _cast(wanted: Script, *, at: datetime) -> Cast:
    cast = Cast()
    for agency in wanted.agencies:
        cast.agencies[agency.name] = Agency(
            id=_key("agency", agency.name), marketplace=agency.marketplace, name=agency.name
        )
    password = make_password(wanted.password)
    strangers = {key: _strangers(wanted, ground, key) for key, ground in wanted.marketplaces.items()}
    for account in wanted.accounts:
        _add_account(cast, account, password=password, at=at)
        if account.person is not None:
            _add_resident(cast, account, next(strangers[account.marketplace]))
        for place in range(account.clients):
            person = next(strangers[account.marketplace])
            person.carrier = account.carriers[place % len(account.carriers)]
            _add_person(cast, person, wanted.marketplaces[account.marketplace])
            cast.grants.append(
                AccessGrant(
                    id=_key("grant", account.username, person.person_id),
                    account=cast.accounts[-1],
                    person=person,
                    scope=Scope.SEE_CASE.value,
                    starts_at=at - LONG_AGO,
                )
            )
    return cast


def _add_account(cast: Cast, wanted: DemoAccount, *, password: str, at: datetime) -> None:
    account = Account(
        id=_key("account", wanted.username),
        username=wanted.username,
        password=password,
        name=wanted.name,
        email=f"{wanted.username}@example.com",
        phone=wanted.phone or (HELPER_PHONE if wanted.until is not None else ""),
        language=wanted.language,
        marketplace=wanted.marketplace,
        role=wanted.role.value,
        teams=list(wanted.teams),
        agency=cast.agencies.get(wanted.agency or ""),
        made_at=at,
    )
    cast.accounts.append(account)
    if wanted.until is not None:
        until = at.date() + timedelta(days=wanted.until)
        cast.helpers.append(
            Helper(
                account=account,
                marketplace=wanted.marketplace,
                npn=wanted.npn,
                authorized_until=until,
                license_number=wanted.license,
                license_until=until if wanted.license else None,
                certified_until=until if wanted.license else None,
                contact_on_file=bool(wanted.license),
                zip_code=wanted.zip,
            )
        )


def _add_resident(cast: Cast, wanted: DemoAccount, person: Person) -> None:
    if wanted.person is None:
        return
    person.first_name, person.last_name = wanted.person.first, wanted.person.last
    person.date_of_birth, person.sex = wanted.person.born, wanted.person.sex
    person.language, person.contact_preference = wanted.language, wanted.prefers
    if wanted.prefers == "none":
        person.email = person.phone = ""
    _add_person(cast, person, script().marketplaces[wanted.marketplace])
    cast.accounts[-1].person = person


def _add_person(cast: Cast, person: Person, ground: Ground) -> None:
    number = ground.case_number + 7 * (int(person.person_id) - ground.person_id)
    case = Case(
        id=_key("case", person.marketplace, number),
        marketplace=person.marketplace,
        case_number=str(number),
        application_number=str(APPLICATIONS + number),
    )
    cast.people.append(person)
    cast.cases.append(case)
    cast.members.append(CaseMember(case=case, person=person))


def _strangers(wanted: Script, ground: Ground, marketplace: str) -> Iterator[Person]:
    """Yield invented people without end, each with the next number."""
    names = wanted.names
    number = ground.person_id
    turn = 0
    while True:
        place = ground.places[turn % len(ground.places)]
        yield Person(
            id=_key("person", marketplace, number),
            marketplace=marketplace,
            person_id=str(number),
            first_name=names.first[(7 * turn) % len(names.first)],
            last_name=names.last[(11 * turn + 3) % len(names.last)],
            date_of_birth=FIRST_BIRTHDAY + timedelta(days=(turn * 397) % 20000),
            sex=("female", "male")[turn % 2],
            language="es" if turn % 6 == 5 else "en",
            email=f"person{number}@example.org",
            phone=f"+1502555{100 + turn % 100:04d}",
            contact_preference=("sms", "email", "letter")[turn % 3],
            zip_code=place.zip,
            county=place.county,
        )
        number += 1
        turn += 1


def _key(*parts: object) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts))

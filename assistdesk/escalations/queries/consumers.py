"""The caller's own clients: searched by name, date of birth, Person ID or carrier."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import models
from django.db.models.functions import Concat, StrIndex
from django.db.models.lookups import GreaterThan

from assistdesk.shared.people import access
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Person

MOST = 200
PAGE = 25
_APOSTROPHES = "'`\u00b4\u2018\u2019\u02bc"
_BREAKS = "-\u2010\u2011\u2013.,_/"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client is searched by; what is empty is not asked. Names match from the start of a word."""

    first_name: str = field(default="", repr=False)
    last_name: str = field(default="", repr=False)
    date_of_birth: date | None = field(default=None, repr=False)
    person_id: str = ""
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class ConsumerRow:
    """One client."""

    id: UUID
    person_id: str
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    date_of_birth: date = field(repr=False)
    carrier: str


@dataclass(frozen=True, slots=True)
class ConsumerPage:
    """A page of clients by name; `next` is the id after which the following one starts, None at the end."""

    items: list[ConsumerRow]
    next: UUID | None


class Plain(models.Func):
    """A name as it is compared: without accents, case and apostrophes, hyphens as spaces."""

    output_field = models.CharField()
    template = (
        "lower(regexp_replace(translate(normalize(%(expressions)s, NFKD),"
        f" '{_BREAKS}{_APOSTROPHES.replace(chr(39), chr(39) * 2)}', '{' ' * len(_BREAKS)}'),"
        " '[\u0300-\u036f]', '', 'g'))"
    )


def consumers(
    actor: Actor, asked: Asked, *, marketplace: str, at: datetime, after: UUID | None, limit: int = PAGE
) -> ConsumerPage:
    """Return the actor's own clients who match all that is asked, by last and first name; one query.

    Asked for nothing, it is all of them. `after` is the id of the last row of the page before.
    """
    if not actor.serves(marketplace):
        return ConsumerPage([], None)
    found = _matching(access.clients_of(actor, at=at).filter(marketplace=marketplace), asked)
    limit = max(1, min(limit, MOST))
    rows = _after(found, after).order_by("last_name", "first_name", "id")[: limit + 1]
    people = [_row(person) for person in rows]
    return ConsumerPage(people[:limit], people[limit - 1].id if len(people) > limit else None)


def chosen(actor: Actor, person_ids: list[str], *, marketplace: str, at: datetime) -> list[ConsumerRow]:
    """Return those of the actor's own clients with these Person IDs, in that order; others are left out."""
    clients = access.clients_of(actor, at=at).filter(marketplace=marketplace, person_id__in=person_ids)
    found = {person.person_id: _row(person) for person in clients}
    return [found[one] for one in dict.fromkeys(person_ids) if one in found]


def _matching(people: models.QuerySet[Person], asked: Asked) -> models.QuerySet[Person]:
    if asked.date_of_birth is not None:
        people = people.filter(date_of_birth=asked.date_of_birth)
    if asked.person_id.strip():
        people = people.filter(person_id=asked.person_id.strip())
    for name in ("first_name", "last_name", "carrier"):
        wanted = getattr(asked, name).strip()
        if wanted:
            people = people.filter(_starts_a_word(name, wanted))
    return people


def _starts_a_word(name: str, wanted: str) -> models.expressions.Combinable:
    words = Concat(models.Value(" "), Plain(models.F(name)))
    return GreaterThan(StrIndex(words, Concat(models.Value(" "), Plain(models.Value(wanted)))), 0)


def _after(people: models.QuerySet[Person], after: UUID | None) -> models.QuerySet[Person]:
    if after is None:
        return people
    last = Person.objects.filter(pk=after)
    place = [models.Subquery(last.values(name)[:1]) for name in ("last_name", "first_name")]
    return people.annotate(_last=place[0], _first=place[1]).filter(
        models.Q(last_name__gt=models.F("_last"))
        | models.Q(last_name=models.F("_last"), first_name__gt=models.F("_first"))
        | models.Q(last_name=models.F("_last"), first_name=models.F("_first"), id__gt=after)
    )


def _row(person: Person) -> ConsumerRow:
    return ConsumerRow(
        id=person.id,
        person_id=person.person_id,
        first_name=person.first_name,
        last_name=person.last_name,
        date_of_birth=person.date_of_birth,
        carrier=person.carrier,
    )

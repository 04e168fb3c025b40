"""What is known of persons, for the privacy guard: as keyed hashes, so that no value is handed about."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from uuid import UUID

from assistdesk.shared.people import access
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Person
from assistdesk.shared.privacy.clients import Client, known_values
from assistdesk.shared.privacy.known import NOTHING_KNOWN, KnownValues

Numbers = Iterable[tuple[UUID, str]]
NumbersOf = Callable[[Collection[UUID]], Numbers]
"""Returns the person and the number of each that the persons have with somebody, such as a policy's."""

_NUMBERS_BY: list[NumbersOf] = []


def numbers_by(tell: NumbersOf) -> None:
    """Let `tell` say which numbers persons have."""
    if tell not in _NUMBERS_BY:
        _NUMBERS_BY.append(tell)


def known_of(persons: Iterable[Person]) -> KnownValues:
    """Return what is known of persons of one marketplace; their identities should be selected with them.

    Names, date of birth, telephone, mail address, the Social Security number as it is hashed, and the numbers
    that others told of.
    """
    found = list(persons)
    if not found:
        return NOTHING_KNOWN
    numbers = defaultdict[UUID, list[str]](list)
    for tell in _NUMBERS_BY:
        for person_id, number in tell([one.id for one in found]):
            numbers[person_id].append(number)
    clients = [_client(one, tuple(numbers[one.id])) for one in found]
    return known_values(clients, marketplace=found[0].marketplace)


def known_of_clients(person_ids: Collection[str], *, actor: Actor, at: datetime) -> KnownValues:
    """Return what is known of those of the actor's own clients who have these Person IDs."""
    if not person_ids:
        return NOTHING_KNOWN
    clients = access.clients_of(actor, at=at).filter(person_id__in=person_ids)
    return known_of(clients.select_related("identity"))


def _client(person: Person, numbers: tuple[str, ...]) -> Client:
    identity = getattr(person, "identity", None)
    return Client(
        first_name=person.first_name,
        last_name=person.last_name,
        born_on=person.date_of_birth,
        phone=person.phone,
        email=person.email,
        ssn=identity.ssn if identity is not None else "",
        numbers=numbers,
    )

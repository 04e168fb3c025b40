"""Who plays in the load on case access: helpers with tokens, and clients whom nobody asked yet."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from assistdesk.shared import clock
from assistdesk.shared.people import identities, services
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account, Case, CaseMember, Helper, Person
from assistdesk.shared.people.roles import Role

MARKETPLACE = "kentucky"
BORN = date(1980, 1, 1)


@dataclass
class Cast:
    """Who plays: helpers by their tokens, and clients whom nobody asked yet."""

    helpers: list[tuple[UUID, str]]
    clients: list[Person]


def people(helpers: int, *, clients: int) -> Cast:
    """Make so many helpers, each with a token, and clients who have a case and a phone."""
    at = clock.now()
    until = (at + timedelta(days=300)).date()
    accounts = [
        Account(
            id=uuid4(),
            username=f"bench-{place}",
            name=f"Helper {_letters(place)}",
            email=f"bench-{place}@example.com",
            marketplace=MARKETPLACE,
            role=Role.AGENT.value,
            made_at=at,
        )
        for place in range(helpers)
    ]
    Account.objects.bulk_create(accounts, batch_size=500)
    Helper.objects.bulk_create(
        [Helper(account=one, marketplace=MARKETPLACE, authorized_until=until) for one in accounts]
    )
    made = [_client(place) for place in range(clients)]
    Person.objects.bulk_create(made, batch_size=500)
    identities.put(made, ssns={})
    cases = [
        Case(id=uuid4(), marketplace=MARKETPLACE, case_number=f"88{place:07}") for place in range(clients)
    ]
    Case.objects.bulk_create(cases, batch_size=500)
    members = [CaseMember(case=case, person=one) for case, one in zip(cases, made, strict=True)]
    CaseMember.objects.bulk_create(members, batch_size=500)
    actor = Actor.system(MARKETPLACE)
    keys = [(one.id, services.make_token(one.username, actor=actor, at=at)) for one in accounts]
    return Cast(keys, made)


def _letters(place: int) -> str:
    """Return a name of its own for each place; nobody's name has a digit in it."""
    found = ""
    while place or not found:
        place, letter = divmod(place, 26)
        found = chr(97 + letter) + found
    return found.rjust(4, "a").capitalize()


def _client(place: int) -> Person:
    return Person(
        id=uuid4(),
        marketplace=MARKETPLACE,
        person_id=f"77{place:07}",
        first_name=_letters(place),
        last_name="Bench",
        date_of_birth=BORN,
        sex="female",
        email=f"client-{place}@example.com",
        phone=f"+1502555{place % 10_000:04}",
        contact_preference="email",
    )

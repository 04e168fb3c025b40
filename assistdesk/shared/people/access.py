"""Who may see whose case: the one way to reach a person's record."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from assistdesk.shared import transactions
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import AccessGrant, Person
from assistdesk.shared.refusals import NotThere

_HAS = """
    SELECT 1 FROM people_accessgrant
    WHERE account_id = %(account)s AND person_id = %(person)s AND scope = %(scope)s
        AND starts_at <= %(at)s AND (ends_at IS NULL OR ends_at > %(at)s)
    LIMIT 1
"""


class Scope(StrEnum):
    """What a grant is for."""

    SEE_CASE = "see_case"


def clients_of(actor: Actor, *, at: datetime) -> QuerySet[Person]:
    """Return the people whose case `actor` may see at `at`, by a grant of their own; unordered."""
    if actor.account_id is None:
        return Person.objects.none()
    grants = AccessGrant.objects.filter(
        account_id=actor.account_id, scope=Scope.SEE_CASE.value, starts_at__lte=at
    ).filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))
    return Person.objects.filter(marketplace=actor.marketplace, id__in=grants.values("person_id"))


def require(actor: Actor, *, person_ids: list[str], at: datetime) -> list[Person]:
    """Return the persons with these Person IDs, in that order.

    Raises:
        NotThere: one of them does not exist, or is not a client of `actor` at `at`.
    """
    found = {person.person_id: person for person in clients_of(actor, at=at).filter(person_id__in=person_ids)}
    if any(person_id not in found for person_id in person_ids):
        raise NotThere
    return [found[person_id] for person_id in person_ids]


def grant(
    *, account_id: UUID, person_id: UUID, scope: Scope, ends_at: datetime | None, at: datetime
) -> AccessGrant:
    """Let an account see a person's case from `at` until `ends_at`. What stands already is kept.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    found, _ = AccessGrant.objects.get_or_create(
        account_id=account_id,
        person_id=person_id,
        scope=scope.value,
        ends_at=ends_at,
        defaults={"starts_at": at},
    )
    return found


def end(grant: AccessGrant, *, at: datetime) -> bool:
    """End a grant at `at`; return whether it still stood.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    standing = AccessGrant.objects.filter(pk=grant.pk, starts_at__lte=at).filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    )
    return bool(standing.update(ends_at=at))


def has(account_id: UUID, person_id: UUID, *, at: datetime) -> bool:
    """Return whether an account may see a person's case at `at`."""
    values: dict[str, UUID | str | datetime] = {"account": account_id, "person": person_id}
    values |= {"scope": Scope.SEE_CASE.value, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(_HAS, values)
        return cursor.fetchone() is not None

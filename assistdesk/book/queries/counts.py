"""The counts of the dashboard: each is the number of rows of its own list, all asked at once."""

from collections.abc import Iterator
from enum import StrEnum

from django.db.models import Count, IntegerField, Model, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from assistdesk.book.queries import narrowing
from assistdesk.book.rules.days import Days
from assistdesk.book.states import BookList, ClientShown, PolicyShown, ProspectShown, QuoteShown
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.permissions import Permission

Counts = dict[BookList, dict[str, int]]


NEEDED = {
    BookList.CLIENTS: Permission.READ_CLIENTS,
    BookList.POLICIES: Permission.READ_CLIENTS,
    BookList.PROSPECTS: Permission.KEEP_BOOK,
    BookList.QUOTES: Permission.KEEP_BOOK,
}
"""What has to be allowed to somebody who sees a list."""


def lists_of(actor: Actor) -> list[BookList]:
    """Return the lists that the actor may see, in the order of the dashboard."""
    return [name for name, permission in NEEDED.items() if actor.may(permission)]


def counts(actor: Actor, *, days: Days) -> Counts:
    """Return how many rows each list holds that the actor may see, by list and what it shows; one query."""
    assert actor.account_id is not None
    seen = lists_of(actor)
    lists = [one for one in _lists(actor, days) if one[0] in seen]
    columns = [_number(rows) for _, _, rows in lists]
    found = Account.objects.filter(pk=actor.account_id).values_list(*columns).first()
    numbers = found or (0,) * len(lists)
    counted: Counts = {name: {} for name in seen}
    for (name, shown, _), number in zip(lists, numbers, strict=True):
        counted[name][shown.value] = number
    return counted


def _lists(actor: Actor, days: Days) -> Iterator[tuple[BookList, StrEnum, QuerySet[Model]]]:
    for client in ClientShown:
        yield BookList.CLIENTS, client, narrowing.clients(actor, client, days=days)
    for policy in PolicyShown:
        yield BookList.POLICIES, policy, narrowing.policies(actor, policy, days=days)
    for prospect in ProspectShown:
        yield BookList.PROSPECTS, prospect, narrowing.prospects(actor, prospect, days=days)
    for quote in QuoteShown:
        yield BookList.QUOTES, quote, narrowing.quotes(actor, quote)


def _number(rows: QuerySet[Model]) -> Coalesce:
    counted = (
        rows.order_by().annotate(all_of_them=Value(1)).values("all_of_them").annotate(number=Count("pk"))
    )
    return Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)

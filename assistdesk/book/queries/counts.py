"""The counts of the dashboard: each is the number of rows of its own list, all asked at once."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Count, IntegerField, Model, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from assistdesk.book.queries import narrowing
from assistdesk.book.rules.days import Days
from assistdesk.book.states import BookList, ClientShown, PolicyShown, ProspectShown, QuoteShown
from assistdesk.shared.compiled import Question
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.people.roles import Role

Counts = dict[BookList, dict[str, int]]
Numbers = QuerySet[Account, tuple[int, ...]]


NEEDED = {
    BookList.CLIENTS: Permission.READ_CLIENTS,
    BookList.POLICIES: Permission.READ_CLIENTS,
    BookList.PROSPECTS: Permission.KEEP_BOOK,
    BookList.QUOTES: Permission.KEEP_BOOK,
}
"""What has to be allowed to somebody who sees a list."""
SHOWN: dict[BookList, type[StrEnum]] = {
    BookList.CLIENTS: ClientShown,
    BookList.POLICIES: PolicyShown,
    BookList.PROSPECTS: ProspectShown,
    BookList.QUOTES: QuoteShown,
}
"""What a list can be narrowed to."""


def lists_of(actor: Actor) -> list[BookList]:
    """Return the lists that the actor may see, in the order of the dashboard."""
    return [name for name, permission in NEEDED.items() if actor.may(permission)]


def counts(actor: Actor, *, days: Days) -> Counts:
    """Return how many rows each list holds that the actor may see, by list and what it shows; one query."""
    assert actor.account_id is not None
    seen = tuple(lists_of(actor))
    if not seen:
        return {}
    values = {"account_id": actor.account_id, "marketplace": actor.marketplace, **asdict(days)}
    [numbers] = _question(seen).ask(values)
    counted: Counts = {name: {} for name in seen}
    for (name, shown), number in zip(_shown_in(seen), numbers, strict=True):
        counted[name][shown.value] = number
    return counted


@cache
def _question(seen: tuple[BookList, ...]) -> Question[tuple[int, ...]]:
    """Return the question for the numbers of these lists, sixteen at most: built once, not for each look."""

    def numbers(account_id: UUID, marketplace: str | None, **named: Any) -> Numbers:  # noqa: ANN401  # days
        actor, days = Actor(account_id=account_id, marketplace=marketplace, role=Role.AGENT), Days(**named)
        columns = [_number(_rows(name, shown, actor, days)) for name, shown in _shown_in(seen)]
        return Account.objects.filter(pk=account_id).values_list(*columns)

    times = {"at": datetime, "today": date, "week_ends_on": date, "month_began_at": datetime}
    return Question(numbers, {"account_id": UUID, "marketplace": str, **times}, may_lack=times.keys())


def _shown_in(seen: Sequence[BookList]) -> list[tuple[BookList, StrEnum]]:
    return [(name, shown) for name in seen for shown in SHOWN[name]]


def _rows(name: BookList, shown: StrEnum, actor: Actor, days: Days) -> QuerySet[Any]:
    match name:
        case BookList.CLIENTS:
            return narrowing.clients(actor, ClientShown(shown), days=days)
        case BookList.POLICIES:
            return narrowing.policies(actor, PolicyShown(shown), days=days)
        case BookList.PROSPECTS:
            return narrowing.prospects(actor, ProspectShown(shown), days=days)
        case BookList.QUOTES:
            return narrowing.quotes(actor, QuoteShown(shown))


def _number(rows: QuerySet[Model]) -> Coalesce:
    counted = (
        rows.order_by().annotate(all_of_them=Value(1)).values("all_of_them").annotate(number=Count("pk"))
    )
    return Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)

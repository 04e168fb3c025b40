"""The lists of the book, page by page, and one thing of each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet

from assistdesk.book.models import Policy, Prospect, Quote
from assistdesk.book.queries import narrowing
from assistdesk.book.queries.paging import PAGE, Page, page
from assistdesk.book.queries.rows import (
    ClientRow,
    PolicyRow,
    ProspectRow,
    QuoteRow,
    client_rows,
    policy_row,
    prospect_row,
    quote_row,
)
from assistdesk.book.rules.days import Days
from assistdesk.book.states import BookList, ClientShown, PolicyShown, ProspectShown, QuoteShown
from assistdesk.shared import cursors
from assistdesk.shared.people import access
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import AccessGrant, Person
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.refusals import NotThere

MOST_WORDS = 5
BookRow = ClientRow | PolicyRow | ProspectRow | QuoteRow


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page of which list: what is shown of it, words in names, where it goes on, how many rows."""

    name: BookList
    shown: StrEnum
    words: str = field(default="", repr=False)
    cursor: str | None = None
    limit: int = PAGE


def listed(actor: Actor, asked: Asked, *, pack: Pack, days: Days) -> Page[BookRow]:
    """Return a page of a list; three queries at most.

    Raises:
        InvalidInput: the cursor is not one of this list.
    """
    match asked.name:
        case BookList.CLIENTS:
            return _clients(actor, asked, days)
        case BookList.POLICIES:
            return _policies(actor, asked, pack, days)
        case BookList.PROSPECTS:
            return _prospects(actor, asked, days)
        case BookList.QUOTES:
            return _quotes(actor, asked, pack)


def _clients(actor: Actor, asked: Asked, days: Days) -> Page[BookRow]:
    rows = narrowing.clients(actor, ClientShown(asked.shown), days=days).select_related("person")
    rows = rows.filter(_named(asked.words, "person__", "person__person_id"))
    found: Page[AccessGrant] = page(
        rows, by="starts_at", cursor=asked.cursor, limit=asked.limit, read=cursors.moment
    )
    return Page([*client_rows(found.items, at=days.at)], found.next)


def _policies(actor: Actor, asked: Asked, pack: Pack, days: Days) -> Page[BookRow]:
    narrowed = narrowing.policies(actor, PolicyShown(asked.shown), days=days)
    rows = _with_parts(narrowed).filter(_named(asked.words, "person__", "number", "plan"))
    found = page(rows, by="starts_on", cursor=asked.cursor, limit=asked.limit, read=cursors.day)
    return Page([policy_row(one, pack=pack, days=days) for one in found.items], found.next)


def _with_parts(rows: QuerySet[Policy]) -> QuerySet[Policy]:
    return rows.select_related("person").prefetch_related("information_requests")


def _prospects(actor: Actor, asked: Asked, days: Days) -> Page[BookRow]:
    rows = narrowing.prospects(actor, ProspectShown(asked.shown), days=days).select_related("person")
    rows = rows.filter(_named(asked.words, "", "email"))
    found = page(rows, by="added_at", cursor=asked.cursor, limit=asked.limit, read=cursors.moment)
    return Page([prospect_row(one) for one in found.items], found.next)


def _quotes(actor: Actor, asked: Asked, pack: Pack) -> Page[BookRow]:
    narrowed = narrowing.quotes(actor, QuoteShown(asked.shown))
    rows = _with_whom(narrowed).filter(_named(asked.words, "person__") | _named(asked.words, "prospect__"))
    found = page(rows, by="made_at", cursor=asked.cursor, limit=asked.limit, read=cursors.moment)
    return Page([quote_row(one, pack=pack) for one in found.items], found.next)


def _with_whom(rows: QuerySet[Quote]) -> QuerySet[Quote]:
    return rows.select_related("person", "prospect").prefetch_related("plans")


def _named(words: str, of: str, *others: str) -> Q:
    """Return that each of the words is part of a name, or of one of the other fields."""
    wanted = Q()
    for word in words.split()[:MOST_WORDS]:
        either = Q(**{f"{of}first_name__icontains": word}) | Q(**{f"{of}last_name__icontains": word})
        for other in others:
            either |= Q(**{f"{other}__icontains": word})
        wanted &= either
    return wanted


def prospect(actor: Actor, prospect_id: UUID) -> ProspectRow:
    """Return one of the actor's prospects.

    Raises:
        NotThere: they have no such one.
    """
    found = Prospect.objects.of(actor).select_related("person").filter(pk=prospect_id).first()
    if found is None:
        raise NotThere
    return prospect_row(found)


def quote(actor: Actor, quote_id: UUID, *, pack: Pack) -> QuoteRow:
    """Return one of the actor's quotes.

    Raises:
        NotThere: they have no such one.
    """
    found = _with_whom(Quote.objects.of(actor)).filter(pk=quote_id).first()
    if found is None:
        raise NotThere
    return quote_row(found, pack=pack)


def quotes_for(
    actor: Actor, *, pack: Pack, prospect_id: UUID | None = None, person_id: str = ""
) -> list[QuoteRow]:
    """Return the actor's quotes for one prospect or one client, the newest first."""
    rows = Quote.objects.of(actor)
    rows = rows.filter(prospect_id=prospect_id) if prospect_id else rows.filter(person__person_id=person_id)
    return [quote_row(one, pack=pack) for one in _with_whom(rows).order_by("-made_at", "-id")]


def client(actor: Actor, person_id: str, *, days: Days) -> tuple[Person, ClientRow]:
    """Return one of the actor's present clients, and their row.

    Raises:
        NotThere: they are no client of the actor now.
    """
    person = access.require(actor, person_ids=[person_id], at=days.at)[0]
    grants = narrowing.clients(actor, ClientShown.CURRENT, days=days).filter(person=person)
    return person, client_rows(grants.select_related("person"), at=days.at)[0]


def policies_of(persons: Iterable[Person], *, pack: Pack, days: Days) -> list[PolicyRow]:
    """Return the policies of people whom the reader may see, the newest first; who that is, they checked."""
    rows = Policy.objects.filter(person__in=list(persons)).order_by("-starts_on", "-id")
    return [policy_row(one, pack=pack, days=days) for one in _with_parts(rows)]

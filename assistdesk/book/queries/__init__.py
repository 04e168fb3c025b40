"""What the pages of the book of business ask."""

from assistdesk.book.queries.counts import NEEDED, Counts, counts, lists_of
from assistdesk.book.queries.lists import (
    Asked,
    BookRow,
    client,
    listed,
    policies_of,
    prospect,
    quote,
    quotes_for,
)
from assistdesk.book.queries.paging import MOST, PAGE, Page
from assistdesk.book.queries.rows import ClientRow, PlanRow, PolicyRow, ProspectRow, QuoteRow, RequestRow

__all__ = [
    "MOST",
    "NEEDED",
    "PAGE",
    "Asked",
    "BookRow",
    "ClientRow",
    "Counts",
    "Page",
    "PlanRow",
    "PolicyRow",
    "ProspectRow",
    "QuoteRow",
    "RequestRow",
    "client",
    "counts",
    "listed",
    "lists_of",
    "policies_of",
    "prospect",
    "quote",
    "quotes_for",
]

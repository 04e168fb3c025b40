"""What pages, API and command line ask of the guide."""

from assistdesk.guide.queries.issuers import issuers
from assistdesk.guide.queries.reading import Reader, guide
from assistdesk.guide.queries.searching import search, searchable

__all__ = ["Reader", "guide", "issuers", "search", "searchable"]

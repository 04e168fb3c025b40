"""What pages, API, paper and command line ask of the guide."""

from assistdesk.guide.queries.desks import OpenGuide, audience_of, open_guide, today_of
from assistdesk.guide.queries.editions import EntryPart, changes, editions
from assistdesk.guide.queries.issuers import issuer_sites, issuers, plan_types
from assistdesk.guide.queries.paper import paper
from assistdesk.guide.queries.reading import Reader, guide
from assistdesk.guide.queries.searching import made_ready, search, searchable
from assistdesk.guide.queries.sheet import Sheet, sheet

__all__ = [
    "EntryPart",
    "OpenGuide",
    "Reader",
    "Sheet",
    "audience_of",
    "changes",
    "editions",
    "guide",
    "issuer_sites",
    "issuers",
    "made_ready",
    "open_guide",
    "paper",
    "plan_types",
    "search",
    "searchable",
    "sheet",
    "today_of",
]

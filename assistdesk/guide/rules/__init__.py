"""The decisions of the guide: what fits a search, and what changed between two editions."""

from assistdesk.guide.rules.mentions import Mentions, NamedIssuer, asks_for_issuer, mentions
from assistdesk.guide.rules.ranking import Document, Hit, Index, Passage, build_index

__all__ = [
    "Document",
    "Hit",
    "Index",
    "Mentions",
    "NamedIssuer",
    "Passage",
    "asks_for_issuer",
    "build_index",
    "mentions",
]

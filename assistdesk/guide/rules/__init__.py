"""The decisions of the guide: what fits a search, and what changed between two editions."""

from assistdesk.guide.rules.changes import ChangeKind, EntryChange, PartChange, Parts, changes
from assistdesk.guide.rules.mentions import Mentions, NamedIssuer, asks_for_issuer, mentions
from assistdesk.guide.rules.ranking import Document, Hit, Index, Passage, build_index

__all__ = [
    "ChangeKind",
    "Document",
    "EntryChange",
    "Hit",
    "Index",
    "Mentions",
    "NamedIssuer",
    "PartChange",
    "Parts",
    "Passage",
    "asks_for_issuer",
    "build_index",
    "changes",
    "mentions",
]

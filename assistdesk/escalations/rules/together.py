"""Several people at one incident: how long somebody is there, whose draft is kept, what came in between."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

OPEN_FOR = timedelta(seconds=60)
"""How long a page that was opened or has renewed counts as open."""

WRITING_FOR = timedelta(seconds=30)
"""How long after the last sign of it somebody counts as writing."""

DRAFTS_KEPT = timedelta(days=30)
"""How long words that were never sent are kept after they were last changed."""

TRACES_KEPT = timedelta(days=1)
"""How long it is remembered that a draft was sent: longer than any save could be on its way."""


def is_there(*, until: datetime | None, at: datetime) -> bool:
    """Return whether a lease that ends at `until`, exclusive, still holds."""
    return until is not None and at < until


class DraftFate(StrEnum):
    """What becomes of words that are to be kept as a draft."""

    KEEP = "keep"
    SENT_BEFORE = "sent_before"
    NEWER_ELSEWHERE = "newer_elsewhere"


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """The draft that is kept: of which writing, at which revision, and whether it was sent."""

    writing: UUID
    revision: int
    is_sent: bool


def draft_fate(kept: KeptDraft | None, *, writing: UUID, seen: int) -> DraftFate:
    """Return what becomes of words of `writing` that were typed on top of revision `seen`.

    Words that were sent don't come back as a draft because a save arrives late. Words typed in another
    window since then are not overwritten.
    """
    if kept is None:
        return DraftFate.KEEP
    if kept.writing == writing:
        return DraftFate.SENT_BEFORE if kept.is_sent else DraftFate.KEEP
    if kept.is_sent or kept.revision == seen:
        return DraftFate.KEEP
    return DraftFate.NEWER_ELSEWHERE


def is_between(*, version: int | None, seen: int) -> bool:
    """Return whether what came with `version` came after somebody saw version `seen`.

    What carries no version is from before versions were written down.
    """
    return version is not None and version > seen

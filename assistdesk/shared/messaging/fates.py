"""Telling those who look at a thing that a message about it was sent, delivered, held or has failed."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from assistdesk.shared import transactions


class TellFate(Protocol):
    """Tells open pages that the fate of a message about one thing changed."""

    def __call__(self, about_id: UUID, /, *, at: datetime) -> None:
        """Tell it, in the caller's transaction."""


_TOLD_BY: dict[str, TellFate] = {}


def told_by(kind: str, tell: TellFate) -> None:
    """Let `tell` be called whenever the fate of a message about a thing of `kind` changes."""
    _TOLD_BY[kind] = tell


def changed(kind: str, about_id: UUID, *, at: datetime) -> None:
    """Tell that the fate of a message changed; of a kind that nobody registered, nobody hears."""
    transactions.required()
    tell = _TOLD_BY.get(kind)
    if tell is not None:
        tell(about_id, at=at)

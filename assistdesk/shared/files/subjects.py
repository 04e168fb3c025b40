"""Who may fetch a file: whoever may see what it is linked to. Contexts say so for their kinds at start."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from assistdesk.shared.people.actors import Actor


class MaySee(Protocol):
    """Tells whether somebody may see a subject."""

    def __call__(self, *, actor: Actor, subject_id: UUID, at: datetime) -> bool:
        """Return whether `actor` may see the subject with this id at `at`."""


_SEEN_BY: dict[str, MaySee] = {}


def seen_by(kind: str, may_see: MaySee) -> None:
    """Let the files of subjects of `kind` be fetched by those of whom `may_see` says yes."""
    _SEEN_BY[kind] = may_see


def may_see(kind: str, *, actor: Actor, subject_id: UUID, at: datetime) -> bool:
    """Return whether `actor` may see a subject; nobody may see one of a kind that nobody answers for."""
    answer = _SEEN_BY.get(kind)
    return answer is not None and answer(actor=actor, subject_id=subject_id, at=at)

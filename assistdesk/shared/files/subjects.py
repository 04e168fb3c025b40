"""What files belong to: who may see it, where its page is, whom to tell of malware.

Contexts say so for their kinds at start.
"""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from assistdesk.shared import jobs
from assistdesk.shared.people.actors import Actor


class MaySee(Protocol):
    """Tells whether somebody may see a subject."""

    def __call__(self, *, actor: Actor, subject_id: UUID, at: datetime) -> bool:
        """Return whether `actor` may see the subject with this id at `at`."""


class PageOf(Protocol):
    """Tells where the page of a subject is."""

    def __call__(self, subject_id: UUID) -> str:
        """Return the address of the subject's page; empty where it has none."""


_SEEN_BY: dict[str, MaySee] = {}
_SHOWN_AT: dict[str, PageOf] = {}
_TOLD_BY: dict[str, str] = {}
_NEEDED_BY: dict[str, MaySee] = {}
_FOUND_BY: dict[str, str] = {}


def seen_by(kind: str, may_see: MaySee) -> None:
    """Let the files of subjects of `kind` be fetched by those of whom `may_see` says yes."""
    _SEEN_BY[kind] = may_see


def may_see(kind: str, *, actor: Actor, subject_id: UUID, at: datetime) -> bool:
    """Return whether `actor` may see a subject; nobody may see one of a kind that nobody answers for."""
    answer = _SEEN_BY.get(kind)
    return answer is not None and answer(actor=actor, subject_id=subject_id, at=at)


def shown_at(kind: str, page_of: PageOf) -> None:
    """Let the viewer of a file lead back to the page of its subject."""
    _SHOWN_AT[kind] = page_of


def page_of(kind: str, subject_id: UUID | None) -> str:
    """Return the address of a subject's page; empty where nobody knows one."""
    answer = _SHOWN_AT.get(kind)
    return answer(subject_id) if answer is not None and subject_id is not None else ""


def told_by(kind: str, *, task: str) -> None:
    """Let the task called `task` run, with `attachment_id`, when malware is found in such a file."""
    _TOLD_BY[kind] = task


def tell_infected(kind: str, *, attachment_id: UUID) -> None:
    """Queue what tells people that a file holds malware, in the caller's transaction."""
    task = _TOLD_BY.get(kind)
    if task is not None:
        jobs.queue(task, attachment_id=str(attachment_id))


def needed_by(kind: str, needs: MaySee) -> None:
    """Let those of whom `needs` says yes see the files of subjects of `kind` as they came."""
    _NEEDED_BY[kind] = needs


def needs(kind: str, *, actor: Actor, subject_id: UUID, at: datetime) -> bool:
    """Return whether an actor who may see a subject needs its files as they came; yes where nobody says."""
    answer = _NEEDED_BY.get(kind)
    return answer is None or answer(actor=actor, subject_id=subject_id, at=at)


def found_by(kind: str, *, task: str) -> None:
    """Let the task called `task` run, with `attachment_id`, when personal information is found in a file."""
    _FOUND_BY[kind] = task


def tell_found(kind: str, *, attachment_id: UUID) -> None:
    """Queue what follows from personal information in a file, in the caller's transaction."""
    task = _FOUND_BY.get(kind)
    if task is not None:
        jobs.queue(task, attachment_id=str(attachment_id))

"""A helper's own notes on the cases that they may see."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from assistdesk.consent.models import CaseNote
from assistdesk.shared import cursors
from assistdesk.shared.people import access
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import CaseMember

PAGE = 25
MOST_ON_A_CASE = 50
MOST_IN_A_FILE = 10_000


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note."""

    id: UUID
    case_number: str
    text: str = field(repr=False)
    at: datetime


def notes_on(case_number: str, *, actor: Actor, at: datetime) -> list[NoteRow]:
    """Return the actor's last notes on one case, the newest first; the MOST_ON_A_CASE last ones."""
    rows = _own(actor, at=at).filter(case__case_number=case_number)
    return [_row(one) for one in rows[:MOST_ON_A_CASE]]


def own_notes(actor: Actor, *, at: datetime, cursor: str | None) -> tuple[list[NoteRow], str | None]:
    """Return a page of the actor's notes on all their cases, the newest first, and the next page's cursor.

    Raises:
        InvalidInput: the cursor is not one of this list.
    """
    rows = _own(actor, at=at)
    place = cursors.decode(cursor, parts=2)
    if place is not None:
        moment, key = cursors.moment(place[0]), cursors.key(place[1])
        rows = rows.filter(Q(at__lt=moment) | Q(at=moment, id__lt=key))
    found = [_row(one) for one in rows[: PAGE + 1]]
    last = found[PAGE - 1] if found[PAGE:] else None
    return found[:PAGE], cursors.encode(last.at.isoformat(), str(last.id)) if last else None


def all_notes(actor: Actor, *, at: datetime) -> list[NoteRow]:
    """Return the actor's notes for a file, the newest first; the MOST_IN_A_FILE last ones."""
    return [_row(one) for one in _own(actor, at=at)[:MOST_IN_A_FILE]]


def _own(actor: Actor, *, at: datetime) -> QuerySet[CaseNote]:
    """Return the actor's notes on cases of somebody who is their client at `at`, the newest first."""
    assert actor.account_id is not None
    clients = access.clients_of(actor, at=at).values("pk")
    still = CaseMember.objects.filter(case_id=OuterRef("case_id"), person_id__in=clients)
    rows = CaseNote.objects.filter(account_id=actor.account_id).filter(Exists(still))
    return rows.select_related("case").order_by("-at", "-id")


def _row(one: CaseNote) -> NoteRow:
    return NoteRow(id=one.id, case_number=one.case.case_number, text=one.text, at=one.at)

"""That somebody looked at a list, a file or a page of the book: written down, without who is in it."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor


class Look(StrEnum):
    """What was looked at."""

    LIST = "book.list.seen"
    FILE = "book.list.exported"
    CLIENT = "book.client.seen"
    PROSPECT = "book.prospect.seen"
    QUOTE = "book.quote.seen"


@transaction.atomic(durable=True)
def note_look(
    look: Look, *, subject: UUID | str, actor: Actor, at: datetime, facts: dict[str, object] | None = None
) -> None:
    """Write down that the actor saw what is about people; `subject` is a list's name, or whose page it is."""
    audit.record(action=look.value, subject=subject, actor=actor, at=at, facts=facts)

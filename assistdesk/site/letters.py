"""What reached somebody at this desk: what was sent to them and what was announced, in one list."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from assistdesk.shared import cursors
from assistdesk.shared.announcements import queries as announcements
from assistdesk.shared.messaging import queries as messages
from assistdesk.shared.people.actors import Actor

PAGE = 20
SENT = "sent"
FILTERS = ("", "urgent", "unread", SENT)
"""What a list can show: everything, urgent or unread announcements, or what was sent."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message or announcement; `channel` is empty for what was announced."""

    id: UUID
    title: str = field(repr=False)
    text: str = field(repr=False)
    at: datetime
    channel: str = ""
    is_urgent: bool = False
    is_read: bool = False


def letters(
    actor: Actor, *, only: str, cursor: str | None, language: str, at: datetime
) -> tuple[list[Letter], str | None]:
    """Return a page of what reached `actor`, the newest first, and the next page's cursor; three queries.

    Raises:
        InvalidInput: the cursor is not one of this list.
    """
    place = cursors.decode(cursor, parts=2)
    after = (cursors.moment(place[0]), cursors.key(place[1])) if place else None
    found: list[Letter] = []
    if only != SENT:
        told = announcements.showing(actor, at=at, language=language, only=only, after=after, limit=PAGE + 1)
        found += [announced(one) for one in told]
    if only in ("", SENT):
        sent = [_sent(one) for one in messages.sent_to(actor, after=after, limit=PAGE + 1)]
        found += _marked(sent, announcements.read_of(actor, [one.id for one in sent]))
    found.sort(key=lambda one: (one.at, one.id), reverse=True)
    last = found[PAGE - 1] if found[PAGE:] else None
    return found[:PAGE], cursors.encode(last.at.isoformat(), str(last.id)) if last else None


def sent_letter(actor: Actor, letter_id: UUID) -> Letter:
    """Return one message that was sent to `actor`.

    Raises:
        NotThere: there is none with this id for them.
    """
    return _sent(messages.one_sent_to(actor, letter_id))


def announced(one: announcements.AnnouncementRow) -> Letter:
    """Return an announcement as a letter."""
    return Letter(
        id=one.id, title=one.title, text=one.text, at=one.at, is_urgent=one.is_urgent, is_read=one.is_read
    )


def _sent(one: messages.SentRow) -> Letter:
    title = one.subject or one.text.strip().partition("\n")[0]
    return Letter(id=one.id, title=title, text=one.text, at=one.at, channel=one.channel)


def _marked(rows: Sequence[Letter], read: set[UUID]) -> list[Letter]:
    return [replace(one, is_read=one.id in read) for one in rows]

"""What waits for a person: mail that joined nothing, and messages that the guard holds."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Count, Model, Q, QuerySet
from django.utils.translation import gettext

from assistdesk.shared import cursors
from assistdesk.shared.messaging import rules
from assistdesk.shared.messaging.models import Incoming, Outgoing
from assistdesk.shared.messaging.states import INCOMING, OutgoingState
from assistdesk.shared.messaging.values import About
from assistdesk.shared.messaging.words import UNMATCHED_WORDS
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere

PAGE = 25
MOST = 200
Row = TypeVar("Row")
Table = TypeVar("Table", bound=Model)


@dataclass(frozen=True, slots=True)
class TrayRow:
    """A message that joined nothing, for staff. `about` is what it names, where it names something.

    `why_words` are in the active language; `history` is what `own_text` leaves out; `file_names` came with
    it.
    """

    id: UUID
    marketplace: str
    channel: str
    why: str
    why_words: str
    about: About | None
    sender: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    own_text: str = field(repr=False)
    history: str = field(repr=False)
    file_names: tuple[str, ...] = field(repr=False)
    received_at: datetime


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A message of ours that waits for a person, as it was written.

    `marks` are the pieces of its body, each with whether the guard found something there; `types` counts what
    it found. `waits_for_files`: a file goes along that nobody could read.
    """

    id: UUID
    marketplace: str
    about: About
    to: str
    subject: str = field(repr=False)
    body: str = field(repr=False)
    marks: tuple[tuple[str, bool], ...] = field(repr=False)
    queued_at: datetime
    types: tuple[tuple[str, int], ...] = ()
    waits_for_files: bool = False


@dataclass(frozen=True, slots=True)
class WaitingPage(Generic[Row]):
    """A page of what waits, the oldest first; `next` is the cursor of the page after it."""

    items: list[Row]
    next: str | None


@dataclass(frozen=True, slots=True)
class WaitingCount:
    """How much of each waits for an actor; `strays` is mail of which nobody knows whose it is."""

    mails: int
    held: int
    strays: int = 0


def tray(*, actor: Actor | None = None, cursor: str | None = None, limit: int = PAGE) -> list[TrayRow]:
    """Return the messages that joined nothing, of the actor's marketplace, the oldest first."""
    return tray_page(actor=actor, cursor=cursor, limit=limit).items


def tray_page(
    *, actor: Actor | None, marketplace: str | None = None, cursor: str | None, limit: int = PAGE
) -> WaitingPage[TrayRow]:
    """Return a page of the tray that `actor` sees; `marketplace` narrows (empty: nobody knows whose).

    Raises:
        InvalidInput: the cursor is not one of this list.
    """
    rows = Incoming.objects.filter(state=INCOMING.start.value)
    if actor is not None and actor.marketplace is not None:
        rows = rows.filter(marketplace=actor.marketplace)
    if marketplace is not None:
        rows = rows.filter(marketplace=marketplace)
    return _page(rows, "received_at", _tray_row, cursor=cursor, limit=limit)


def tray_mail(incoming_id: UUID, *, actor: Actor) -> TrayRow:
    """Return one message that joined nothing.

    Raises:
        NotThere: it lies there no more, or is not the actor's to see.
    """
    row = Incoming.objects.filter(pk=incoming_id, state=INCOMING.start.value).first()
    if row is None or not actor.serves(row.marketplace):
        raise NotThere
    return _tray_row(row)


def held_page(
    *, actor: Actor, marketplace: str, cursor: str | None, found: str = "", limit: int = PAGE
) -> WaitingPage[HeldRow]:
    """Return a page of a marketplace's messages that wait for a person; none to who belongs elsewhere.

    `found` narrows to those in which the guard found that type; empty: all.

    Raises:
        InvalidInput: the cursor is not one of this list.
    """
    rows = Outgoing.objects.filter(marketplace=marketplace, state=OutgoingState.HELD.value)
    if not actor.serves(marketplace):
        rows = rows.none()
    if found:
        rows = rows.filter(findings__contains=[{"type": found}])
    return _page(rows, "queued_at", _held_row, cursor=cursor, limit=limit)


def waiting_count(actor: Actor, *, marketplace: str) -> WaitingCount:
    """Return how much waits in a marketplace to which the actor belongs.

    Mail of which nobody knows whose it is is counted for who serves every marketplace, else zero.
    """
    if not actor.serves(marketplace):
        return WaitingCount(0, 0)
    unknown = "" if actor.marketplace is None else marketplace
    waiting = Incoming.objects.filter(state=INCOMING.start.value, marketplace__in={marketplace, unknown})
    mails = dict(waiting.values_list("marketplace").annotate(Count("id")))
    held = Outgoing.objects.filter(state=OutgoingState.HELD.value, marketplace=marketplace)
    return WaitingCount(mails.get(marketplace, 0), held.count(), mails.get("", 0))


def _page(
    rows: QuerySet[Table],
    moment: str,
    made: Callable[[Table], Row],
    *,
    cursor: str | None,
    limit: int,
) -> WaitingPage[Row]:
    limit = max(1, min(limit, MOST))
    place = cursors.decode(cursor, parts=2)
    if place is not None:
        try:
            at, row_id = datetime.fromisoformat(place[0]), UUID(place[1])
        except ValueError:
            raise InvalidInput(
                [FieldError("cursor", "Take the cursor from the answer before, as it is.")]
            ) from None
        rows = rows.filter(Q(**{f"{moment}__gt": at}) | Q(**{moment: at, "pk__gt": row_id}))
    found = list(rows.order_by(moment, "pk")[: limit + 1])
    items = found[:limit]
    following = None
    if found[limit:]:
        following = cursors.encode(getattr(items[-1], moment).isoformat(), str(items[-1].pk))
    return WaitingPage([made(row) for row in items], following)


def _tray_row(row: Incoming) -> TrayRow:
    return TrayRow(
        id=row.id,
        marketplace=row.marketplace,
        channel=row.channel,
        why=row.why_unmatched,
        why_words=gettext(UNMATCHED_WORDS[row.why_unmatched]),
        about=About(row.about_kind, row.about_id) if row.about_id else None,
        sender=row.sender,
        subject=row.subject,
        text=row.text,
        own_text=row.own_text or row.text,
        history=row.history,
        file_names=tuple(str(one["name"]) for one in row.files),
        received_at=row.received_at,
    )


def _held_row(row: Outgoing) -> HeldRow:
    found = sorted((one["start"], one["end"]) for one in row.findings if one["part"] == "body")
    types = Counter(str(one["type"]) for one in row.findings if one["part"] != "files")
    return HeldRow(
        id=row.id,
        marketplace=row.marketplace,
        about=About(row.about_kind, row.about_id),
        to=rules.masked(row.to_address),
        subject=row.subject,
        body=row.body,
        marks=rules.cut_at(row.body, found),
        queued_at=row.queued_at,
        types=tuple(sorted(types.items())),
        waits_for_files=any(one["part"] == "files" for one in row.findings),
    )

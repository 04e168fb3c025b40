"""Questions about messages: what became of them, and what was sent."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from assistdesk.shared import cursors
from assistdesk.shared.messaging import removals, rules
from assistdesk.shared.messaging.models import Incoming, Outgoing
from assistdesk.shared.messaging.states import INCOMING, OUTGOING, Direction, OutgoingState
from assistdesk.shared.messaging.texts import BadNumber, e164
from assistdesk.shared.messaging.values import About
from assistdesk.shared.messaging.words import FAILURE_WORDS, STATE_WORDS
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere

LINK = re.compile(r"https?://[^\s<>\"')\]]+[^\s<>\"')\].,;:!?]")
MOST = 200
CARRIED = (ChannelName.SMS, ChannelName.EMAIL)


@dataclass(frozen=True, slots=True)
class Fate:
    """One message about a thing and its fate. `to` is masked; the words are in the active language."""

    id: UUID
    direction: Direction
    template: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    to: str
    state: str
    state_words: str
    at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    failure: str
    failure_words: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Mail:
    """One message that a provider took."""

    id: UUID
    channel: str
    to: str = field(repr=False)
    reply_to: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    links: list[str] = field(repr=False)
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class MailboxPage:
    """A page of what was sent, the newest first; `next` is the cursor of the page after it."""

    items: list[Mail]
    next: str | None


def fate_of(about: About) -> list[Fate]:
    """Return every message about a thing, both ways, the oldest first."""
    return fates_of(about.kind, [about.id])


def fates_of(kind: str, thing_ids: Collection[UUID]) -> list[Fate]:
    """Return every message about several things of one kind, both ways, the oldest first; two queries."""
    rows = Outgoing.objects.filter(about_kind=kind, about_id__in=thing_ids).exclude(
        state=OUTGOING.target("reserve").value
    )
    out = [_fate_out(row) for row in rows]
    incoming = Incoming.objects.filter(
        about_kind=kind, about_id__in=thing_ids, state=INCOMING.target("match").value
    )
    return sorted([*out, *(_fate_in(row) for row in incoming)], key=lambda fate: (fate.at, fate.id))


def mailbox(
    *,
    to: str | None = None,
    channel: ChannelName | None = None,
    since: datetime | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> MailboxPage:
    """Return what providers took: to one address, by one channel, at or after `since`, where asked for.

    Raises:
        InvalidInput: the cursor is not one of this list.
    """
    rows = Outgoing.objects.filter(sent_at__isnull=False)
    if to:
        rows = rows.filter(to_address__iexact=_address(to))
    if channel:
        rows = rows.filter(channel=channel.value)
    if since:
        rows = rows.filter(sent_at__gte=since)
    limit = max(1, min(limit, MOST))
    found = [_mail(row) for row in _after(rows, cursor).order_by("-sent_at", "-id")[: limit + 1]]
    items = found[:limit]
    following = cursors.encode(items[-1].sent_at.isoformat(), str(items[-1].id)) if found[limit:] else None
    return MailboxPage(items, following)


def one_mail(outgoing_id: UUID) -> Mail:
    """Return one message that a provider took.

    Raises:
        NotThere: there is none with this id.
    """
    row = Outgoing.objects.filter(id=outgoing_id, sent_at__isnull=False).first()
    if row is None:
        raise NotThere
    return _mail(row)


def message_id_of(outgoing_id: UUID) -> str | None:
    """Return the Message-ID of one of our messages, or None where there is no such message."""
    return Outgoing.objects.filter(id=outgoing_id).values_list("message_id", flat=True).first()


def channels_due() -> list[ChannelName]:
    """Return the channels by which a delivery would find something to do."""
    due = Outgoing.objects.due() | Outgoing.objects.overdue()
    return [one for one in CARRIED if due.filter(channel=one.value).exists()]


def _address(written: str) -> str:
    """Return an address as rows have it: a phone number as E.164."""
    try:
        return e164(written)
    except BadNumber:
        return written.strip()


def _after(rows: QuerySet[Outgoing], cursor: str | None) -> QuerySet[Outgoing]:
    place = cursors.decode(cursor, parts=2)
    if place is None:
        return rows
    try:
        sent_at, row_id = datetime.fromisoformat(place[0]), UUID(place[1])
    except ValueError:
        raise InvalidInput(
            [FieldError("cursor", "Take the cursor from the answer before, as it is.")]
        ) from None
    return rows.filter(Q(sent_at__lt=sent_at) | Q(sent_at=sent_at, id__lt=row_id))


def _mail(row: Outgoing) -> Mail:
    assert row.sent_at is not None
    subject, text = removals.words_of(row)
    return Mail(
        id=row.id,
        channel=row.channel,
        to=row.to_address,
        reply_to=row.from_address if row.channel == ChannelName.EMAIL.value else "",
        subject=subject,
        text=text,
        links=LINK.findall(text),
        sent_at=row.sent_at,
    )


def _fate_out(row: Outgoing) -> Fate:
    state = OutgoingState(row.state)
    subject, text = removals.words_of(row)
    is_failure = bool(row.failure) and state in (OUTGOING.target("give_up"), OUTGOING.start)
    return Fate(
        id=row.id,
        direction=Direction.OUT,
        template=row.template,
        subject=subject,
        text=text,
        to=rules.masked(row.to_address),
        state=row.state,
        state_words=gettext(STATE_WORDS[row.state]),
        at=row.queued_at,
        sent_at=row.sent_at,
        delivered_at=row.delivered_at,
        failure=row.failure,
        failure_words=gettext(FAILURE_WORDS[row.failure]) if is_failure else "",
        attempts=row.attempts,
    )


def _fate_in(row: Incoming) -> Fate:
    return Fate(
        id=row.id,
        direction=Direction.IN,
        template="",
        subject=row.subject,
        text=row.text,
        to="",
        state="received",
        state_words=gettext(STATE_WORDS["received"]),
        at=row.received_at,
        sent_at=None,
        delivered_at=None,
        failure="",
        failure_words="",
        attempts=0,
    )

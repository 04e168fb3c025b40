"""Questions about what came in: a mail that joined something, its files, and the mail as it came."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from assistdesk.shared.messaging import rules
from assistdesk.shared.messaging.mails import MailFile, history, read_mail
from assistdesk.shared.messaging.mails.charsets import decoded
from assistdesk.shared.messaging.models import Arrival, Incoming
from assistdesk.shared.messaging.originals import content_of
from assistdesk.shared.messaging.states import ARRIVAL, IncomingState, MailKind
from assistdesk.shared.messaging.values import About
from assistdesk.shared.refusals import NotThere

SHOWN_OF_ORIGINAL = 200_000


@dataclass(frozen=True, slots=True)
class IncomingReply:
    """A message that came in and was joined to `about`; `answers` is the message of ours that it answers.

    `own_text` leaves out what the reply quotes and its signature; these are `history`. `account_id` is whose
    message it answers. Where a person joined it, it answers none of ours: both are None. `is_automatic`: a
    machine wrote it. `file_names` are of the files that came with it, in the order of `mail_files`.
    """

    id: UUID
    about: About
    account_id: UUID | None
    answers: UUID | None
    is_automatic: bool
    sender: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    own_text: str = field(repr=False)
    history: str = field(repr=False)
    file_names: tuple[str, ...] = field(repr=False)
    received_at: datetime


def incoming(incoming_id: UUID) -> IncomingReply:
    """Return a message that came in and was joined to something.

    Raises:
        NotThere: there is none with this id, or it joined nothing.
    """
    row = _with_answered().filter(id=incoming_id, state=IncomingState.MATCHED.value).first()
    if row is None or row.about_id is None:
        raise NotThere
    return _reply(row)


def waiting_with(incoming_ids: Collection[UUID]) -> list[IncomingReply]:
    """Return these messages, and those that wait since before to be taken by the same things, in their order.

    Those that joined nothing, or are taken, are left out.
    """
    waiting = _with_answered().filter(state=IncomingState.MATCHED.value, waits_since__isnull=False)
    rows = {row.id: row for row in waiting.filter(id__in=incoming_ids)}
    if rows:
        last, things = max(row.received_at for row in rows.values()), {row.about_id for row in rows.values()}
        kinds = {row.about_kind for row in rows.values()}
        older = waiting.filter(about_kind__in=kinds, about_id__in=things, received_at__lt=last)
        rows |= {row.id: row for row in older}
    return [_reply(row) for row in sorted(rows.values(), key=lambda row: (row.received_at, row.id))]


def _with_answered() -> QuerySet[Incoming]:
    return Incoming.objects.select_related("answers").defer("answers__body", "answers__findings")


def _reply(row: Incoming) -> IncomingReply:
    assert row.about_id is not None
    own, rest = row.own_text, row.history
    if not own:
        split = history.split(row.text)
        own, rest = split.own, split.rest
    return IncomingReply(
        id=row.id,
        about=About(row.about_kind, row.about_id),
        account_id=row.answers.to_account_id if row.answers else None,
        answers=row.answers.id if row.answers else None,
        is_automatic=row.is_automatic or row.kind != MailKind.PERSON.value,
        sender=row.sender,
        subject=row.subject,
        text=row.text,
        own_text=own,
        history=rest,
        file_names=tuple(str(one["name"]) for one in row.files),
        received_at=row.received_at,
    )


def mail_files(incoming_id: UUID) -> tuple[MailFile, ...]:
    """Return the files that came with a message, read anew from the mail as it came; empty where none did."""
    arrival = _arrival(incoming_id)
    if arrival is None:
        return ()
    return read_mail(content_of(arrival), envelope_sender=arrival.envelope_from).files


def original(incoming_id: UUID) -> str:
    """Return the beginning of a mail as it came over the wire, as text; empty where it came another way."""
    arrival = _arrival(incoming_id)
    if arrival is None:
        return ""
    return rules.storable(decoded(content_of(arrival)[:SHOWN_OF_ORIGINAL], None))


def is_anything_unread() -> bool:
    """Return whether a mail waits to be read."""
    return Arrival.objects.filter(state=ARRIVAL.start.value).exists()


def _arrival(incoming_id: UUID) -> Arrival | None:
    return Arrival.objects.filter(incoming_id=incoming_id).order_by("is_copy", "received_at", "id").first()

"""Questions about what came in: a mail that joined something, its files, and the mail as it came."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from assistdesk.shared.messaging import rules
from assistdesk.shared.messaging.mails import MailFile, history, read_mail
from assistdesk.shared.messaging.mails.charsets import decoded
from assistdesk.shared.messaging.models import Arrival, Incoming
from assistdesk.shared.messaging.originals import content_of
from assistdesk.shared.messaging.states import ARRIVAL, IncomingState
from assistdesk.shared.messaging.values import About
from assistdesk.shared.refusals import NotThere

SHOWN_OF_ORIGINAL = 200_000


@dataclass(frozen=True, slots=True)
class IncomingReply:
    """A message that came in and was joined to `about`; `answers` is the message of ours that it answers.

    `own_text` leaves out what the reply quotes and its signature; these are `history`. `account_id` is whose
    message it answers. Where a person joined it, it answers none of ours: both are None. `file_names` are of
    the files that came with it, in the order of `mail_files`.
    """

    id: UUID
    about: About
    account_id: UUID | None
    answers: UUID | None
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
    row = Incoming.objects.select_related("answers").filter(id=incoming_id).first()
    if row is None or row.about_id is None or row.state != IncomingState.MATCHED:
        raise NotThere
    split = history.split(row.text)
    return IncomingReply(
        id=row.id,
        about=About(row.about_kind, row.about_id),
        account_id=row.answers.to_account_id if row.answers else None,
        answers=row.answers.id if row.answers else None,
        sender=row.sender,
        subject=row.subject,
        text=row.text,
        own_text=row.own_text or split.own,
        history=row.history if row.own_text else split.rest,
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

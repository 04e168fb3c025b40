"""Mail as it comes over the wire: kept first, whole and sealed; read afterwards, each by itself."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F

from assistdesk.shared import jobs, keys
from assistdesk.shared.messaging import originals, rules
from assistdesk.shared.messaging.mails import ReadMail, read_mail, unread_mail
from assistdesk.shared.messaging.models import ADDRESS_LENGTH, Arrival
from assistdesk.shared.messaging.services.inbound import about_of, take_in
from assistdesk.shared.messaging.states import ARRIVAL, MailKind
from assistdesk.shared.messaging.values import Inbound, RawMail, Received
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.shared.refusals import NotThere

READ = "messaging.read_mail"
MOST_TRIES = 3

log = structlog.get_logger("assistdesk.mail")


@transaction.atomic(durable=True)
def keep_mails(mails: Sequence[RawMail], *, at: datetime) -> list[UUID]:
    """Keep mails as they came, sealed, and return the ids they are kept under, in the same order.

    When this returns, whoever sent them may forget them: they are in the database, and reading them is
    queued.
    """
    rows = [_row(mail, at=at) for mail in mails]
    Arrival.objects.bulk_create(rows)
    jobs.queue(READ)
    return [row.id for row in rows]


def read_waiting(*, at: datetime) -> int:
    """Read the mails that wait, the oldest first, until none does; return how many were read.

    Several may run at once: each mail is read by one of them. One whose reading fails for a fault of the
    desk's is left for the next run, and after three of them kept as a mail that nobody can read.

    Raises:
        OperationalError, InterfaceError: the database can't be reached; what waits goes on waiting.
    """
    count, failed = 0, set[UUID]()
    while (arrival_id := _next(failed)) is not None:
        try:
            read_arrival(arrival_id, at=at)
            count += 1
        except (OperationalError, InterfaceError):  # no fault of the mail's: the database is away
            raise
        except Exception as fault:  # noqa: BLE001 - a worker's loop: one mail, whatever it holds, stops no other
            log.warning("mail could not be read", fault=type(fault).__name__, arrival=str(arrival_id))
            failed.add(arrival_id)
            _note_fault(arrival_id)
    return count


@transaction.atomic(durable=True)
def read_arrival(arrival_id: UUID, *, at: datetime) -> Received:
    """Read one mail that was kept and return what became of it; a second time changes nothing.

    Raises:
        NotThere: there is none with this id.
    """
    arrival = Arrival.objects.select_for_update().filter(pk=arrival_id).first()
    if arrival is None:
        raise NotThere
    if arrival.incoming is not None:
        return Received(arrival.incoming.id, about_of(arrival.incoming), is_new=False)
    raw = originals.content_of(arrival)
    is_hopeless = arrival.tries >= MOST_TRIES
    mail = unread_mail(raw) if is_hopeless else read_mail(raw, envelope_sender=arrival.envelope_from)
    received = take_in(_inbound(mail, arrival), at=arrival.received_at)
    arrival.state, arrival.read_at = ARRIVAL.target("read").value, at
    arrival.incoming_id, arrival.is_copy = received.incoming_id, not received.is_new
    arrival.save(update_fields=["state", "read_at", "incoming", "is_copy"])
    return received


def _row(mail: RawMail, *, at: datetime) -> Arrival:
    arrival_id = uuid.uuid4()
    return Arrival(
        id=arrival_id,
        door=mail.door,
        envelope_from=rules.one_line(mail.envelope_from)[:ADDRESS_LENGTH],
        envelope_to=[rules.one_line(one) for one in mail.envelope_to],
        size=len(mail.content),
        sealed=keys.seal(mail.content, context=originals.place_of(arrival_id)),
        received_at=at,
    )


@transaction.atomic(durable=True)
def _next(failed: set[UUID]) -> UUID | None:
    waiting = Arrival.objects.filter(state=ARRIVAL.start.value).exclude(pk__in=failed)
    free = waiting.order_by("received_at", "id").select_for_update(skip_locked=True)
    return free.values_list("id", flat=True).first()


def _note_fault(arrival_id: UUID) -> None:
    Arrival.objects.filter(pk=arrival_id).update(tries=F("tries") + 1)


def _inbound(mail: ReadMail, arrival: Arrival) -> Inbound:
    return Inbound(
        channel=ChannelName.EMAIL,
        sender=mail.sender,
        to=tuple(dict.fromkeys([*arrival.envelope_to, *mail.to])),
        subject=mail.subject,
        text=mail.text,
        message_id=mail.message_id,
        in_reply_to=mail.in_reply_to,
        references=mail.references,
        is_automatic=mail.kind is MailKind.AUTOMATIC,
        kind=mail.kind,
        own_text=mail.own_text,
        history=mail.history,
        files=tuple((one.name, len(one.content)) for one in mail.files),
        digest=mail.digest,
        loops=mail.loops,
        is_forged=mail.is_forged,
        receipt=mail.receipt,
    )

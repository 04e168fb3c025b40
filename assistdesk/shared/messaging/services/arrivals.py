"""Mail as it comes over the wire: kept first, whole and sealed; read afterwards, each by itself."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F

from assistdesk.shared import jobs, keys
from assistdesk.shared.messaging import originals, rules
from assistdesk.shared.messaging.mails import ReadMail, read_mail, unread_mail
from assistdesk.shared.messaging.models import ADDRESS_LENGTH, Arrival
from assistdesk.shared.messaging.services.inbound import Fresh, about_of, take_in, take_in_together
from assistdesk.shared.messaging.states import ARRIVAL, MailKind
from assistdesk.shared.messaging.values import Inbound, RawMail, Received
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.shared.refusals import NotThere

READ = "messaging.read_mail"
MOST_TRIES = 3
MOST_TOGETHER = 50
MOST_BYTES_TOGETHER = 16 * 1024 * 1024

log = structlog.get_logger("assistdesk.mail")


@dataclass(frozen=True, slots=True)
class _Round:
    """Mails that were read together, and those of the same round that are to be read one by one, in order."""

    taken: frozenset[UUID]
    left: tuple[UUID, ...]


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

    Those that nobody has seen before are read many together; what came before, a mail server's report, and
    all of those among which one failed are read each by itself. Several may run at once: each mail is read by
    one of them. One whose reading fails for a fault of the desk's is left for the next run, and after three
    of them kept as a mail that nobody can read.

    Raises:
        OperationalError, InterfaceError: the database can't be reached; what waits goes on waiting.
    """
    count, failed = 0, set[UUID]()
    while (done := _read_together(failed, at=at)).taken or done.left:
        alone = {one: _read_alone(one, at=at) for one in done.left}
        count += len(done.taken) + sum(alone.values())
        failed |= {one for one, is_read in alone.items() if not is_read}
    return count


def _read_together(failed: set[UUID], *, at: datetime) -> _Round:
    """Return which waiting mails were read together, and which are left: all, where one of them failed."""
    try:
        return _read_new(failed, at=at)
    except (OperationalError, InterfaceError):  # no fault of a mail's: the database is away
        raise
    except Exception as fault:  # noqa: BLE001 - a worker's loop: what one of them does stops no other
        log.warning("mails are read one by one", fault=type(fault).__name__)
        return _Round(taken=frozenset(), left=_first_free(failed))


def _read_alone(arrival_id: UUID, *, at: datetime) -> bool:
    """Return whether a mail could be read by itself."""
    try:
        read_arrival(arrival_id, at=at)
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:  # noqa: BLE001 - a worker's loop: one mail, whatever it holds, stops no other
        log.warning("mail could not be read", fault=type(fault).__name__, arrival=str(arrival_id))
        _note_fault(arrival_id)
        return False
    return True


@transaction.atomic(durable=True)
def _read_new(failed: set[UUID], *, at: datetime) -> _Round:
    """Read of the mails that wait those that nobody has seen before; left are those that `take_in` is for.

    A message has the id of the mail that it was read from.
    """
    rows = Arrival.objects.filter(pk__in=_free(failed)).order_by("received_at", "id")
    mails = {row.id: row for row in rows}
    new = [
        Fresh(row.id, _inbound(_read(row), row), row.received_at) for row in mails.values() if not row.tries
    ]
    taken = take_in_together(new) if len(mails) > 1 else frozenset()
    Arrival.objects.filter(pk__in=taken).update(
        state=ARRIVAL.target("read").value, read_at=at, incoming_id=F("id"), is_copy=False
    )
    return _Round(taken, tuple(one for one in mails if one not in taken))


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
    received = take_in(_inbound(_read(arrival), arrival), at=arrival.received_at)
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


def _free(failed: set[UUID]) -> list[UUID]:
    """Return the first mails that wait and that no other process reads, locked: as many as fit in memory."""
    waiting = Arrival.objects.filter(state=ARRIVAL.start.value).exclude(pk__in=failed)
    free = waiting.order_by("received_at", "id").select_for_update(skip_locked=True)
    found: list[UUID] = []
    size = 0
    for arrival_id, own_size in free.values_list("id", "size")[:MOST_TOGETHER]:
        size += own_size
        if found and size > MOST_BYTES_TOGETHER:
            break
        found.append(arrival_id)
    return found


@transaction.atomic(durable=True)
def _first_free(failed: set[UUID]) -> tuple[UUID, ...]:
    return tuple(_free(failed))


def _read(arrival: Arrival) -> ReadMail:
    """Return what stands in a mail; nothing of it can be told apart where reading it failed too often."""
    raw = originals.content_of(arrival)
    if arrival.tries >= MOST_TRIES:
        return unread_mail(raw)
    return read_mail(raw, envelope_sender=arrival.envelope_from)


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

"""Taking in a message: kept always, joined to what it answers only when that is certain."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parseaddr
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction

from assistdesk.shared import transactions
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.messaging import replies, rules
from assistdesk.shared.messaging.models import ADDRESS_LENGTH, Incoming
from assistdesk.shared.messaging.services import matching
from assistdesk.shared.messaging.services.known import Known
from assistdesk.shared.messaging.services.matching import Match
from assistdesk.shared.messaging.states import INCOMING, IncomingState, MailKind, Unmatched
from assistdesk.shared.messaging.values import About, Inbound, Received
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import ChannelName

LONGEST_MESSAGE_ID = 400


@transaction.atomic(durable=True)
def receive(inbound: Inbound, *, at: datetime) -> Received:
    """Take in one message and return what became of it; see `take_in`."""
    return take_in(inbound, at=at)


def take_in(inbound: Inbound, *, at: datetime) -> Received:
    """Take in one message inside the caller's transaction and return what became of it.

    The same Message-ID of the same sender is taken in once, and so is the same content without one; another
    content under an id that came before is never joined by itself. The thing a message is about is told by
    the signed address it was sent to, then by our Message-IDs in its headers; its sender must be somebody
    whom we wrote to about that thing. Then the task that the thing's kind has registered is queued. A mail
    server's report is noted on the mail that it reports on. Anything else lies in the tray of staff.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    clean = _clean(inbound)
    for _ in range(2):
        received = _taken(clean, at=at)
        if received is not None:
            return received
    raise IntegrityError("a message was taken in elsewhere and is not to be seen")


@dataclass(frozen=True, slots=True)
class Fresh:
    """A message to be taken in with others: the id it is to have, and since when it has been here."""

    id: UUID
    inbound: Inbound
    received_at: datetime


def take_in_together(mails: Sequence[Fresh]) -> frozenset[UUID]:
    """Take in the mails that nobody has seen before, in their order, and return the ids of those taken in.

    What may have come before, here or elsewhere in `mails`, and what a mail server reports, is left: that is
    for `take_in`.

    Raises:
        NoTransaction: the caller holds no transaction open.
        IntegrityError: one was taken in elsewhere just now; then all fails together.
    """
    transactions.required()
    new = _new([replace(one, inbound=_clean(one.inbound)) for one in mails])
    known = Known.to([one.inbound for one in new])
    rows = []
    for one in new:
        found = matching.match(one.inbound, known=known)
        if not found.is_report:
            key = _keys(one.inbound).first
            rows.append(_row(one.id, one.inbound, found, key=key, at=one.received_at))
    Incoming.objects.bulk_create(rows)
    audit.record_together([_entry(row, at=row.received_at) for row in rows])
    for kind in dict.fromkeys(row.about_kind for row in rows):
        replies.ask(kind, [row.id for row in rows if row.waits_since and row.about_kind == kind])
    return frozenset(row.id for row in rows)


def _new(mails: Sequence[Fresh]) -> list[Fresh]:
    """Return the mails whose keys neither the database has nor an earlier one of them."""
    keys = {one.id: _keys(one.inbound) for one in mails}
    named = [key for both in keys.values() for key in (both.first, both.second)]
    seen = set(Incoming.objects.filter(key__in=named).values_list("key", flat=True))
    new = []
    for one in mails:
        own = {keys[one.id].first, keys[one.id].second}
        if not seen & own:
            new.append(one)
        seen |= own
    return new


@dataclass(frozen=True, slots=True)
class _Keys:
    """What tells a message from others: `first` by its id, `second` by its content besides."""

    first: str
    second: str


def _taken(inbound: Inbound, *, at: datetime) -> Received | None:
    """Return what became of a message, or None where another process took the same in just now."""
    keys = _keys(inbound)
    rows = {row.key: row for row in Incoming.objects.filter(key__in=[keys.first, keys.second])}
    earlier, copy = rows.get(keys.first), rows.get(keys.second)
    if (earlier is not None and inbound.digest in (earlier.digest, "")) or (earlier and not earlier.digest):
        copy = earlier
    found = matching.match(inbound, known=Known.to([inbound]))
    if copy is not None:
        return _again(copy, found, at=at)
    if earlier is not None and earlier.state == IncomingState.MATCHED and found.why is None:
        found = replace(found, answers=None, why=Unmatched.SAME_ID)
    row = _row(uuid.uuid4(), inbound, found, key=keys.second if earlier else keys.first, at=at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return None
    _tell(row, found, at=at)
    return Received(row.id, about_of(row), is_new=True)


def _again(copy: Incoming, found: Match, *, at: datetime) -> Received:
    """Return what became of a message that came before.

    Where its first copy named nothing and this one, sent to another address, does, it joins that now.
    """
    row = Incoming.objects.select_for_update().get(pk=copy.pk)
    was_lost = row.state == INCOMING.start.value and row.why_unmatched == Unmatched.NO_TRACE.value
    if was_lost and found.about is not None and found.answers is not None and found.why is None:
        row.state, row.why_unmatched = INCOMING.target("match").value, ""
        row.about_kind, row.about_id, row.answers = found.about.kind, found.about.id, found.answers
        row.marketplace, row.waits_since = found.marketplace, _waits_since(found, at=at)
        row.save()
        _tell(row, found, at=at)
    return Received(row.id, about_of(row), is_new=False)


def _clean(inbound: Inbound) -> Inbound:
    """Return the message with what can be kept of its values, and with a digest."""
    sender = _address(inbound.sender)
    subject, text = rules.storable(inbound.subject), rules.storable(inbound.text)
    message_id = rules.one_line(inbound.message_id)[:LONGEST_MESSAGE_ID]
    return replace(
        inbound,
        sender=sender,
        subject=subject,
        text=text,
        message_id=message_id,
        digest=inbound.digest or _hashed(sender, subject, text),
    )


def _keys(inbound: Inbound) -> _Keys:
    if inbound.message_id:
        of_id = (inbound.message_id, inbound.sender)
        return _Keys(_hashed(*of_id), _hashed(*of_id, inbound.digest))
    if inbound.channel is ChannelName.EMAIL:
        return _Keys(_hashed("", inbound.digest), _hashed("", inbound.digest))
    alone = uuid.uuid4().hex
    return _Keys(alone, alone)


def _hashed(*parts: str) -> str:
    return sha256("\n".join(parts).encode(errors="replace")).hexdigest()


def about_of(row: Incoming) -> About | None:
    """Return what a message was joined to, or None where it joined nothing."""
    if row.state != IncomingState.MATCHED or row.about_id is None:
        return None
    return About(row.about_kind, row.about_id)


def _row(row_id: UUID, inbound: Inbound, found: Match, *, key: str, at: datetime) -> Incoming:
    move = "note" if found.is_report or inbound.kind is MailKind.COMMAND else "match"
    return Incoming(
        id=row_id,
        marketplace=found.marketplace,
        channel=inbound.channel.value,
        kind=inbound.kind.value,
        sender=inbound.sender[:ADDRESS_LENGTH],
        to=", ".join(rules.storable(address) for address in inbound.to),
        subject=inbound.subject,
        text=inbound.text,
        own_text=rules.storable(inbound.own_text),
        history=rules.storable(inbound.history),
        files=[{"name": rules.one_line(name), "size": size} for name, size in inbound.files],
        message_id=inbound.message_id,
        in_reply_to=rules.storable(f"{inbound.in_reply_to} {inbound.references}".strip()),
        key=key,
        digest=inbound.digest,
        is_automatic=inbound.is_automatic,
        state=(INCOMING.start if found.why else INCOMING.target(move)).value,
        why_unmatched=found.why.value if found.why else "",
        about_kind=found.about.kind if found.about else "",
        about_id=found.about.id if found.about else None,
        answers=found.answers,
        received_at=at,
        waits_since=_waits_since(found, at=at),
    )


def _waits_since(found: Match, *, at: datetime) -> datetime | None:
    if found.why is not None or found.is_report or found.about is None:
        return None
    return at if replies.task_for(found.about.kind) else None


def _tell(row: Incoming, found: Match, *, at: datetime) -> None:
    audit.record_together([_entry(row, at=at)])
    if found.is_report and found.answers is not None:
        matching.note_report(found, at=at)
        return
    if found.why is None:
        replies.ask(row.about_kind, [row.id])


def _entry(row: Incoming, *, at: datetime) -> audit.Recorded:
    facts: dict[str, object] = {"about_kind": row.about_kind, "about_id": str(row.about_id or "")}
    facts |= {"why": row.why_unmatched} if row.why_unmatched else {}
    actor = Actor.system(row.marketplace or None)
    return audit.Recorded(f"messaging.mail.{row.state}", row.id, actor, at, facts)


def _address(written: str) -> str:
    """Return the bare address of `Name <address>`, in lower case; a phone number stays as it is."""
    return (parseaddr(rules.storable(written))[1] or rules.storable(written)).strip().lower()

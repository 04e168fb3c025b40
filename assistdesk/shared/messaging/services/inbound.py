"""Taking in a message: kept always, joined to what it answers only when that is certain."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from uuid import UUID

from django.db import IntegrityError, transaction

from assistdesk.shared import jobs
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.messaging import addresses, replies, rules
from assistdesk.shared.messaging.models import ADDRESS_LENGTH, Incoming, Outgoing, OutgoingQuerySet
from assistdesk.shared.messaging.states import INCOMING, Unmatched
from assistdesk.shared.messaging.values import About, Inbound, Received
from assistdesk.shared.people.actors import Actor

LONGEST_MESSAGE_ID = 400


@dataclass(frozen=True, slots=True)
class Match:
    """What a message means to be about, the message of ours that it answers, or why it joins nothing."""

    about: About | None
    answers: Outgoing | None
    why: Unmatched | None
    marketplace: str


@transaction.atomic(durable=True)
def receive(inbound: Inbound, *, at: datetime) -> Received:
    """Take in one message and return what became of it.

    The same Message-ID is taken in once. The thing it is about is told by the signed address it was sent to,
    then by our Message-IDs in its headers; its sender must be somebody whom we wrote to about that thing.
    Then the task that the thing's kind has registered is queued. Anything else lies in the tray of staff.
    """
    message_id = rules.storable(inbound.message_id).strip()[:LONGEST_MESSAGE_ID] or None
    earlier = _earlier(message_id)
    if earlier is not None:
        return earlier
    found = match(inbound)
    row = _row(inbound, found, message_id=message_id, at=at)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        earlier = _earlier(message_id)
        if earlier is None:
            raise
        return earlier
    _tell(row, found, at=at)
    return Received(row.id, _about(row), is_new=True)


def _earlier(message_id: str | None) -> Received | None:
    row = Incoming.objects.filter(message_id=message_id).first() if message_id else None
    return Received(row.id, _about(row), is_new=False) if row else None


def _about(row: Incoming) -> About | None:
    """Return what the message was joined to."""
    if row.state == INCOMING.start.value or row.about_id is None:
        return None
    return About(row.about_kind, row.about_id)


def match(inbound: Inbound) -> Match:
    """Return what a message joins, or why it joins nothing."""
    about = _about_address(inbound) or _about_headers(inbound)
    if about is None:
        return Match(None, None, Unmatched.NO_TRACE, "")
    ours = Outgoing.objects.about(about.kind, about.id).filter(channel=inbound.channel.value)
    first = ours.order_by("queued_at", "id").first()
    marketplace = first.marketplace if first else ""
    if inbound.is_automatic:
        return Match(about, None, Unmatched.AUTOMATIC, marketplace)
    answered = _answered(inbound, ours.filter(attempts__gt=0, to_address__iexact=_address(inbound.sender)))
    if answered is None or replies.task_for(about.kind) is None:
        return Match(about, None, Unmatched.STRANGER, marketplace)
    return Match(about, answered, None, marketplace)


def _about_address(inbound: Inbound) -> About | None:
    for address in inbound.to:
        found = addresses.thing_of_reply_address(_address(address), kinds=replies.kinds())
        if found is not None:
            return About(*found)
    return None


def _about_headers(inbound: Inbound) -> About | None:
    for outgoing_id in addresses.outgoing_ids(inbound.in_reply_to, inbound.references):
        row = Outgoing.objects.filter(id=outgoing_id).first()
        if row is not None and replies.task_for(row.about_kind):
            return About(row.about_kind, row.about_id)
    return None


def _answered(inbound: Inbound, theirs: OutgoingQuerySet) -> Outgoing | None:
    """Return which of the messages to this sender is answered: the one named, or else the latest."""
    named: list[UUID] = list(addresses.outgoing_ids(inbound.in_reply_to, inbound.references))
    rows = list(theirs.order_by("-queued_at", "-id"))
    return next((row for row in rows if row.id in named), rows[0] if rows else None)


def _row(inbound: Inbound, found: Match, *, message_id: str | None, at: datetime) -> Incoming:
    return Incoming(
        marketplace=found.marketplace,
        channel=inbound.channel.value,
        sender=_address(inbound.sender)[:ADDRESS_LENGTH],
        to=", ".join(rules.storable(address) for address in inbound.to),
        subject=rules.storable(inbound.subject),
        text=rules.storable(inbound.text),
        message_id=message_id,
        in_reply_to=rules.storable(f"{inbound.in_reply_to} {inbound.references}".strip()),
        is_automatic=inbound.is_automatic,
        state=(INCOMING.start if found.why else INCOMING.target("match")).value,
        why_unmatched=found.why.value if found.why else "",
        about_kind=found.about.kind if found.about else "",
        about_id=found.about.id if found.about else None,
        answers=found.answers,
        received_at=at,
    )


def _tell(row: Incoming, found: Match, *, at: datetime) -> None:
    actor = Actor.system(row.marketplace or None)
    facts: dict[str, object] = {"about_kind": row.about_kind, "about_id": str(row.about_id or "")}
    audit.record(action=f"messaging.mail.{row.state}", subject=row.id, actor=actor, at=at, facts=facts)
    task = replies.task_for(row.about_kind)
    if found.why is None and task:
        jobs.queue(task, incoming_id=str(row.id))


def _address(written: str) -> str:
    """Return the bare address of `Name <address>`, in lower case; a phone number stays as it is."""
    return (parseaddr(rules.storable(written))[1] or rules.storable(written)).strip().lower()

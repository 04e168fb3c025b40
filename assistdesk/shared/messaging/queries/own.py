"""What the desk sent to somebody who signs in, as they read it on their own pages."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from assistdesk.shared.messaging import removals
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import NotThere

SECRETS = ("offer_passcode", "address_check")
"""Messages that prove who holds a phone or a mailbox: they are never shown anywhere else."""


@dataclass(frozen=True, slots=True)
class SentRow:
    """One message that the desk sent."""

    id: UUID
    channel: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    at: datetime


def sent_to(actor: Actor, *, after: tuple[datetime, UUID] | None, limit: int) -> list[SentRow]:
    """Return what was sent to `actor`, the newest first, after what has that moment and id; one query."""
    rows = _own(actor)
    if after is not None:
        moment, key = after
        rows = rows.filter(Q(sent_at__lt=moment) | Q(sent_at=moment, id__lt=key))
    return [_row(one) for one in rows.order_by("-sent_at", "-id")[:limit]]


def one_sent_to(actor: Actor, outgoing_id: UUID) -> SentRow:
    """Return one message that was sent to `actor`.

    Raises:
        NotThere: there is none with this id, or it went to somebody else.
    """
    found = _own(actor).filter(pk=outgoing_id).first()
    if found is None:
        raise NotThere
    return _row(found)


def _own(actor: Actor) -> QuerySet[Outgoing]:
    mine = Outgoing.objects.filter(to_account_id=actor.own_account_id, sent_at__isnull=False)
    return mine.exclude(template__in=SECRETS)


def _row(one: Outgoing) -> SentRow:
    assert one.sent_at is not None
    subject, text = removals.words_of(one)
    return SentRow(id=one.id, channel=one.channel, subject=subject, text=text, at=one.sent_at)

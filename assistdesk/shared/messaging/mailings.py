"""Many messages put into the outbox at once, as one by one, in a number of statements that does not grow."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from assistdesk.shared import copying, transactions
from assistdesk.shared.messaging import opt_outs, steps, telling
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.texts import BadNumber, e164
from assistdesk.shared.messaging.values import Message
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import ChannelName


@dataclass(frozen=True, slots=True)
class Letter:
    """A message, and the channels it goes by."""

    message: Message
    channels: Sequence[ChannelName]


def queue_together(letters: Sequence[Letter], *, actor: Actor, at: datetime) -> None:
    """Put each letter into the outbox by its channels, as `steps.queue_all` does one by one.

    Every message is shown to the guard, and nothing is queued twice under the same `dedupe_key`.

    Raises:
        NoTransaction, UnknownPlaceholder, NoGuard: as `steps.queue`.
    """
    transactions.required()
    told = [_to_be_told(one) for one in letters if one.channels]
    keys = [one.dedupe_key for group in told for one in group if one.dedupe_key and not one.is_first]
    known: set[str | None] = set(
        Outgoing.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True)
    )
    fresh = [group for group in told if not any(one.dedupe_key in known for one in group)]
    stopped = opt_outs.stopped_among(_numbers(fresh))
    grouped = [(message, group_id) for group in fresh for group_id in [uuid.uuid4()] for message in group]
    rows = steps.made_together(grouped, actor=actor, at=at, stopped=stopped)
    if not _kept(rows):
        known = {
            one.dedupe_key for group in told for one in group
        }  # somebody else queued one of them just now: one by one shows which
        rows = []
    telling.tell(rows, actor=actor, at=at)
    for one in letters:
        if one.channels and any(message.dedupe_key in known for message in _to_be_told(one)):
            steps.queue_all(one.message, channels=one.channels, actor=actor, at=at)


def _to_be_told(one: Letter) -> list[Message]:
    """Return a letter as one message for each channel by which its receiver has an address."""
    ways = [channel for channel in one.channels if one.message.to.address(channel)] or one.channels[:1]
    key = one.message.dedupe_key
    return [
        replace(
            one.message,
            channel=channel,
            dedupe_key=f"{key}:{channel.value}" if key else None,
        )
        for channel in ways
    ]


def _numbers(groups: Sequence[Sequence[Message]]) -> set[str]:
    numbers = set()
    for group in groups:
        for message in group:
            if message.channel is ChannelName.SMS and message.to.phone:
                try:
                    numbers.add(e164(message.to.address(ChannelName.SMS)))
                except BadNumber:
                    continue
    return numbers


def _kept(rows: Sequence[Outgoing]) -> bool:
    try:
        with transaction.atomic():
            copying.add(rows)
    except IntegrityError:
        return False
    return True

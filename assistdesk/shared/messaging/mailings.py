"""One message by several channels, and many at once, in a number of statements that does not grow."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from assistdesk.shared import copying, transactions
from assistdesk.shared.messaging import opt_outs, steps, telling
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.spares import OVER, call_up, is_marked, send_spares
from assistdesk.shared.messaging.states import OUTGOING, OutgoingState
from assistdesk.shared.messaging.texts import BadNumber, e164
from assistdesk.shared.messaging.values import Message
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import ChannelName


@dataclass(frozen=True, slots=True)
class Letter:
    """A message, and the channels it goes by."""

    message: Message
    channels: Sequence[ChannelName]


def queue_all(
    message: Message,
    *,
    channels: Sequence[ChannelName],
    instead: Sequence[ChannelName] = (),
    actor: Actor,
    at: datetime,
) -> list[Outgoing]:
    """Put `message` into the outbox once for each of `channels` and return the rows, the spare ones last.

    It is one message told in several ways: `queries.reach_of` says what became of all of them together. By
    the channels `instead` it waits as a spare, which goes out when none of the others can arrive any more, or
    at once where one of their addresses is known not to be reached. A channel by which the receiver has no
    address is left out, unless there is none at all: then the one row says so. `message.channel` does not
    matter. A `dedupe_key` counts for each channel by itself.

    Raises:
        NoTransaction, UnknownPlaceholder, NoGuard: as `steps.queue`.
        ValueError: `channels` is empty.
    """
    transactions.required()
    if not channels:
        raise ValueError("A message needs a channel.")
    first = [one for one in channels if message.to.address(one)]
    others = [one for one in instead if message.to.address(one) and one not in channels]
    if not first and others:
        first, others = others[:1], others[1:]
    told = [_by(one, message) for one in [*(first or channels[:1]), *others]]
    spares = len(others)
    rows = _queued_together(told, spares=spares, actor=actor, at=at)
    if rows is None:
        rows = _queued_one_by_one(told, spares=spares, actor=actor, at=at)
    return rows


def _queued_together(
    told: Sequence[Message], *, spares: int, actor: Actor, at: datetime
) -> list[Outgoing] | None:
    """Return the rows of one message by several channels; None where one of them was queued before."""
    if _known(told):
        return None
    group = uuid.uuid4()
    rows = steps.made_together([(one, group) for one in told], actor=actor, at=at, stopped=None)
    own, kept = rows[: len(rows) - spares], rows[len(rows) - spares :]
    waiting = [row for row in kept if OutgoingState(row.state) is OUTGOING.start]
    for row in waiting:
        steps.reserve(row)
    if not _kept(rows):
        return None
    for row, one in zip(rows, told, strict=True):
        steps.enclose(row, one)
    telling.tell(rows, actor=actor, at=at)
    if waiting and (_is_lost(own) or _is_marked(own)):
        send_spares(group, at=at)  # nobody else knows of these rows yet: no lock is needed
        for row in kept:
            row.refresh_from_db(fields=["state"])
    return rows


def _queued_one_by_one(told: Sequence[Message], *, spares: int, actor: Actor, at: datetime) -> list[Outgoing]:
    """Return the rows of one message by several channels, of which some were queued before."""
    own, others = told[: len(told) - spares], told[len(told) - spares :]
    group = uuid.uuid4()
    rows = [steps.queue_one(one, group=group, actor=actor, at=at) for one in own]
    group = rows[0].group or group  # that of the rows which were queued before under the same keys
    kept = [steps.queue_one(one, group=group, is_spare=True, actor=actor, at=at) for one in others]
    if kept and _is_marked(rows):
        send_spares(group, at=at)
    elif kept:
        call_up(group, at=at)
    for row in kept:
        row.refresh_from_db(fields=["state"])
    return rows + kept


def _is_lost(rows: Sequence[Outgoing]) -> bool:
    return all(row.state in OVER for row in rows)


def _is_marked(rows: Sequence[Outgoing]) -> bool:
    return any(is_marked(ChannelName(row.channel), row.to_address) for row in rows)


def queue_together(
    letters: Sequence[Letter], *, actor: Actor, at: datetime, is_certain: bool = False
) -> None:
    """Put each letter into the outbox by its channels, as `queue_all` does one by one.

    Every message is shown to the guard, and nothing is queued twice under the same `dedupe_key`. Where it
    `is_certain` that none of these keys was used before, as they are of things that are made right now, the
    rows may be added with all others of the transaction.

    Raises:
        NoTransaction, UnknownPlaceholder, NoGuard: as `steps.queue`.
        IntegrityError: one of the keys was used all the same; maybe not before the rows are added.
    """
    transactions.required()
    told = [_to_be_told(one) for one in letters if one.channels]
    known = _known([one for group in told for one in group])
    fresh = [group for group in told if not any(one.dedupe_key in known for one in group)]
    stopped = opt_outs.stopped_among(_numbers(fresh))
    grouped = [(message, group_id) for group in fresh for group_id in [uuid.uuid4()] for message in group]
    rows = steps.made_together(grouped, actor=actor, at=at, stopped=stopped)
    if not _kept(rows, is_certain=is_certain):
        known = {
            one.dedupe_key for group in told for one in group
        }  # somebody else queued one of them just now: one by one shows which
        rows = []
    telling.tell(rows, actor=actor, at=at)
    for one in letters:
        if one.channels and any(message.dedupe_key in known for message in _to_be_told(one)):
            queue_all(one.message, channels=one.channels, actor=actor, at=at)


def _known(told: Sequence[Message]) -> set[str | None]:
    """Return under which keys of messages something was queued before."""
    keys = [one.dedupe_key for one in told if one.dedupe_key and not one.is_first]
    if not keys:
        return set()
    return set(Outgoing.objects.filter(dedupe_key__in=keys).values_list("dedupe_key", flat=True))


def _to_be_told(one: Letter) -> list[Message]:
    """Return a letter as one message for each channel by which its receiver has an address."""
    ways = [channel for channel in one.channels if one.message.to.address(channel)] or one.channels[:1]
    return [_by(channel, one.message) for channel in ways]


def _by(channel: ChannelName, message: Message) -> Message:
    key = f"{message.dedupe_key}:{channel.value}" if message.dedupe_key else None
    return replace(message, channel=channel, dedupe_key=key)


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


def _kept(rows: Sequence[Outgoing], *, is_certain: bool = False) -> bool:
    """Keep rows and return whether they are; not where one of their occasions was told of before.

    Where it `is_certain` that none was, it isn't tried: a row that is refused all the same ends everything.
    """
    if is_certain or all(row.dedupe_key is None for row in rows):
        copying.add(rows)
        return True
    try:
        with transaction.atomic():
            copying.add(rows, is_tried=True)
    except IntegrityError:
        return False
    return True

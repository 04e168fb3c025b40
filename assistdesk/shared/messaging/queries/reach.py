"""Whether a message that was told in several ways has reached its receiver by any of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet

from assistdesk.shared.compiled import compiled_once
from assistdesk.shared.messaging import opt_outs
from assistdesk.shared.messaging.models import AddressMark, Outgoing
from assistdesk.shared.messaging.spares import hashes_of
from assistdesk.shared.messaging.states import Failure, OutgoingState
from assistdesk.shared.policy.schema import ChannelName


class ReachState(StrEnum):
    """How far a message got, by whichever way got farthest."""

    WAITING = "waiting"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a message got. `failed`: no way is left by which it could still arrive, since `failed_at`.

    `delivered_at` is the first receipt, None without one. `failures` are the reasons in their order, one a
    way that failed.
    """

    state: ReachState
    delivered_at: datetime | None
    failed_at: datetime | None
    failures: tuple[Failure, ...]

    @property
    def is_failed_everywhere(self) -> bool:
        """Whether no way is left by which it could still arrive."""
        return self.state is ReachState.FAILED


NOWHERE = Reach(ReachState.WAITING, None, None, ())


def reach_of(message_ids: Collection[UUID]) -> Reach:
    """Return how far messages got that say the same to one receiver, with their spares; two queries.

    Of no message it is waiting.
    """
    ids = set(message_ids)
    groups = set(Outgoing.objects.filter(id__in=ids, group__isnull=False).values_list("group", flat=True))
    return _reach(Outgoing.objects.filter(Q(id__in=ids) | Q(group__in=groups)).order_by("queued_at", "id"))


def reach_of_things(kind: str, thing_ids: Collection[UUID], *, template: str) -> dict[UUID, Reach]:
    """Return how far the messages `template` about several things got, by thing; one query.

    Of a thing without such a message it is waiting.
    """
    found: dict[UUID, list[Outgoing]] = {one: [] for one in thing_ids}
    for row in _about(kind, thing_ids, template):
        found[row.about_id].append(row)
    return {one: _reach(of_thing) for one, of_thing in found.items()}


def _about(kind: str, thing_ids: Collection[UUID], template: str) -> list[Outgoing]:
    if len(thing_ids) == 1:
        return _about_one(kind, next(iter(thing_ids)), template)
    rows = Outgoing.objects.filter(about_kind=kind, about_id__in=thing_ids, template=template)
    return list(rows.order_by("queued_at", "id"))


@compiled_once
def _about_one(kind: str, thing_id: UUID, template: str) -> QuerySet[Outgoing]:
    rows = Outgoing.objects.filter(about_kind=kind, about_id=thing_id, template=template)
    return rows.order_by("queued_at", "id")


def mark_of(channel: ChannelName, address: str) -> Failure | None:
    """Return why messages to an address could not be delivered, for a reason that lasts; None where none is.

    A phone number is given as E.164.
    """
    marks = AddressMark.objects.filter(channel=channel.value, address_hash__in=hashes_of(channel, address))
    failure = marks.values_list("failure", flat=True).first()
    return Failure(failure) if failure else None


def wants_no_texts(number: str) -> bool:
    """Return whether `number` (E.164) wants no text messages, by STOP or as its provider says."""
    return opt_outs.is_stopped(number)


def _reach(rows: Iterable[Outgoing]) -> Reach:
    ways = list(rows)
    if not ways:
        return NOWHERE
    arrivals = [row.delivered_at for row in ways if row.delivered_at is not None]
    failed = [row for row in ways if row.state == OutgoingState.FAILED]
    in_order = sorted(failed, key=lambda row: (row.failed_at or row.queued_at, row.id))
    failures = tuple(Failure(row.failure) for row in in_order)
    states = {row.state for row in ways}
    if arrivals:
        return Reach(ReachState.DELIVERED, min(arrivals), None, failures)
    if OutgoingState.SENT.value in states:
        return Reach(ReachState.SENT, None, None, failures)
    if len(failed) < len(ways):
        return Reach(ReachState.WAITING, None, None, failures)
    ends = [row.failed_at for row in failed if row.failed_at is not None]
    return Reach(ReachState.FAILED, None, max(ends), failures)

"""Delivery: claim what is due, hand it over with no transaction open, note each provider's answer.

A claim is committed before anything is sent, and each message is marked by itself after it. Should the
process die between the two, the claim lapses and the message is sent once more, under the same Message-ID.

One message is claimed at a time, at the moment at which the provider is free for it. So what is urgent is the
next one out, however many others wait.
"""

import math
import time
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from assistdesk.shared.compiled import Change, changed_once, compiled_once
from assistdesk.shared.deadlines import DatabaseNow
from assistdesk.shared.messaging import enclosures, opt_outs, rules
from assistdesk.shared.messaging.clearance import clear
from assistdesk.shared.messaging.enclosures import Enclosed, HeldBack, NotYet
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.providers import (
    Provider,
    PutOff,
    TurnedDown,
    Unreachable,
    most_per_second,
    open_provider,
)
from assistdesk.shared.messaging.services import marks, pacing
from assistdesk.shared.messaging.states import OUTGOING, Failure
from assistdesk.shared.policy.schema import ChannelName

FILE_WAIT = timedelta(seconds=2)
BATCH = 50  # messages that one connection is used for
_CLAIM = """
    UPDATE messaging_outgoing AS next
    SET state = %s, claim = gen_random_uuid(), claimed_at = clock_timestamp()
    WHERE id = ({chosen})
    RETURNING {columns}, expires_at - desk_now() AS left_then,
        EXISTS (SELECT FROM messaging_enclosure WHERE outgoing_id = next.id) AS has_files
"""
CHANNELS = (ChannelName.SMS, ChannelName.EMAIL)


def deliver_due(channels: Sequence[ChannelName] = CHANNELS) -> int:
    """Send all that is due by `channels`, the urgent first; return how many messages providers took.

    Several may run at once: each message is claimed by one of them. A message is never sent after its own
    deadline; one whose deadline has come has failed. Where there is no getting through to a provider, the
    rest waits until somebody asks again.
    """
    marks.fail_overdue()
    return sum(deliver(channel, seconds=math.inf) for channel in channels)


def deliver(channel: ChannelName, *, seconds: float) -> int:
    """Send what is due by one channel, as `deliver_due`; what is overdue is left as it is.

    After so many `seconds` no other message is begun.
    """
    return _deliver(channel, end=time.monotonic() + seconds)


@transaction.atomic(durable=True)
def claim(channel: ChannelName) -> Outgoing | None:
    """Claim the next message for one delivery and return it; None where nothing is due."""
    for row in Outgoing.objects.raw(*_claiming(channel)):
        row.looked_at = time.monotonic()  # type: ignore[attr-defined]  # for `left_then`
        return row
    return None


@cache
def _claiming(channel: ChannelName) -> tuple[str, list[Any]]:
    """Return the statement that claims the next message, built once: it runs for each that is sent.

    It names its columns, so that a plan which is kept outlives a migration that adds one.
    """
    due = Outgoing.objects.due().filter(channel=channel.value).first_things_first()
    chosen, values = due.select_for_update(skip_locked=True).values("id")[:1].query.sql_with_params()
    table = Outgoing._meta  # noqa: SLF001 - Django's documented name
    columns = ", ".join(f'"{one.column}"' for one in table.concrete_fields)
    statement = _CLAIM.format(chosen=chosen, columns=columns)
    return statement, [OUTGOING.target("claim").value, *values]


def send(row: Outgoing, provider: Provider) -> bool:
    """Hand a claimed message to a provider and note the answer; return whether it took the message.

    Raises:
        Unreachable: there is no getting through, for this message or any other.
    """
    files = _files_of(row)
    if files is None or not _start(row):
        return False
    try:
        acceptance = provider.send(clear(row, left=_time_left(row), files=files))
    except PutOff as answer:
        marks.put_off(row, failure=answer.failure, after=answer.after)
        if isinstance(answer, Unreachable):
            raise
        return False
    except TurnedDown as answer:
        marks.give_up(row, failure=answer.failure)
        return False
    marks.accept(row, reference=acceptance.reference)
    return True


def _deliver(channel: ChannelName, *, end: float) -> int:
    taken = 0
    while time.monotonic() < end and _is_due(channel):
        with open_provider(channel) as provider:
            for _ in range(BATCH):
                row = _next(channel) if time.monotonic() < end else None
                if row is None:
                    return taken
                try:
                    taken += send(row, provider)
                except Unreachable as answer:
                    if answer.after is not None:
                        pacing.hold(channel, span=answer.after)
                    return taken
    return taken


def _next(channel: ChannelName) -> Outgoing | None:
    """Wait for the provider's next turn, and only then claim what is first; None where nothing is."""
    rate = most_per_second(channel)
    if rate is not None and _is_due(channel):
        wait = pacing.take_turn(channel, per_second=rate)
        if wait is None:
            return None
        time.sleep(wait.total_seconds())
    return claim(channel)


def _is_due(channel: ChannelName) -> bool:
    return bool(_first_due(channel.value))


@compiled_once
def _first_due(channel: str) -> QuerySet[Outgoing, UUID]:
    return Outgoing.objects.due().filter(channel=channel).values_list("id", flat=True)[:1]


def _start(row: Outgoing) -> bool:
    """Return whether `row` is still this delivery's, in time and wanted: the last look before it leaves."""
    if _is_unwanted(row):
        marks.give_up(row, failure=Failure.OPTED_OUT)
        return False
    if row.claim is not None and _started(row.id, row.claim):
        return True
    marks.give_up(row, failure=Failure.EXPIRED)
    return False


@changed_once()
def _started(row_id: UUID, claim: UUID) -> Change:
    own = Outgoing.objects.filter(id=row_id, claim=claim, state=OUTGOING.target("claim").value)
    return own.in_time(), {"claimed_at": DatabaseNow(), "attempts": F("attempts") + 1, "failure": ""}


def _files_of(row: Outgoing) -> tuple[Enclosed, ...] | None:
    """Return what goes along with a message; None where it waits for that, or for a person."""
    if not row.has_files:  # type: ignore[attr-defined]  # said with the claim
        return ()
    found = list(row.enclosures.order_by("place").values_list("place", "file_id"))
    try:
        return enclosures.leaving_with(found)
    except NotYet:
        marks.wait(row, after=FILE_WAIT)
    except HeldBack:
        marks.hold_back(row)
    return None


def _is_unwanted(row: Outgoing) -> bool:
    """Return whether the receiver asked for no text messages since this one was queued."""
    if row.channel != ChannelName.SMS.value or row.template in rules.WHEN_STOPPED:
        return False
    return opt_outs.is_stopped(row.to_address)


def _time_left(row: Outgoing) -> timedelta | None:
    """Return how long the message may still be sent; None for ever."""
    left: timedelta | None = row.left_then  # type: ignore[attr-defined]  # said with the claim
    if left is None:
        return None
    return left - timedelta(seconds=time.monotonic() - row.looked_at)  # type: ignore[attr-defined]  # as above

"""Delivery: claim what is due, hand it over with no transaction open, note each provider's answer.

A claim is committed before anything is sent, and each message is marked by itself after it. Should the
process die between the two, the claim lapses and the message is sent once more, under the same Message-ID.
"""

import uuid

from django.db import transaction
from django.db.models import F

from assistdesk.shared.messaging.clearance import clear
from assistdesk.shared.messaging.models import DatabaseNow, Outgoing
from assistdesk.shared.messaging.providers import (
    Provider,
    PutOff,
    TurnedDown,
    Unreachable,
    open_provider,
)
from assistdesk.shared.messaging.services import marks
from assistdesk.shared.messaging.states import OUTGOING, Failure
from assistdesk.shared.policy.schema import ChannelName

BATCH = 20


def deliver_due() -> int:
    """Send all that is due until nothing is, the urgent first; return how many messages providers took.

    Several may run at once: each message is claimed by one of them. A message is never sent after its own
    deadline; one whose deadline has come has failed.
    """
    marks.fail_overdue()
    taken = 0
    for channel in (ChannelName.SMS, ChannelName.EMAIL):
        while rows := claim_batch(channel):
            taken += send_batch(rows, channel)
    return taken


@transaction.atomic(durable=True)
def claim_batch(channel: ChannelName) -> list[Outgoing]:
    """Claim the next batch for one delivery and return it; empty where nothing is due."""
    due = Outgoing.objects.due().filter(channel=channel.value)
    ids = list(
        due.order_by("-priority", "queued_at", "id")
        .select_for_update(skip_locked=True)
        .values_list("id", flat=True)[:BATCH]
    )
    claim = uuid.uuid4()
    Outgoing.objects.filter(id__in=ids).update(
        state=OUTGOING.target("claim").value, claim=claim, claimed_at=DatabaseNow()
    )
    return list(Outgoing.objects.filter(claim=claim).order_by("-priority", "queued_at", "id"))


def send_batch(rows: list[Outgoing], channel: ChannelName) -> int:
    """Hand a claimed batch to the provider of `channel`; return how many it took."""
    taken = 0
    with open_provider(channel) as provider:
        for place, row in enumerate(rows):
            if not _start(row):
                continue
            try:
                taken += _hand_over(row, provider)
            except Unreachable as answer:
                for other in rows[place:]:
                    marks.put_off(other, failure=answer.failure)
                return taken
    return taken


def _start(row: Outgoing) -> bool:
    """Return whether `row` is still this delivery's, and in time: the last look before it leaves."""
    own = Outgoing.objects.filter(id=row.id, claim=row.claim, state=OUTGOING.target("claim").value)
    if own.in_time().update(claimed_at=DatabaseNow(), attempts=F("attempts") + 1):
        return True
    marks.give_up(row, failure=Failure.EXPIRED)
    return False


def _hand_over(row: Outgoing, provider: Provider) -> bool:
    """Hand one message over and note the answer; return whether the provider took it.

    Raises:
        Unreachable: there is no getting through, for this message or any other.
    """
    try:
        acceptance = provider.send(clear(row))
    except Unreachable:
        raise
    except PutOff as answer:
        marks.put_off(row, failure=answer.failure)
        return False
    except TurnedDown as answer:
        marks.give_up(row, failure=answer.failure)
        return False
    marks.accept(row, reference=acceptance.reference)
    return True

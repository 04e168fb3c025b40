"""Which background task carries which channel, so that one that is slow keeps no other waiting."""

from collections.abc import Collection

from assistdesk.shared import jobs
from assistdesk.shared.policy.schema import ChannelName

DELIVER = "messaging.deliver"
DELIVER_TEXTS = "messaging.deliver_texts"


def call(channel: ChannelName) -> None:
    """Let a worker deliver what waits for `channel`, once the caller's transaction stands."""
    call_each([channel])


def call_each(channels: Collection[ChannelName]) -> None:
    """Let workers deliver what waits for each of `channels`, once the caller's transaction stands."""
    jobs.queue_each([DELIVER_TEXTS if channel is ChannelName.SMS else DELIVER for channel in channels])

"""The only way to a provider: a message that the guard let go, or that somebody released."""

from dataclasses import dataclass, field
from uuid import UUID

from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.states import CLEARED
from assistdesk.shared.policy.schema import ChannelName


class NotCleared(RuntimeError):
    """A message was about to leave that nobody let go: a mistake in the program."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """A message that may leave, as a provider gets it. Made by `clear` alone."""

    id: UUID
    channel: ChannelName
    to_name: str = field(repr=False)
    to_address: str = field(repr=False)
    from_name: str
    from_address: str
    subject: str = field(repr=False)
    body: str = field(repr=False)
    language: str
    message_id: str
    answers: str
    is_automatic: bool


def clear(row: Outgoing) -> Cleared:
    """Return what a provider may send of `row`.

    Raises:
        NotCleared: its decision is to hold it, or there is none.
    """
    if row.decision not in {decision.value for decision in CLEARED}:
        raise NotCleared(str(row.id))
    return Cleared(
        id=row.id,
        channel=ChannelName(row.channel),
        to_name=row.to_name,
        to_address=row.to_address,
        from_name=row.from_name,
        from_address=row.from_address,
        subject=row.subject,
        body=row.body,
        language=row.language,
        message_id=row.message_id,
        answers=row.answers,
        is_automatic=row.is_automatic,
    )

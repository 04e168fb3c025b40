"""The only way to a provider: a message that the guard let go, or that somebody released."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from assistdesk.shared.messaging import removals, rules
from assistdesk.shared.messaging.enclosures import Enclosed
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.states import CLEARED
from assistdesk.shared.policy.schema import ChannelName


class NotCleared(RuntimeError):
    """A message was about to leave that nobody let go: a mistake in the program."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """A message that may leave, as a provider gets it. Made by `clear` alone.

    `seconds_left` is how long it may still be sent, None for ever. `may_be_lost`: an earlier try may have
    reached the provider, whose answer was lost.
    """

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
    queued_at: datetime
    seconds_left: float | None
    may_be_lost: bool
    files: tuple[Enclosed, ...] = ()


def clear(row: Outgoing, *, left: timedelta | None, files: tuple[Enclosed, ...]) -> Cleared:
    """Return what a provider may send of `row`, as it was before this try; `left` is the time until its end.

    `files` are the copies that go along. What the guard took out is named in the message's language.

    Raises:
        NotCleared: its decision is to hold it, or there is none.
    """
    if row.decision not in {decision.value for decision in CLEARED}:
        raise NotCleared(str(row.id))
    subject, body = removals.words_of(row)
    return Cleared(
        id=row.id,
        channel=ChannelName(row.channel),
        to_name=row.to_name,
        to_address=row.to_address,
        from_name=row.from_name,
        from_address=row.from_address,
        subject=subject,
        body=body,
        language=row.language,
        message_id=row.message_id,
        answers=row.answers,
        is_automatic=row.is_automatic,
        queued_at=row.queued_at,
        seconds_left=left.total_seconds() if left is not None else None,
        files=files,
        may_be_lost=rules.may_be_lost(attempts=row.attempts, failure=row.failure),
    )

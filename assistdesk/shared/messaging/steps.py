"""Putting a message into the outbox inside somebody's transaction: the first half of the door out."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from assistdesk.shared import transactions
from assistdesk.shared.messaging import addresses, alike, destinations, rules, screening, telling
from assistdesk.shared.messaging.alike import FILLED_IN
from assistdesk.shared.messaging.models import ADDRESS_LENGTH, NAME_LENGTH, Enclosure, Outgoing
from assistdesk.shared.messaging.screening import Ruling, Shown
from assistdesk.shared.messaging.states import CLEARED, OUTGOING, Decision, Failure, OutgoingState
from assistdesk.shared.messaging.values import Message, Priority
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.rendering import RenderedMessage, render_message
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.shared.policy.templates import TEMPLATE_RULES
from assistdesk.shared.privacy import DecisionPolicy, policies


class UnknownPlaceholder(LookupError):
    """A message was given a value that its template does not know: a mistake in the program."""


@dataclass(frozen=True, slots=True)
class _Written:
    """A message in the receiver's language, with where its words come from."""

    words: RenderedMessage
    language: str
    edition: str
    from_name: str
    policy: DecisionPolicy


def queue(message: Message, *, actor: Actor, at: datetime) -> Outgoing:
    """Put `message` into the outbox and return its row: it goes out if and only if the caller commits.

    The pack's template is filled in the receiver's language, or in the pack's first where the pack doesn't
    speak it, and shown to the guard: it goes out as written, without its personal values, or waits for a
    person. A receiver whom the channel can't reach gives a row that has failed. A message whose `dedupe_key`
    was queued before is not queued again: its row is returned.

    Raises:
        NoTransaction: the caller holds no transaction open.
        UnknownPlaceholder: `message.values` has a name that the template doesn't know.
        NoGuard: nobody stands at the door.
    """
    return queue_one(message, actor=actor, at=at, group=None)


def queue_one(
    message: Message, *, actor: Actor, at: datetime, group: uuid.UUID | None, is_spare: bool = False
) -> Outgoing:
    """As `queue`, for one of the ways by which a message goes; a spare one waits where it may go at all.

    Raises:
        NoTransaction, UnknownPlaceholder, NoGuard: as `queue`.
    """
    transactions.required()
    row, is_new = _queued(message, actor=actor, at=at, group=group, is_spare=is_spare)
    if is_new:
        _tell(row, actor=actor, at=at)
    return row


def _queued(
    message: Message, *, actor: Actor, at: datetime, group: uuid.UUID | None, is_spare: bool
) -> tuple[Outgoing, bool]:
    """Return the row of a message, and whether it is new."""
    earlier = _earlier(message.dedupe_key)
    if earlier is not None:
        return earlier, False
    row = made(message, actor=actor, at=at, group=group)
    if is_spare and OutgoingState(row.state) is OUTGOING.start:
        reserve(row)
    earlier = _kept(row)
    if earlier is not None:
        return earlier, False
    enclose(row, message)
    return row, True


def enclose(row: Outgoing, message: Message) -> None:
    """Let copies of a message's files go along with its row, where it is a mail."""
    if message.files and message.channel is ChannelName.EMAIL:
        Enclosure.objects.bulk_create(
            Enclosure(outgoing=row, place=place, file_id=one)
            for place, one in enumerate(message.files, start=1)
        )


def made(
    message: Message,
    *,
    actor: Actor,
    at: datetime,
    group: uuid.UUID | None,
    stopped: Collection[str] | None = None,
) -> Outgoing:
    """Return the row of a message as the guard lets it go, not kept yet.

    `stopped` are those of the numbers that want no text messages; None asks for this message's own.
    """
    return made_together([(message, group)], actor=actor, at=at, stopped=stopped)[0]


def made_together(
    messages: Sequence[tuple[Message, uuid.UUID | None]],
    *,
    actor: Actor,
    at: datetime,
    stopped: Collection[str] | None,
) -> list[Outgoing]:
    """Return the rows of messages, each with its group; as `made`."""
    written = [_written(message, at=at) for message, _ in messages]
    shown = [_shown(message, one, actor) for one, (message, _) in zip(written, messages, strict=True)]
    rows = []
    for (message, group), words, ruling in zip(messages, written, screening.rule_on_each(shown), strict=True):
        row = _row(message, words, ruling, stopped=stopped, at=at)
        row.group = group
        rows.append(row)
    destinations.join_threads(
        [row for row, (message, _) in zip(rows, messages, strict=True) if not message.is_first]
    )
    return rows


def preview(message: Message, *, actor: Actor, at: datetime) -> Ruling:
    """Return what `queue` would let out of `message` now, and why; nothing is kept.

    Raises:
        UnknownPlaceholder, NoGuard: as `queue`.
    """
    return screening.rule_on(_shown(message, _written(message, at=at), actor))


def _shown(message: Message, written: _Written, actor: Actor) -> Shown:
    """Return a message as the guard sees it, with the names of helpers that the desk filled in."""
    same = alike.sameness(message, written.language, written.edition)
    own = (alike.helpers_in(message), written.policy, alike.known_in(message))
    return Shown(written.words, message.pack, message.to, actor, same, *own)


def _kept(row: Outgoing) -> Outgoing | None:
    """Keep a new row; where another came first on the same occasion, return that one instead."""
    if row.dedupe_key is None:
        row.save(force_insert=True)
        return None
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        earlier = _earlier(row.dedupe_key)
        if earlier is None:
            raise
        return earlier
    return None


def _earlier(dedupe_key: str | None) -> Outgoing | None:
    return Outgoing.objects.filter(dedupe_key=dedupe_key).first() if dedupe_key else None


def _written(message: Message, *, at: datetime) -> _Written:
    """Return the message as its receiver reads it, before the guard has seen it."""
    pack = message.pack
    known = TEMPLATE_RULES[message.template].placeholders - FILLED_IN
    strange = set(message.values) - known
    if strange:
        raise UnknownPlaceholder(f"{message.template}: {', '.join(sorted(strange))}")
    day = at.astimezone(ZoneInfo(pack.identity.zone)).date()
    language = (
        message.to.language if message.to.language in pack.identity.languages else pack.identity.language
    )
    values = {name: message.values.get(name, "") for name in known} | {"receiver_name": message.to.name}
    rendered = render_message(
        pack, message.template, channel=message.channel, day=day, language=language, values=values
    )
    edition = pack.messages_on(day)
    return _Written(
        words=RenderedMessage(
            subject=rules.one_line(rendered.subject), body=rules.storable(rendered.body).strip() + "\n"
        ),
        language=language,
        edition=edition.edition,
        from_name=rules.one_line(edition.sender_name.in_language(language))[:NAME_LENGTH],
        policy=policies.for_words(edition, message.channel),
    )


def _row(
    message: Message, written: _Written, ruling: Ruling, *, stopped: Collection[str] | None, at: datetime
) -> Outgoing:
    """Return the row of the outbox, not saved yet."""
    about, to = message.about, message.to
    address, failure = destinations.reachable(message, stopped)
    row_id = uuid.uuid4()
    row = Outgoing(
        id=row_id,
        marketplace=message.pack.marketplace,
        channel=message.channel.value,
        template=message.template,
        edition=written.edition,
        language=written.language,
        priority=(Priority.URGENT if message.template in rules.NEVER_LATE else message.priority).value,
        rank=message.rank,
        to_account_id=to.account_id,
        to_person_id=to.person_id,
        to_name=rules.one_line(to.name)[:NAME_LENGTH],
        to_address=address[:ADDRESS_LENGTH],
        from_name=written.from_name,
        from_address=destinations.from_address(message),
        is_automatic=message.is_automatic,
        subject=rules.one_line(ruling.words.subject),
        body=ruling.words.body,
        about_kind=about.kind,
        about_id=about.id,
        decision=ruling.decision.value,
        findings=ruling.findings,
        dedupe_key=message.dedupe_key,
        message_id=addresses.message_id(row_id),
        queued_at=at,
        expires_at=message.expires_at,
    )
    _place(row, failure=failure, at=at)
    return row


def _place(row: Outgoing, *, failure: Failure | None, at: datetime) -> None:
    """Let the row start where the guard's decision and its address put it."""
    if failure is not None:
        row.state = OUTGOING.target("give_up").value
        row.failed_at, row.failure = at, failure.value
    elif Decision(row.decision) in CLEARED:
        row.state = OUTGOING.start.value
    else:
        hold(row)


def reserve(row: Outgoing) -> None:
    """Let a message wait in case no other way is left."""
    row.state = OUTGOING.target("reserve").value


def hold(row: Outgoing) -> None:
    """Let a message wait for a person, as the guard decided."""
    row.state = OUTGOING.target("hold").value


def _tell(row: Outgoing, *, actor: Actor, at: datetime) -> None:
    """Record what became of the message and, where it may go, let a worker know."""
    telling.tell([row], actor=actor, at=at)

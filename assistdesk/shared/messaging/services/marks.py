"""Noting what became of a message: taken, put off, failed, delivered. Each mark is one transaction."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from assistdesk.shared import transactions
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.compiled import Change, changed_once, compiled_once
from assistdesk.shared.deadlines import DeskNow
from assistdesk.shared.messaging import fates, opt_outs, rules, spares
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.states import OUTGOING, Decision, Failure, OutgoingState
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.shared.refusals import NotThere

OVERDUE_AT_ONCE = 100
TRIES = 3
FREE = {"claim": None, "claimed_at": None}


def accept(row: Outgoing, *, reference: str) -> None:
    """Note that the provider took the message, though the connection to the database may break meanwhile.

    What a provider took is noted even where the claim has lapsed, so that it isn't sent again.
    """
    for attempt in range(1, TRIES + 1):
        try:
            _accept(row.id, reference=reference)
        except OperationalError:
            if attempt == TRIES or connection.in_atomic_block:
                raise
            connection.close()  # the next try opens a new one
        else:
            return


@transaction.atomic(durable=True)
def _accept(row_id: UUID, *, reference: str) -> None:
    _take(_locked(row_id), reference=reference)


def _take(row: Outgoing, *, reference: str) -> None:
    state = OutgoingState(row.state)
    if state is OUTGOING.target("confirm") and not row.provider_reference:
        _write(row, provider_reference=reference)  # its receipt was faster
    if not OUTGOING.can("accept", state):
        return
    _sent(row.id, reference)
    _record(row, "sent")


@changed_once()
def _sent(row_id: UUID, reference: str) -> Change:
    moved = {"state": OUTGOING.target("accept").value, "sent_at": DeskNow(), "failure": ""}
    return Outgoing.objects.filter(id=row_id), {"provider_reference": reference, **moved, **FREE}


@transaction.atomic(durable=True)
def put_off(row: Outgoing, *, failure: Failure, after: timedelta | None = None) -> None:
    """Let the message wait for its next try; one that has been tried for 72 hours has failed.

    `after` is how long the provider asked to be left alone, None where it did not.
    """
    own = _own(row)
    if own is None:
        return
    next_attempt_at = rules.next_attempt_at(
        attempts=max(own.attempts, 1), queued_at=own.queued_at, at=_moment(own), after=after
    )
    if next_attempt_at is None:
        _give_up(own, failure=failure)
        return
    state = OUTGOING.target("put_off").value
    _write(own, state=state, next_attempt_at=next_attempt_at, failure=failure.value, **FREE)


@transaction.atomic(durable=True)
def wait(row: Outgoing, *, after: timedelta) -> None:
    """Let the message wait until the copies of its files have been made; that is no try."""
    own = _own(row)
    if own is not None:
        state, again = OUTGOING.target("put_off").value, _moment(own) + after
        _write(own, state=state, next_attempt_at=again, failure=Failure.NOT_READ_YET.value, **FREE)


@transaction.atomic(durable=True)
def hold_back(row: Outgoing) -> None:
    """Let the message wait for a person: of a file that goes along, there is no copy that may leave."""
    own = _own(row)
    if own is None:
        return
    found = [*own.findings, {"part": "files", "type": "UNREAD", "start": 0, "end": 0}]
    state = OUTGOING.target("hold").value
    _write(own, state=state, decision=Decision.HOLD.value, findings=found, failure="", **FREE)
    _record(own, "held")


@transaction.atomic(durable=True)
def give_up(row: Outgoing, *, failure: Failure) -> None:
    """Note that the message will not go out, if it is still this delivery's."""
    own = _own(row)
    if own is not None:
        _give_up(own, failure=failure)


@transaction.atomic(durable=True)
def fail_overdue() -> None:
    """Let the messages fail whose own deadline has come before they were sent."""
    overdue = Outgoing.objects.overdue().select_for_update(skip_locked=True)
    for row in overdue.annotate(moment=DeskNow()).order_by("id")[:OVERDUE_AT_ONCE]:
        _give_up(row, failure=Failure.EXPIRED)


@transaction.atomic(durable=True)
def confirm_delivery(outgoing_id: UUID, *, at: datetime) -> None:
    """Note the provider's receipt: it has arrived. One that comes twice, or too late, changes nothing.

    Raises:
        NotThere: there is no such message.
    """
    take_receipt(outgoing_id, "confirm", delivered_at=at)


@transaction.atomic(durable=True)
def bounce(outgoing_id: UUID, *, at: datetime) -> None:
    """Note that the provider could not deliver what it took. A second such receipt changes nothing.

    Raises:
        NotThere: there is no such message.
    """
    take_receipt(outgoing_id, "bounce", failed_at=at, failure=Failure.UNDELIVERABLE.value)


def take_receipt(outgoing_id: UUID, move: str, **fate: object) -> None:
    """Note what a provider or a mail server reports, inside the caller's transaction.

    A report that comes twice, or too late, changes nothing.

    Raises:
        NoTransaction: the caller holds no transaction open.
        NotThere: there is no such message.
    """
    transactions.required()
    row = _locked(outgoing_id)
    if not OUTGOING.can(move, OutgoingState(row.state)):
        return
    state = OUTGOING.target(move)
    _write(row, state=state.value, sent_at=Coalesce("sent_at", DeskNow()), **fate, **FREE)
    _record(row, state.value)
    if state is OUTGOING.target("confirm"):
        spares.after_delivery(row)
    else:
        _go_on(row, failure=Failure(str(fate["failure"])))


def stop_waiting(number: str) -> None:
    """Let the text messages fail that wait for a number which wants none, inside the caller's transaction.

    One that is being sent at this moment is looked at once more before it leaves.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    waiting = Outgoing.objects.filter(
        channel=ChannelName.SMS.value, to_address=number, state=OUTGOING.start.value
    ).exclude(template__in=rules.WHEN_STOPPED)
    for row in waiting.select_for_update().annotate(moment=DeskNow()).order_by("id"):
        _give_up(row, failure=Failure.OPTED_OUT)


def late_acceptance(outgoing_id: UUID, *, reference: str) -> None:
    """Note that a provider has a message whose acceptance may not have reached us, as a report shows.

    Raises:
        NoTransaction: the caller holds no transaction open.
        NotThere: there is no such message.
    """
    transactions.required()
    _take(_locked(outgoing_id), reference=reference)


def _locked(row_id: UUID) -> Outgoing:
    """Return a message, locked, with the desk's `moment`."""
    for row in _one(row_id):
        return row
    raise NotThere


@compiled_once
def _one(row_id: UUID) -> QuerySet[Outgoing]:
    return Outgoing.objects.select_for_update().annotate(moment=DeskNow()).filter(id=row_id)


def _own(row: Outgoing) -> Outgoing | None:
    """Return the message, locked, if it is still claimed by the delivery that has `row`."""
    return (
        Outgoing.objects.select_for_update()
        .annotate(moment=DeskNow())
        .filter(id=row.id, claim=row.claim, state=OUTGOING.target("claim").value)
        .first()
    )


def _moment(row: Outgoing) -> datetime:
    moment: datetime = row.moment  # type: ignore[attr-defined]  # annotated where the row was locked
    return moment


def _give_up(row: Outgoing, *, failure: Failure) -> None:
    state = OUTGOING.target("give_up").value
    _write(row, state=state, failed_at=_moment(row), failure=failure.value, **FREE)
    _record(row, "failed", {"failure": failure.value})
    _go_on(row, failure=failure)


def _go_on(row: Outgoing, *, failure: Failure) -> None:
    """Note what a failure says of its address, and send the message another way where there is one."""
    at = _moment(row)
    if failure is Failure.OPTED_OUT:
        opt_outs.stop(row.to_address, number_of_ours="", at=at)
    spares.after_failure(row, failure=failure, at=at)


def _write(row: Outgoing, **values: object) -> None:
    Outgoing.objects.filter(id=row.id).update(**values)


def _record(row: Outgoing, what: str, facts: dict[str, object] | None = None) -> None:
    audit.record(
        action=f"messaging.message.{what}",
        subject=row.id,
        actor=Actor.system(row.marketplace),
        at=_moment(row),
        facts=facts,
    )
    fates.changed(row.about_kind, row.about_id, at=_moment(row))

"""Looking at referrals whose time has come: their rounds begin, and they go up the ladder."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import BooleanField, DateTimeField, Func, OuterRef, QuerySet, Value
from django.db.models.lookups import LessThanOrEqual

from assistdesk.referrals.models import Referral
from assistdesk.referrals.services import climbing, history, notices, offering, promising, sweeping
from assistdesk.referrals.services.offering import Made
from assistdesk.referrals.services.rulebook import Rulebook, rulebooks_of
from assistdesk.referrals.states import BreachCause, ReferralState
from assistdesk.shared import copying
from assistdesk.shared.compiled import compiled_once
from assistdesk.shared.deadlines import DeskNow
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy import queries as policy

BATCH = 100
AT_ONCE = 20
"""Referrals that one transaction looks at: what is durable together costs less, and waits for each other."""

LOOK_FOR_SOMEBODY = timedelta(minutes=1)
"""How often a referral without a promise looks whether somebody came on duty."""


def look_due(*, at: datetime) -> int:
    """Take what is due of a batch of referrals whose time has come; return how many, 0 when none is left.

    Several may run at once: a referral that another looks at is left to it. One that fails keeps no other
    waiting; it is raised when the others were looked at.
    """
    due = Referral.objects.filter(next_look_at__lte=DeskNow()).order_by("next_look_at")
    ids = list(due.values_list("id", flat=True)[:BATCH])
    first = secrets.randbelow(len(ids)) if ids else 0  # so that several begin at different ones
    ids = [*ids[first:], *ids[:first]]
    return sweeping.in_batches(ids, partial(look_together, at=at), most=AT_ONCE)


def look(referral_id: UUID, *, at: datetime) -> bool:
    """Take what is due of one referral; return False where somebody else is at it, or nothing is due."""
    return bool(look_together([referral_id], at=at))


@transaction.atomic(durable=True)
def look_together(referral_ids: Sequence[UUID], *, at: datetime) -> int:
    """Take what is due of several referrals in one transaction; return how many were looked at."""
    referrals = _waiting(f"{{{','.join(map(str, referral_ids))}}}")
    with policy.asked_once():
        policy.told({one.marketplace: one.digest for one in referrals})
        books = rulebooks_of(referrals)
        made = _advance([(one, books[one.id]) for one in referrals], at=at)
        with copying.together():
            offering.keep(made, at=at)
            history.save_looked(referrals)
    return len(referrals)


class _IsAmong(Func):
    """Whether an id is among those of an array, which is told as text: one value, however many.

    The array is asked for, so that it is expected to be as long whether or not it is known: else it would be
    planned for anew each time.
    """

    arg_joiner = " = ANY(ARRAY(SELECT unnest("
    template = "%(expressions)s::uuid[])))"
    output_field = BooleanField()


class _NotByIndex(Func):
    """A moment by which no rows are looked up: there may be thousands whose time has come."""

    template = "(%(expressions)s + interval '0')"
    output_field = DateTimeField()


@compiled_once
def _waiting(ids: str) -> QuerySet[Any, Any]:
    """Return those of some referrals whose time has come and nobody else is at, locked, with their packs."""
    is_due = LessThanOrEqual(_NotByIndex("next_look_at"), DeskNow())
    due = Referral.objects.filter(_IsAmong("id", Value(ids)), is_due)
    told = due.annotate(digest=policy.running_digest(OuterRef("marketplace")))
    return told.order_by("id").select_for_update(of=("self",), skip_locked=True)


def advance(referral: Referral, book: Rulebook, *, at: datetime) -> None:
    """Take every step that is due of a locked referral and say when to look again; the caller saves it."""
    offering.keep(_advance([(referral, book)], at=at), at=at)


def _advance(referrals: Sequence[tuple[Referral, Rulebook]], *, at: datetime) -> list[Made]:
    return climbing.climb([one for one in referrals if _is_on_its_way(*one, at=at)], at=at)


def _is_on_its_way(referral: Referral, book: Rulebook, *, at: datetime) -> bool:
    """Tell whether a referral goes up the ladder, which begins here where its time has come."""
    if referral.state == ReferralState.SCHEDULED.value:
        _open_window(referral, at=at)
    if referral.state == ReferralState.PENDING.value and referral.round_started_at is None:
        _start_when_somebody_is_there(referral, book, at=at)
    if referral.state == ReferralState.IN_PROGRESS.value:
        _see_whether_called(referral, at=at)
        return False
    if referral.state not in (ReferralState.PENDING.value, ReferralState.HELD.value):
        if referral.state != ReferralState.SCHEDULED.value:
            referral.next_look_at = None
        return False
    return referral.round_started_at is not None


def _open_window(referral: Referral, *, at: datetime) -> None:
    """Begin a round where the window that the resident chose has come: the promise is its end."""
    if referral.window_from is None or at < referral.window_from:
        referral.next_look_at = referral.window_from
        return
    history.move(referral, "open", actor=Actor.system(referral.marketplace), at=at)
    start_round(referral, call_back_by=referral.window_to, at=at)


def _start_when_somebody_is_there(referral: Referral, book: Rulebook, *, at: datetime) -> None:
    if not promising.is_keepable(referral, book, at=at):
        referral.next_look_at = at + LOOK_FOR_SOMEBODY
        return
    start_round(referral, call_back_by=at + book.edition.promise.call_back_within, at=at)
    notices.received(referral, pack=book.pack, at=at)
    history.note(referral, "promise", actor=Actor.system(referral.marketplace), at=at)


def _see_whether_called(referral: Referral, *, at: datetime) -> None:
    """Record the breach of an accepted referral at the very moment by which somebody should have called."""
    due_at = referral.call_back_by
    if due_at is not None and at < due_at:
        referral.next_look_at = due_at
        return
    referral.next_look_at = None
    if due_at is not None and referral.first_attempt_at is None and referral.breached_at is None:
        assert referral.accepted_at is not None
        in_time = referral.accepted_at < due_at
        climbing.breach(referral, BreachCause.NOT_CALLED if in_time else climbing.cause(referral), at=at)


def start_round(referral: Referral, *, call_back_by: datetime | None, at: datetime) -> None:
    """Let a referral go up the ladder from its foot; the caller saves it."""
    referral.round_started_at = at
    referral.call_back_by = call_back_by
    referral.rung = 0
    referral.asked_at = referral.rejected_at = referral.alerted_at = referral.breached_at = None
    referral.next_look_at = at

"""Steps that every change of a referral takes: lock it, move it, write down what happened, tell the pages."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from assistdesk.referrals.models import Offer, Referral, Step
from assistdesk.referrals.models.topics import board_topics, helper_topic, status_topic
from assistdesk.referrals.refusals import MoveNotPossible
from assistdesk.referrals.states import REFERRAL, ReferralState
from assistdesk.shared import transactions
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.live import steps as live
from assistdesk.shared.live.values import Change
from assistdesk.shared.people.actors import Actor

CHANGED, OFFERED = "referral.changed", "offer.changed"

_LOOK_NEXT = """
    UPDATE referrals_referral SET next_look_at = due.at, version = version + 1
    FROM unnest(%s::uuid[], %s::timestamptz[]) AS due (id, at) WHERE referrals_referral.id = due.id
"""


def locked(referral_id: UUID) -> Referral:
    """Return a referral, locked until the transaction ends: the first lock of every change.

    Raises:
        Referral.DoesNotExist: there is none.
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    return Referral.objects.select_for_update(of=("self",)).get(pk=referral_id)


def move(referral: Referral, name: str, *, actor: Actor, at: datetime, reason: str = "") -> None:
    """Make the move called `name` and write it down; the caller saves the referral.

    Raises:
        MoveNotPossible: the referral's state doesn't lead there.
    """
    state = ReferralState(referral.state)
    if not REFERRAL.can(name, state):
        raise MoveNotPossible(state=state.value, move=name)
    referral.state = REFERRAL.target(name).value
    note(referral, name, from_state=state, actor=actor, at=at, reason=reason)


def note(
    referral: Referral,
    what: str,
    *,
    actor: Actor,
    at: datetime,
    from_state: ReferralState | None = None,
    reason: str = "",
    facts: dict[str, object] | None = None,
) -> None:
    """Write down in history and audit log what happened to a referral, and tell the open pages.

    `reason` and `facts` hold keys, identifiers and counts, nothing personal.
    """
    Step.objects.create(
        referral=referral,
        at=at,
        what=what,
        from_state=from_state.value if from_state else "",
        to_state=referral.state,
        who_id=actor.account_id,
        reason=reason,
    )
    audit.record(
        action=f"referrals.referral.{what}",
        subject=referral.id,
        actor=actor,
        at=at,
        facts={"reference": referral.reference, "state": referral.state, "reason": reason} | (facts or {}),
    )
    tell(referral, at=at)


def tell(referral: Referral, *, at: datetime) -> None:
    """Tell the open pages of resident, staff and the helper who has it that a referral changed."""
    tell_together([referral], at=at)


def tell_together(referrals: Iterable[Referral], *, at: datetime) -> None:
    """Tell the same pages that several referrals changed; one statement."""
    live.changed_together([Change(CHANGED, str(one.id), at, frozenset(_topics(one))) for one in referrals])


def _topics(referral: Referral) -> set[str]:
    topics = {status_topic(referral.id), *board_topics(referral.marketplace)}
    if referral.helper_id is not None:
        topics.add(helper_topic(referral.helper_id))
    return topics


def tell_helpers(offers: list[Offer], *, at: datetime) -> None:
    """Tell the open pages of those helpers that their offers changed; one statement."""
    live.changed_together(
        [Change(OFFERED, str(offer.id), at, frozenset({helper_topic(offer.helper_id)})) for offer in offers]
    )


def save(referral: Referral) -> None:
    """Keep a changed referral, which the caller has locked or made, one version on."""
    referral.version += 1
    referral.save(force_update=True)


def save_together(referrals: Sequence[Referral]) -> None:
    """Keep when several locked referrals are looked at next, each one version on; one statement."""
    with connection.cursor() as cursor:
        columns: list[Any] = [[one.id for one in referrals], [one.next_look_at for one in referrals]]
        cursor.execute(_LOOK_NEXT, columns)

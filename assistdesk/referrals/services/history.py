"""Steps that every change of a referral takes: lock it, move it, write down what happened, tell the pages."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from assistdesk.referrals.models import Offer, Referral, Step
from assistdesk.referrals.models.topics import board_topics, helper_topic, status_topic
from assistdesk.referrals.refusals import MoveNotPossible
from assistdesk.referrals.states import REFERRAL, ReferralState
from assistdesk.shared import copying, transactions
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.audit.steps import Recorded
from assistdesk.shared.live import steps as live
from assistdesk.shared.live.values import Change
from assistdesk.shared.people.actors import Actor

CHANGED, OFFERED = "referral.changed", "offer.changed"

_LOOKED = """
    UPDATE referrals_referral SET state = seen.state, call_back_by = seen.call_back_by,
        round_started_at = seen.round_started_at, rung = seen.rung, next_look_at = seen.next_look_at,
        asked_at = seen.asked_at, rejected_at = seen.rejected_at, alerted_at = seen.alerted_at,
        breached_at = seen.breached_at, late_since = seen.late_since, breach_cause = seen.breach_cause,
        version = seen.version
    FROM (
        SELECT * FROM json_to_recordset(%s::json)
            AS each (id uuid, state text, call_back_by timestamptz, round_started_at timestamptz, rung int,
                next_look_at timestamptz, asked_at timestamptz, rejected_at timestamptz,
                alerted_at timestamptz, breached_at timestamptz, late_since timestamptz, breach_cause text,
                version int)
        LIMIT %s
    ) AS seen
    WHERE referrals_referral.id = seen.id
"""
"""With as many rows as it is told: else so many are expected of it that the whole table is read."""

_LOOKED_AT = (
    "id", "state", "call_back_by", "round_started_at", "rung", "next_look_at", "asked_at", "rejected_at",
    "alerted_at", "breached_at", "late_since", "breach_cause", "version",
)  # fmt: skip
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
    note_together([Noted(referral, what, actor, from_state, reason, facts or {})], at=at)


@dataclass(frozen=True, slots=True)
class Noted:
    """One thing that happened to a referral; see `note`."""

    referral: Referral
    what: str
    actor: Actor
    from_state: ReferralState | None = None
    reason: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


def note_together(notes: Sequence[Noted], *, offers: Sequence[Offer] = (), at: datetime) -> None:
    """Write down what happened to several referrals, in order, as `note`; three statements.

    The open pages of the helpers of changed `offers` are told along with it.
    """
    copying.add(
        [
            Step(
                referral=one.referral,
                at=at,
                what=one.what,
                from_state=one.from_state.value if one.from_state else "",
                to_state=one.referral.state,
                who_id=one.actor.account_id,
                reason=one.reason,
            )
            for one in notes
        ]
    )
    audit.record_together(
        [
            Recorded(f"referrals.referral.{one.what}", one.referral.id, one.actor, at, _facts(one))
            for one in notes
        ]
    )
    live.changed_together(
        [*_of_offers(offers, at=at), *_of_referrals([one.referral for one in notes], at=at)]
    )


def _facts(one: Noted) -> dict[str, object]:
    own = {"reference": one.referral.reference, "state": one.referral.state, "reason": one.reason}
    return own | dict(one.facts)


def tell(referral: Referral, *, at: datetime) -> None:
    """Tell the open pages of resident, staff and the helper who has it that a referral changed."""
    tell_together([referral], at=at)


def tell_together(referrals: Iterable[Referral], *, at: datetime) -> None:
    """Tell the same pages that several referrals changed; one statement."""
    live.changed_together(_of_referrals(referrals, at=at))


def _of_referrals(referrals: Iterable[Referral], *, at: datetime) -> list[Change]:
    return [Change(CHANGED, str(one.id), at, frozenset(_topics(one))) for one in referrals]


def _topics(referral: Referral) -> set[str]:
    topics = {status_topic(referral.id), *board_topics(referral.marketplace)}
    if referral.helper_id is not None:
        topics.add(helper_topic(referral.helper_id))
    return topics


def tell_helpers(offers: Sequence[Offer], *, at: datetime) -> None:
    """Tell the open pages of those helpers that their offers changed; one statement."""
    live.changed_together(_of_offers(offers, at=at))


def _of_offers(offers: Iterable[Offer], *, at: datetime) -> list[Change]:
    return [Change(OFFERED, str(one.id), at, frozenset({helper_topic(one.helper_id)})) for one in offers]


def save(referral: Referral) -> None:
    """Keep a changed referral, which the caller has locked or made, one version on."""
    referral.version += 1
    referral.save(force_update=True)


def save_together(referrals: Sequence[Referral]) -> None:
    """Keep when several locked referrals are looked at next, each one version on; one statement."""
    with connection.cursor() as cursor:
        columns: list[Any] = [[one.id for one in referrals], [one.next_look_at for one in referrals]]
        cursor.execute(_LOOK_NEXT, columns)


def save_looked(referrals: Sequence[Referral]) -> None:
    """Keep what a look changed of several locked referrals, each one version on; one statement."""
    if not referrals:
        return
    for one in referrals:
        one.version += 1
    rows = [{name: getattr(one, name) for name in _LOOKED_AT} for one in referrals]
    copying.run(_LOOKED, [json.dumps(rows, default=str), len(rows)])

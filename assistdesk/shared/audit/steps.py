"""Adding to the audit log inside somebody's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from assistdesk.shared import copying, transactions
from assistdesk.shared.audit.models import Entry


class WhoActs(Protocol):
    """What the log needs to know of an actor."""

    @property
    def account_id(self) -> UUID | None:
        """The account that acts; None for the desk itself and for people without an account."""

    @property
    def delegate_id(self) -> UUID | None:
        """The account of who acts for that account; None where it acts in person."""

    @property
    def marketplace(self) -> str | None:
        """The marketplace it acts in."""

    @property
    def role(self) -> str:
        """The role it acts in."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One entry to be added; see `record`."""

    action: str
    subject: UUID | str
    actor: WhoActs
    at: datetime
    facts: Mapping[str, object]


def record(
    *,
    action: str,
    subject: UUID | str,
    actor: WhoActs,
    at: datetime,
    facts: dict[str, object] | None = None,
) -> None:
    """Add one entry: it stands if and only if the caller's transaction commits.

    `action` is `context.noun.verb`; `facts` holds identifiers, times and counts, nothing personal.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    record_together([Recorded(action, subject, actor, at, facts or {})])


def record_together(entries: Sequence[Recorded]) -> None:
    """Add entries in one statement, in their order; as `record`.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    copying.add(
        [
            Entry(
                at=one.at,
                marketplace=one.actor.marketplace or "",
                account_id=one.actor.account_id,
                delegate_id=one.actor.delegate_id,
                role=str(one.actor.role),
                action=one.action,
                subject=str(one.subject),
                facts=dict(one.facts),
            )
            for one in entries
        ]
    )

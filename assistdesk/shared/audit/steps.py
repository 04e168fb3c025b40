"""Adding to the audit log inside somebody's transaction."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from assistdesk.shared import transactions
from assistdesk.shared.audit.models import Entry


class WhoActs(Protocol):
    """What the log needs to know of an actor."""

    @property
    def account_id(self) -> UUID | None:
        """The account that acts; None for the desk itself and for people without an account."""

    @property
    def marketplace(self) -> str | None:
        """The marketplace it acts in."""

    @property
    def role(self) -> str:
        """The role it acts in."""


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
    transactions.required()
    Entry.objects.create(
        at=at,
        marketplace=actor.marketplace or "",
        account_id=actor.account_id,
        role=str(actor.role),
        action=action,
        subject=str(subject),
        facts=facts or {},
    )

"""Whether a helper has a client by referral: asked by who doesn't know referrals, answered by who does."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from assistdesk.shared.people.models import Person


class HoldsReferral(Protocol):
    """Tells whether a helper holds an open referral of somebody who is this person, as far as can be told."""

    def __call__(self, account_id: UUID, person: Person, /, *, at: datetime) -> bool:
        """Return whether they do at `at`."""


_ANSWERED_BY: list[HoldsReferral] = []


def answered_by(ask: HoldsReferral) -> None:
    """Let `ask` be asked, besides whoever registered before."""
    if ask not in _ANSWERED_BY:
        _ANSWERED_BY.append(ask)


def is_held(account_id: UUID, person: Person, *, at: datetime) -> bool:
    """Return whether a helper holds an open referral of this person; no where nobody knows of referrals."""
    return any(ask(account_id, person, at=at) for ask in _ANSWERED_BY)

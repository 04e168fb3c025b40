"""Quick Updates in short, for a helper's home."""

from dataclasses import dataclass
from datetime import datetime

from assistdesk.referrals.queries.offers import open_count
from assistdesk.referrals.queries.own import in_progress_count, registration_of
from assistdesk.referrals.states import RegistrationStatus
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import ReferralsEdition


@dataclass(frozen=True, slots=True)
class QuickUpdates:
    """How many offers wait, how many referrals are in progress, how many were missed in a row, of how many.

    `status` is that of the registration, "none" for one who never took part.
    """

    offers: int
    in_progress: int
    misses: int
    most_misses: int
    status: str
    is_paused: bool

    @property
    def is_in(self) -> bool:
        """Whether the helper takes part now."""
        return self.status == RegistrationStatus.REGISTERED


def quick_updates(actor: Actor, *, edition: ReferralsEdition, at: datetime) -> QuickUpdates:
    """Return what a helper's home says of referrals; three queries."""
    registration = registration_of(actor)
    return QuickUpdates(
        offers=open_count(actor, at=at),
        in_progress=in_progress_count(actor),
        misses=registration.consecutive_misses if registration else 0,
        most_misses=edition.misses.deregister_after,
        status=registration.status if registration else "none",
        is_paused=registration.is_paused if registration else False,
    )

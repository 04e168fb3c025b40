"""What the staff's pages start from: the marketplace's pack, the moment, and the day."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from assistdesk.referrals.queries.staff import pack_for_staff
from assistdesk.shared import clock
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.guards import ActorRequest
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy.schema import Pack, ReferralsEdition

INVALID = 422


@dataclass(frozen=True, slots=True)
class StaffDesk:
    """A marketplace's referrals as one request of staff meets them."""

    pack: Pack
    actor: Actor
    language: str
    at: datetime

    @classmethod
    def of(cls, request: ActorRequest, marketplace: str) -> "StaffDesk":
        """Return the desk of a marketplace whose referrals the actor reads.

        Raises:
            NotThere: they are another marketplace's, or it has none.
        """
        pack = pack_for_staff(request.actor, marketplace=marketplace)
        return cls(pack, request.actor, get_language() or "en", clock.now())

    @property
    def marketplace(self) -> str:
        """The marketplace's key."""
        return self.pack.marketplace

    @property
    def zone(self) -> ZoneInfo:
        """The marketplace's zone."""
        return ZoneInfo(self.pack.identity.zone)

    @property
    def today(self) -> date:
        """The day in the marketplace."""
        return self.at.astimezone(self.zone).date()

    @property
    def edition(self) -> ReferralsEdition:
        """The rules in force today."""
        return self.pack.referrals_on(self.today)

    @property
    def may_assign(self) -> bool:
        """Whether the actor offers referrals by hand, and opens and closes the season."""
        return self.actor.may(Permission.ASSIGN_REFERRALS)

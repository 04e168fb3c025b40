"""What the staff's pages of a marketplace's referrals start from, and who may read them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import Pack, PartName, ReferralsEdition
from assistdesk.shared.refusals import NotThere


def check_reads(actor: Actor, *, marketplace: str) -> None:
    """Check that the actor reads a marketplace's referrals; no query.

    Raises:
        NotThere: they are another marketplace's.
    """
    if not (actor.may(Permission.SEE_REFERRALS) and actor.serves(marketplace)):
        raise NotThere


def pack_for_staff(actor: Actor, *, marketplace: str) -> Pack:
    """Return the pack of a marketplace whose referrals the actor reads; one query.

    Raises:
        NotThere: they are another marketplace's, or it has none.
    """
    check_reads(actor, marketplace=marketplace)
    pack = policy.running(marketplace)
    if not pack.has(PartName.REFERRALS):
        raise NotThere
    return pack


def edition_of(pack: Pack, edition: str, *, at: datetime) -> ReferralsEdition:
    """Return the edition called so, or that of the day of `at` where it is gone."""
    for one in pack.referrals:
        if one.edition == edition:
            return one
    return pack.referrals_on(at.astimezone(ZoneInfo(pack.identity.zone)).date())

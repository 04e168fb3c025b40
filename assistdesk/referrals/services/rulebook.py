"""What a referral is decided under: its marketplace's pack and the edition of its referrals."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from assistdesk.referrals.models import Referral
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import Pack, ReferralsEdition
from assistdesk.shared.refusals import NotThere


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The running pack and the edition that a referral came under."""

    pack: Pack
    edition: ReferralsEdition


def rulebook(marketplace: str, *, at: datetime) -> Rulebook:
    """Return what a request of `at` is decided under.

    Raises:
        NotThere: the marketplace takes no requests at all.
    """
    pack = policy.running(marketplace)
    if not pack.referrals:
        raise NotThere
    return Rulebook(pack, pack.referrals_on(at.astimezone(ZoneInfo(pack.identity.zone)).date()))


def rulebook_of(referral: Referral) -> Rulebook:
    """Return what a referral is decided under: the edition it came under, or its day's where that is gone."""
    pack = policy.running(referral.marketplace)
    for edition in pack.referrals:
        if edition.edition == referral.edition:
            return Rulebook(pack, edition)
    return rulebook(referral.marketplace, at=referral.requested_at)

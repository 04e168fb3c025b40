"""What a referral is decided under: its marketplace's pack and the edition of its referrals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from assistdesk.referrals.models import Referral
from assistdesk.referrals.models.previews import edition_in
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
    return _of(referral, policy.running(referral.marketplace))


def rulebooks_of(referrals: Iterable[Referral]) -> dict[UUID, Rulebook]:
    """Return what each of several referrals is decided under; one query a marketplace."""
    packs: dict[str, Pack] = {}
    books = {}
    for one in referrals:
        if one.marketplace not in packs:
            packs[one.marketplace] = policy.running(one.marketplace)
        books[one.id] = _of(one, packs[one.marketplace])
    return books


def _of(referral: Referral, pack: Pack) -> Rulebook:
    edition = edition_in(pack, referral)
    return Rulebook(pack, edition) if edition else rulebook(referral.marketplace, at=referral.requested_at)

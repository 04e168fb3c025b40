"""Counting what is kept beside helpers' registrations again from their offers and referrals."""

from datetime import datetime
from zoneinfo import ZoneInfo

from assistdesk.referrals.models.counts import miscounts
from assistdesk.shared.policy.schema import Pack

SAID = {
    "consecutive_misses": "misses in a row",
    "open_count": "open referrals",
    "accepts": "accepted offers",
}


def wrong_counts(pack: Pack, *, at: datetime) -> list[str]:
    """Return which counts of a marketplace's helpers are not what their offers and referrals say; one query.

    Each text names an account's id and a count.
    """
    today = pack.referrals_on(at.astimezone(ZoneInfo(pack.identity.zone)).date())
    found = miscounts(marketplace=pack.marketplace, resets=list(today.misses.reset_by))
    return [
        f"{one.account_id}: {one.kept} {SAID[one.column]} are kept, and {one.counted} by the offers"
        for one in found
    ]

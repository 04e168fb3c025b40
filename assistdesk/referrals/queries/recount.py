"""Counting what is kept beside helpers' registrations again from their offers and referrals."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection

from assistdesk.referrals.states import OfferState, ReferralState, RegistrationStatus
from assistdesk.shared.policy.schema import Pack

_STATEMENT = """
    SELECT g.account_id, g.consecutive_misses, g.open_count, g.accepts,
        (SELECT count(*) FROM referrals_offer o
            WHERE o.helper_id = g.account_id AND o.state = %(missed)s AND o.ended_at > greatest(
                coalesce(g.registered_at, '-infinity'),
                coalesce((SELECT max(a.ended_at) FROM referrals_offer a
                    WHERE a.helper_id = g.account_id AND a.state = ANY(%(resets)s)), '-infinity'))),
        (SELECT count(*) FROM referrals_referral r
            WHERE r.helper_id = g.account_id AND r.state = %(in_progress)s),
        (SELECT count(*) FROM referrals_offer o WHERE o.helper_id = g.account_id AND o.state = %(accepted)s)
    FROM referrals_registration g
    WHERE g.marketplace = %(marketplace)s AND g.status <> %(started)s
    ORDER BY g.account_id
"""


def wrong_counts(pack: Pack, *, at: datetime) -> list[str]:
    """Return which counts of a marketplace's helpers are not what their offers and referrals say; one query.

    Each text names an account's id and a count.
    """
    today = pack.referrals_on(at.astimezone(ZoneInfo(pack.identity.zone)).date())
    return list(_differences(marketplace=pack.marketplace, resets=list(today.misses.reset_by)))


def _differences(*, marketplace: str, resets: list[str]) -> Iterator[str]:
    values: dict[str, str | list[str]] = {
        "marketplace": marketplace,
        "resets": resets,
        "missed": OfferState.MISSED.value,
        "accepted": OfferState.ACCEPTED.value,
        "in_progress": ReferralState.IN_PROGRESS.value,
        "started": RegistrationStatus.STARTED.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, values)
        for account_id, *kept_and_counted in cursor.fetchall():
            names = ("misses in a row", "open referrals", "accepted offers")
            kept, counted = kept_and_counted[:3], kept_and_counted[3:]
            for name, one, other in zip(names, kept, counted, strict=True):
                if one != other:
                    yield f"{account_id}: {one} {name} are kept, and {other} by the offers"

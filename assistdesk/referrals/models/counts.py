"""What is kept beside a registration, and the same counted again from its offers and referrals."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from assistdesk.referrals.states import OfferState, ReferralState, RegistrationStatus

COLUMNS = ("consecutive_misses", "open_count", "accepts")

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
        AND (%(account_id)s::uuid IS NULL OR g.account_id = %(account_id)s::uuid)
    ORDER BY g.account_id
"""


@dataclass(frozen=True, slots=True)
class Miscount:
    """One column of a registration that is not what offers and referrals say."""

    account_id: UUID
    column: str
    kept: int
    counted: int


def miscounts(*, marketplace: str, resets: list[str], account_id: UUID | None = None) -> Iterator[Miscount]:
    """Yield what is wrong of a marketplace's registrations, or of one; `resets` end a row of misses.

    One query.
    """
    values: dict[str, str | list[str] | UUID | None] = {
        "marketplace": marketplace,
        "account_id": account_id,
        "resets": resets,
        "missed": OfferState.MISSED.value,
        "accepted": OfferState.ACCEPTED.value,
        "in_progress": ReferralState.IN_PROGRESS.value,
        "started": RegistrationStatus.STARTED.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, values)
        rows = cursor.fetchall()
    for account, *kept_and_counted in rows:
        for column, kept, counted in zip(COLUMNS, kept_and_counted[:3], kept_and_counted[3:], strict=True):
            if kept != counted:
                yield Miscount(account, column, kept, counted)

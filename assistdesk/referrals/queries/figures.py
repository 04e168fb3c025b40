"""How well the promise is kept: figures of the referrals that were asked for in some spans of time.

One statement reads the referrals of all spans by the index of their time, with their offers and attempts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from assistdesk.referrals.models import Registration
from assistdesk.referrals.queries.staff import check_reads
from assistdesk.referrals.states import OPEN_STATES, OfferState, ReferralState, RegistrationStatus
from assistdesk.shared.people.actors import Actor

_STATEMENT = """
    WITH span AS (
        SELECT * FROM unnest(%(keys)s::text[], %(starts)s::timestamptz[], %(ends)s::timestamptz[])
            AS s(key, starts_at, ends_at)
    ), asked AS (
        SELECT id, state, requested_at, coalesce(window_from, requested_at) AS counts_from, call_back_by,
            ended_at, breach_cause
        FROM referrals_referral
        WHERE marketplace = %(marketplace)s AND requested_at >= %(from)s AND requested_at < %(until)s
    ), offered AS (
        SELECT referral_id, min(ended_at) FILTER (WHERE state = %(accepted)s) AS accepted_at,
            count(*) AS offers, count(*) FILTER (WHERE state = %(missed)s) AS missed
        FROM referrals_offer WHERE referral_id IN (SELECT id FROM asked) GROUP BY referral_id
    ), called AS (
        SELECT referral_id, min(at) AS called_at
        FROM referrals_attempt WHERE referral_id IN (SELECT id FROM asked) GROUP BY referral_id
    ), joined AS (
        SELECT a.*, o.accepted_at, coalesce(o.offers, 0) AS offers, coalesce(o.missed, 0) AS missed,
            coalesce(c.called_at, CASE WHEN a.state = %(complete)s THEN a.ended_at END) AS called_at
        FROM asked a
        LEFT JOIN offered o ON o.referral_id = a.id LEFT JOIN called c ON c.referral_id = a.id
    ), judged AS (
        SELECT j.*,
            CASE
                WHEN breach_cause <> '' THEN false
                WHEN call_back_by IS NULL THEN NULL
                WHEN called_at IS NOT NULL THEN called_at < call_back_by
                WHEN call_back_by <= least(%(at)s, ended_at) THEN false
            END AS is_kept,
            CASE
                WHEN accepted_at IS NOT NULL THEN true
                WHEN state = %(unfilled)s THEN false
                WHEN state = ANY(%(open)s) AND call_back_by <= %(at)s THEN false
            END AS is_filled
        FROM joined j
    )
    SELECT s.key, count(j.id), count(*) FILTER (WHERE is_filled), count(is_filled),
        count(*) FILTER (WHERE is_kept), count(is_kept),
        percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (
            ORDER BY extract(epoch FROM greatest(accepted_at, counts_from) - counts_from)
        ) FILTER (WHERE accepted_at IS NOT NULL),
        percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (
            ORDER BY extract(epoch FROM greatest(called_at, counts_from) - counts_from)
        ) FILTER (WHERE called_at IS NOT NULL),
        coalesce(sum(offers), 0), coalesce(sum(missed), 0),
        count(*) FILTER (WHERE state = %(cancelled)s)
    FROM span s LEFT JOIN judged j ON j.requested_at >= s.starts_at AND j.requested_at < s.ends_at
    GROUP BY s.key
"""


Value = str | datetime | list[str] | list[datetime]
"""What the statement is given."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time under a name: `starts_at` inclusive, `ends_at` exclusive."""

    key: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Spread:
    """The median and the 90th percentile of some times; None where nothing was measured."""

    half: timedelta | None
    most: timedelta | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What is said of the referrals asked for in a span.

    `filled` of the `decided` ones were accepted by somebody; the others are unfilled, or past their moment.
    The promise was kept for `kept` of the `promised` ones for which that is decided: an attempt to call came
    before the moment. Times run from the request, or from the start of the window that was chosen.
    `deregistered` are the helpers who lost their registration in the span and have not come back.
    """

    key: str
    asked: int
    filled: int
    decided: int
    kept: int
    promised: int
    to_accept: Spread
    to_call: Spread
    offers: int
    missed: int
    cancelled: int
    deregistered: int

    @property
    def fill_rate(self) -> float | None:
        """The share that was accepted, from 0 to 1; None where nothing is decided."""
        return self.filled / self.decided if self.decided else None

    @property
    def kept_share(self) -> float | None:
        """The share for which the promise was kept, from 0 to 1; None where nothing is decided."""
        return self.kept / self.promised if self.promised else None


def figures(actor: Actor, spans: Sequence[Span], *, marketplace: str, at: datetime) -> list[Figures]:
    """Return the figures of each span as of `at`, in the spans' order; two queries.

    Raises:
        NotThere: they are not the actor's to read.
    """
    check_reads(actor, marketplace=marketplace)
    gone = _deregistered(spans, marketplace=marketplace)
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, _values(spans, marketplace=marketplace, at=at))
        rows = {row[0]: row[1:] for row in cursor.fetchall()}
    return [_figures(one.key, rows[one.key], gone.get(one.key, 0)) for one in spans]


def _values(spans: Sequence[Span], *, marketplace: str, at: datetime) -> dict[str, Value]:
    return {
        "keys": [one.key for one in spans],
        "starts": [one.starts_at for one in spans],
        "ends": [one.ends_at for one in spans],
        "from": min(one.starts_at for one in spans),
        "until": max(one.ends_at for one in spans),
        "marketplace": marketplace,
        "at": at,
        "accepted": OfferState.ACCEPTED.value,
        "missed": OfferState.MISSED.value,
        "complete": ReferralState.COMPLETE.value,
        "unfilled": ReferralState.UNFILLED.value,
        "cancelled": ReferralState.CANCELLED.value,
        "open": sorted(state.value for state in OPEN_STATES),
    }


def _deregistered(spans: Sequence[Span], *, marketplace: str) -> dict[str, int]:
    counts = {
        one.key: Count("pk", filter=Q(ended_at__gte=one.starts_at, ended_at__lt=one.ends_at)) for one in spans
    }
    gone = Registration.objects.filter(marketplace=marketplace, status=RegistrationStatus.DEREGISTERED.value)
    return gone.aggregate(**counts)


def _figures(key: str, row: Sequence[Any], deregistered: int) -> Figures:
    asked, filled, decided, kept, promised, accept, call, offers, missed, cancelled = row
    return Figures(
        key=key,
        asked=asked,
        filled=filled,
        decided=decided,
        kept=kept,
        promised=promised,
        to_accept=_spread(accept),
        to_call=_spread(call),
        offers=int(offers),
        missed=int(missed),
        cancelled=cancelled,
        deregistered=deregistered,
    )


def _spread(seconds: list[float | None] | None) -> Spread:
    half, most = (
        timedelta(seconds=float(one)) if one is not None else None for one in seconds or (None, None)
    )
    return Spread(half, most)

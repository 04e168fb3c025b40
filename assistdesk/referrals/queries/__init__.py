"""Questions that the pages and the API of referrals ask."""

from assistdesk.referrals.models.previews import language_name
from assistdesk.referrals.queries.offers import (
    OfferPage,
    OfferRow,
    lately,
    missed,
    offers,
    open_count,
    row_of,
)
from assistdesk.referrals.queries.own import (
    Happened,
    OwnRow,
    attempts,
    completed,
    edition_of,
    history,
    in_progress,
    in_progress_count,
    registration_of,
)
from assistdesk.referrals.queries.participation import Participation, participation
from assistdesk.referrals.queries.quick import QuickUpdates, quick_updates
from assistdesk.referrals.queries.topics import topics_of

__all__ = [
    "Happened",
    "OfferPage",
    "OfferRow",
    "OwnRow",
    "Participation",
    "QuickUpdates",
    "attempts",
    "completed",
    "edition_of",
    "history",
    "in_progress",
    "in_progress_count",
    "language_name",
    "lately",
    "missed",
    "offers",
    "open_count",
    "participation",
    "quick_updates",
    "registration_of",
    "row_of",
    "topics_of",
]

"""What a helper is offered: open ones, what became of the last ones, and every one of them page by page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from assistdesk.referrals.models import Offer
from assistdesk.referrals.models.previews import edition_in, preview
from assistdesk.referrals.states import OfferState
from assistdesk.shared import cursors
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.refusals import FieldError, InvalidInput

ENDED_SHOWN_FOR = timedelta(minutes=30)
"""How long the Referral Manager still shows an offer that is over, so that nobody wonders where it is."""

MOST_SHOWN = 50
LONGEST_OPEN = timedelta(days=2)
"""No window of an offer is longer: what was made before is not open any more."""

PAGE, MOST = 50, 200


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One offer to one helper.

    `preview` has what the pack shows before acceptance, by its names. `is_in_line`: Accept was pressed while
    somebody else held the referral. `held_until`: the referral is held for this offer, exclusive.
    `reference` is there for who accepted alone.
    """

    id: UUID
    kind: str
    state: str
    ending: str
    offered_at: datetime
    closes_at: datetime
    ended_at: datetime | None
    answered_at: datetime | None
    preview: dict[str, str]
    is_in_line: bool
    held_until: datetime | None
    reference: str | None

    @property
    def answer_by(self) -> datetime:
        """Until when it may be answered, exclusive."""
        return self.held_until or self.closes_at

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == OfferState.OFFERED


@dataclass(frozen=True, slots=True)
class OfferPage:
    """Some offers, the newest first, and where the next page goes on."""

    items: list[OfferRow]
    next: str | None


def row_of(one: Offer, *, pack: Pack, language: str) -> OfferRow:
    """Return an offer, its referral fetched with it, as its helper sees it."""
    referral = one.referral
    edition = edition_in(pack, referral) or pack.referrals[-1]
    known = preview(referral, edition, language=language)
    return OfferRow(
        id=one.id,
        kind=one.kind,
        state=one.state,
        ending=one.ending,
        offered_at=one.offered_at,
        closes_at=one.closes_at,
        ended_at=one.ended_at,
        answered_at=one.answered_at,
        preview={name: known[name] for name in edition.offers.preview if name in known},
        is_in_line=one.waits_since is not None and one.state == OfferState.OFFERED,
        held_until=referral.held_until if referral.held_offer_id == one.id else None,
        reference=referral.reference if referral.taken_offer_id == one.id else None,
    )


def lately(actor: Actor, *, pack: Pack, language: str, at: datetime) -> list[OfferRow]:
    """Return what the actor is offered now and what ended a moment ago, in the order it came; one query.

    What the actor accepted or rejected is not among it.
    """
    since = Q(state=OfferState.OFFERED.value) | Q(
        state__in=[OfferState.MISSED.value, OfferState.WITHDRAWN.value], ended_at__gt=at - ENDED_SHOWN_FOR
    )
    found = Offer.objects.filter(since, helper_id=actor.account_id, offered_at__gt=at - LONGEST_OPEN)
    rows = found.select_related("referral").order_by("offered_at", "id")[:MOST_SHOWN]
    return [row_of(one, pack=pack, language=language) for one in rows]


def missed(actor: Actor, *, pack: Pack, language: str, limit: int) -> list[OfferRow]:
    """Return the offers that the actor missed last, the newest first; one query."""
    found = Offer.objects.filter(helper_id=actor.account_id, state=OfferState.MISSED.value)
    rows = found.select_related("referral").order_by("-offered_at", "-id")[:limit]
    return [row_of(one, pack=pack, language=language) for one in rows]


def open_count(actor: Actor, *, at: datetime) -> int:
    """Return how many offers wait for the actor's answer."""
    found = Offer.objects.open().filter(helper_id=actor.account_id, offered_at__gt=at - LONGEST_OPEN)
    return found.count()


def offers(
    actor: Actor, *, pack: Pack, states: Iterable[str], language: str, cursor: str | None, limit: int
) -> OfferPage:
    """Return the actor's offers in any of `states`, all where none is named, the newest first; one query.

    Raises:
        InvalidInput: a state is unknown, or the cursor is not one of this list.
    """
    wanted = list(states)
    if not set(wanted) <= {state.value for state in OfferState}:
        raise InvalidInput([FieldError("state", "Choose one of those offered.")])
    found = Offer.objects.filter(helper_id=actor.account_id)
    if wanted:
        found = found.filter(state__in=wanted)
    place = cursors.decode(cursor, parts=2)
    if place is not None:
        offered_at, last = cursors.moment(place[0]), cursors.key(place[1])
        found = found.filter(Q(offered_at__lte=offered_at), Q(offered_at__lt=offered_at) | Q(id__lt=last))
    limit = max(1, min(limit, MOST))
    rows = list(found.select_related("referral").order_by("-offered_at", "-id")[: limit + 1])
    following = None
    if len(rows) > limit:
        following = cursors.encode(rows[limit - 1].offered_at.isoformat(), str(rows[limit - 1].id))
    return OfferPage([row_of(one, pack=pack, language=language) for one in rows[:limit]], following)

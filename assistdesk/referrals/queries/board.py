"""The staff's board: open referrals against the promise, the most at risk first; nothing tells who asked."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Q

from assistdesk.referrals.models import Duty, Offer, Referral
from assistdesk.referrals.models.referrals import ReferralQuerySet
from assistdesk.referrals.queries.staff import check_reads, edition_of
from assistdesk.referrals.rules.ladder import asking_steps
from assistdesk.referrals.states import FREE_STATES, OfferState, ReferralState
from assistdesk.shared import cursors
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.policy.schema import Pack

PAGE = 50
NAMES_SHOWN = 3
ZIP_SHOWN = 3
"""Digits of a ZIP code on a board: the area, and not who."""


class Show(StrEnum):
    """The lists of the board: who waits for a call, who has no promise yet, who is being helped."""

    WAITING = "waiting"
    LATER = "later"
    HELPED = "helped"


ORDER = {Show.WAITING: "call_back_by", Show.LATER: "requested_at", Show.HELPED: "last_news_at"}
"""By which moment each list goes, the earliest first; every row of a list has it."""

_CALLED = Q(first_attempt_at__isnull=False, state=ReferralState.IN_PROGRESS.value)
_LISTS = {
    Show.WAITING: Q(call_back_by__isnull=False) & ~_CALLED,
    Show.LATER: Q(call_back_by__isnull=True) & ~_CALLED,
    Show.HELPED: _CALLED,
}


@dataclass(frozen=True, slots=True)
class BoardCounts:
    """How many open referrals there are in each list, and how many of those that wait need a person.

    `late` wait past their moment; `for_staff` nobody took, so that staff were told.
    """

    waiting: int
    late: int
    for_staff: int
    later: int
    helped: int


@dataclass(frozen=True, slots=True)
class OnDuty:
    """How many helpers are on duty, and how many of them take one more."""

    there: int
    free: int


@dataclass(frozen=True, slots=True)
class Asked:
    """How many helpers' offers of this round stand so, and the last names of those, `NAMES_SHOWN` at most."""

    state: str
    count: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One open referral. `steps` of `all_steps` asking steps of the ladder were taken in this round."""

    reference: str
    state: str
    is_alerted: bool
    program: str
    language: str
    zip_area: str
    county: str
    requested_at: datetime
    call_back_by: datetime | None
    window_from: datetime | None
    window_to: datetime | None
    last_news_at: datetime | None
    round: int
    steps: int
    all_steps: int
    helper: str
    asked: tuple[Asked, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A page of one of the lists."""

    show: Show
    items: list[BoardRow]
    next: str | None


def counts(actor: Actor, *, marketplace: str, at: datetime) -> BoardCounts:
    """Return how many open referrals a marketplace has in each list; one query.

    Raises:
        NotThere: they are not the actor's to read.
    """
    check_reads(actor, marketplace=marketplace)
    waits = _LISTS[Show.WAITING]
    for_staff = Q(state=ReferralState.UNFILLED.value) | Q(alerted_at__isnull=False, state__in=_free())
    found = (
        Referral.objects.open()
        .filter(marketplace=marketplace)
        .aggregate(
            waiting=Count("id", filter=waits),
            late=Count("id", filter=waits & Q(call_back_by__lte=at)),
            for_staff=Count("id", filter=for_staff),
            later=Count("id", filter=_LISTS[Show.LATER]),
            helped=Count("id", filter=_LISTS[Show.HELPED]),
        )
    )
    return BoardCounts(**found)


def on_duty(actor: Actor, *, marketplace: str, at: datetime) -> OnDuty:
    """Return how many helpers of a marketplace are on duty; one query.

    Raises:
        NotThere: it is not the actor's to read.
    """
    check_reads(actor, marketplace=marketplace)
    there = Duty.objects.filter(marketplace=marketplace, on_from__lte=at, on_until__gt=at).aggregate(
        there=Count("registration_id", distinct=True),
        free=Count("registration_id", distinct=True, filter=Q(is_free=True)),
    )
    return OnDuty(**there)


def page(
    actor: Actor,
    *,
    pack: Pack,
    show: Show,
    at: datetime,
    cursor: str | None = None,
    limit: int = PAGE,
) -> BoardPage:
    """Return a page of one list, the most pressing first; two queries.

    Raises:
        NotThere: they are not the actor's to read.
        InvalidInput: the cursor is not one of this list.
    """
    check_reads(actor, marketplace=pack.marketplace)
    order = ORDER[show]
    listed = Referral.objects.open().filter(_LISTS[show], marketplace=pack.marketplace)
    listed = _after(listed, order, cursor).select_related("helper").order_by(order, "id")
    rows = list(listed[: limit + 1])
    following = None
    if len(rows) > limit:
        edge = rows[limit - 1]
        following = cursors.encode(getattr(edge, order).isoformat(), str(edge.id))
    asked = _asked([one.id for one in rows[:limit]])
    items = [_row(one, pack, asked.get(one.id, ()), at=at) for one in rows[:limit]]
    return BoardPage(show, items, following)


def _after(listed: ReferralQuerySet, order: str, cursor: str | None) -> ReferralQuerySet:
    place = cursors.decode(cursor, parts=2)
    if place is None:
        return listed
    moment, last = cursors.moment(place[0]), cursors.key(place[1])
    return listed.filter(Q(**{f"{order}__gt": moment}) | Q(**{order: moment, "id__gt": last}))


def _asked(ids: list[UUID]) -> dict[UUID, tuple[Asked, ...]]:
    """Return what became of the offers of each referral's present round."""
    offers = (
        Offer.objects.filter(referral_id__in=ids, round=F("referral__round"))
        .values_list("referral_id", "state")
        .annotate(count=Count("id"), names=ArrayAgg("helper__name", order_by="-offered_at"))
    )
    order = list(OfferState)
    found: dict[UUID, list[Asked]] = {}
    for referral_id, state, count, names in offers:
        found.setdefault(referral_id, []).append(Asked(state, count, tuple(names[:NAMES_SHOWN])))
    return {
        key: tuple(sorted(each, key=lambda one: order.index(OfferState(one.state))))
        for key, each in found.items()
    }


def _row(one: Referral, pack: Pack, asked: tuple[Asked, ...], *, at: datetime) -> BoardRow:
    ladder = edition_of(pack, one.edition, at=at).ladder
    return BoardRow(
        reference=one.reference,
        state=one.state,
        is_alerted=one.alerted_at is not None,
        program=one.program,
        language=one.language,
        zip_area=one.zip_code[:ZIP_SHOWN],
        county=one.county,
        requested_at=one.requested_at,
        call_back_by=one.call_back_by,
        window_from=one.window_from,
        window_to=one.window_to,
        last_news_at=one.last_news_at,
        round=one.round,
        steps=one.rung,
        all_steps=len(asking_steps(ladder)),
        helper=one.helper.name if one.helper else "",
        asked=asked,
    )


def _free() -> list[str]:
    return sorted(state.value for state in FREE_STATES)

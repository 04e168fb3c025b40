"""How each helper's clients consented in a span of days: who asked by voice more than others do."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet

from assistdesk.consent.models import Association
from assistdesk.consent.states import RequestMethod
from assistdesk.shared import cursors
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Helper
from assistdesk.shared.policy.schema import Pack
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere

MOST = 50
USUAL_DAYS = timedelta(days=30)
ONE_DAY = timedelta(days=1)
WHOLE = 1000
ORDER_MESSAGE = "The last day comes before the first one."
ASKED = [RequestMethod.ELECTRONIC.value, RequestMethod.VERBAL.value]


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days of a marketplace, both included. `npn` narrows it to one helper; empty: all."""

    first: date
    last: date
    npn: str = ""

    def moments(self, pack: Pack) -> tuple[datetime, datetime]:
        """Return when the span begins, inclusive, and ends, exclusive."""
        zone = ZoneInfo(pack.identity.zone)
        end = datetime.combine(self.last + ONE_DAY, time(), tzinfo=zone)
        return datetime.combine(self.first, time(), tzinfo=zone), end


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One helper: how many consents there were, how many of them by voice, and that as a share of 100."""

    account_id: UUID
    name: str = field(repr=False)
    npn: str
    consents: int
    verbal: int
    percent: float


@dataclass(frozen=True, slots=True)
class SharePage:
    """A page of helpers, the largest share first; `next` is the cursor of the page after it."""

    items: list[ShareRow]
    next: str | None


@dataclass(frozen=True, slots=True)
class VerbalRow:
    """One consent by voice; `thread` leads to its records. `why` is what opened that way."""

    thread: UUID
    case_number: str
    why: str
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class VerbalPage:
    """A page of a helper's consents by voice, the newest first; `next` as there."""

    name: str = field(repr=False)
    items: list[VerbalRow] = field(default_factory=list)
    next: str | None = None


def span_asked(*, first: date | None, last: date | None, npn: str, today: date) -> Span:
    """Return the span that is asked for; without days the thirty that end today.

    Raises:
        InvalidInput: it ends before it begins.
    """
    last = last or today
    first = first or last - USUAL_DAYS + ONE_DAY
    if first > last:
        raise InvalidInput([FieldError("last", ORDER_MESSAGE)])
    return Span(first, last, npn.strip())


def shares(actor: Actor, span: Span, *, pack: Pack, cursor: str | None) -> SharePage:
    """Return each helper's share of consents by voice, of those that were asked for and given; two queries.

    Raises:
        NotThere: the actor belongs to another marketplace.
        InvalidInput: the cursor is not one of this list.
    """
    if not actor.serves(pack.marketplace):
        raise NotThere
    rows = _given(span, pack)
    if span.npn:
        rows = rows.filter(grant__account__helper__npn=span.npn)
    counted = rows.values("grant__account_id", "grant__account__name").annotate(
        consents=Count("pk"), verbal=Count("pk", filter=Q(method=RequestMethod.VERBAL.value))
    )
    ranked = counted.annotate(share=F("verbal") * WHOLE / F("consents"))
    place = cursors.decode(cursor, parts=2)
    if place is not None:
        share, key = _number(place[0]), cursors.key(place[1])
        ranked = ranked.filter(Q(share__lt=share) | Q(share=share, grant__account_id__gt=key))
    found = list(ranked.order_by("-share", "grant__account_id")[: MOST + 1])
    numbers = _numbers([one["grant__account_id"] for one in found[:MOST]])
    items = [
        ShareRow(
            one["grant__account_id"],
            one["grant__account__name"],
            numbers.get(one["grant__account_id"], ""),
            one["consents"],
            one["verbal"],
            one["share"] / 10,
        )
        for one in found[:MOST]
    ]
    last = found[MOST - 1] if found[MOST:] else None
    following = cursors.encode(str(last["share"]), str(last["grant__account_id"])) if last else None
    return SharePage(items, following)


def verbal_of(actor: Actor, account_id: UUID, span: Span, *, pack: Pack, cursor: str | None) -> VerbalPage:
    """Return one helper's consents by voice.

    Raises:
        NotThere: the actor belongs to another marketplace, or the helper has none in the span.
        InvalidInput: the cursor is not one of this list.
    """
    if not actor.serves(pack.marketplace):
        raise NotThere
    rows = _given(span, pack).filter(grant__account_id=account_id, method=RequestMethod.VERBAL.value)
    place = cursors.decode(cursor, parts=2)
    if place is not None:
        at, key = cursors.moment(place[0]), cursors.key(place[1])
        rows = rows.filter(Q(started_at__lt=at) | Q(started_at=at, grant_id__lt=key))
    rows = rows.select_related("request", "case", "grant__account")
    found = list(rows.order_by("-started_at", "-grant_id")[: MOST + 1])
    if not found:
        raise NotThere
    last = found[MOST - 1] if found[MOST:] else None
    following = cursors.encode(last.started_at.isoformat(), str(last.grant_id)) if last else None
    return VerbalPage(found[0].grant.account.name, [_row(one) for one in found[:MOST]], following)


def _given(span: Span, pack: Pack) -> QuerySet[Association]:
    start, end = span.moments(pack)
    return Association.objects.filter(
        marketplace=pack.marketplace, started_at__gte=start, started_at__lt=end, method__in=ASKED
    )


def _row(one: Association) -> VerbalRow:
    why = one.request.spoken_why if one.request else ""
    return VerbalRow(one.request_id or one.grant_id, one.case.case_number, why, one.started_at, one.ended_at)


def _numbers(account_ids: list[UUID]) -> dict[UUID, str]:
    return dict(Helper.objects.filter(pk__in=account_ids).values_list("account_id", "npn"))


def _number(written: str) -> int:
    if not (written.isascii() and written.isdecimal()):
        raise InvalidInput([FieldError("cursor", "Take the cursor from the answer before, as it is.")])
    return int(written)

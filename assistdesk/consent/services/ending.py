"""How a request ends without an answer: out of time, its page gone, taken back, or never delivered."""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from assistdesk.consent.models import ConsentRequest
from assistdesk.consent.models.requests import OPEN
from assistdesk.consent.refusals import NotPossible, RequestNotFound
from assistdesk.consent.rules import deadlines
from assistdesk.consent.rules.deadlines import Deadlines
from assistdesk.consent.services import history, notices, ways
from assistdesk.consent.services.rulebook import Rulebook, rulebook_of
from assistdesk.consent.services.ways import Asked
from assistdesk.consent.states import REQUEST, Ending, RequestMethod, RequestState, Step
from assistdesk.shared import transactions
from assistdesk.shared.compiled import compiled_once
from assistdesk.shared.deadlines import DeskNow
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import Refusal

AT_ONCE = 100


def leave(request_id: UUID, *, actor: Actor, at: datetime) -> ConsentRequest:
    """End a pending request because its helper left the page; what has ended already stays as it is.

    Raises:
        RequestNotFound: there is none of the actor's.
    """
    return _ended(request_id, _leave, actor=actor, at=at)


def cancel(request_id: UUID, *, actor: Actor, at: datetime) -> ConsentRequest:
    """Take a request back before it is confirmed; a second time changes nothing.

    Raises:
        RequestNotFound: there is none of the actor's.
        NotPossible: it was confirmed.
    """
    return _ended(request_id, _cancel, actor=actor, at=at)


@transaction.atomic(durable=True)
def step_away(request_id: UUID, *, visit: int, actor: Actor, at: datetime) -> None:
    """Note that a request's page is being left: no answer counts, unless the page is back within seconds.

    `visit` is which opening of the page is left. One that was opened again since, by a reload, goes on: a
    browser says that it leaves the old page only when the new one is there.

    Raises:
        RequestNotFound: there is none of the actor's.
    """
    row = history.locked_own(request_id, actor=actor)
    grace = rulebook_of(row).edition.requests.refresh_every
    pending = ConsentRequest.objects.filter(pk=row.pk, state=RequestState.PENDING.value)
    pending.filter(lease_at__isnull=False, visits=visit).update(
        away_until=Coalesce(F("away_until"), DeskNow() + grace)
    )
    history.note(row, "stepped_away", actor=actor, at=at)


def seen(request_id: UUID, *, is_visit: bool, actor: Actor, at: datetime) -> ConsentRequest:
    """Note a sign of life of a request's page, and return the request as it stands.

    `is_visit`: the page was opened, not only asked again.

    Raises:
        RequestNotFound: there is none of the actor's.
    """
    row = next(iter(_by_id(request_id)), None)
    if row is None or actor.account_id is None or row.helper_id != actor.account_id:
        raise RequestNotFound
    if row.state not in OPEN or (row.confirm_by is not None and row.confirm_by > at):
        return row
    return _alive_or_over(request_id, is_visit=is_visit, actor=actor, at=at)


@transaction.atomic(durable=True)
def _alive_or_over(request_id: UUID, *, is_visit: bool, actor: Actor, at: datetime) -> ConsentRequest:
    row = history.locked_own(request_id, actor=actor)
    if row.state not in OPEN:
        return row
    lease = rulebook_of(row).edition.requests.lease
    own = ConsentRequest.objects.filter(pk=row.pk)
    signs = {"lease_at": DeskNow() + lease, "away_until": None, "visits": F("visits") + int(is_visit)}
    is_alive = row.state == RequestState.PENDING.value and own.watched().update(**signs)
    if is_alive or settle(row, at=at):
        row.refresh_from_db()
    return row


def heard_of(helper_ids: Collection[UUID]) -> None:
    """Note a sign of life of helpers whose stream is open: for their pending requests that are not away."""
    _alive(Q(helper_id__in=helper_ids))


def heard_of_pages(open_pages: Collection[tuple[UUID, UUID]]) -> None:
    """Note a sign of life of the open pages of requests, each of a helper and of one of theirs."""
    ids = {request_id for _, request_id in open_pages}
    known = ConsentRequest.objects.watched().filter(pk__in=ids).values_list("helper_id", "id")
    _alive(Q(pk__in=[request_id for _, request_id in set(known) & set(open_pages)]))


def _alive(whose: Q) -> None:
    alive = ConsentRequest.objects.watched().filter(whose, away_until__isnull=True)
    for marketplace, edition in alive.values_list("marketplace", "edition").distinct():
        same = alive.filter(marketplace=marketplace, edition=edition)
        one = same.first()
        if one is not None:
            same.update(lease_at=DeskNow() + rulebook_of(one).edition.requests.lease)


def expire_due(*, at: datetime) -> int:
    """End requests whose time is over, a hundred at most; return how many. Safe to run twice or late."""
    due = ConsentRequest.objects.overdue().order_by("ends_at", "id")
    count = 0
    for request_id in list(due.values_list("id", flat=True)[:AT_ONCE]):
        with transaction.atomic(durable=True):
            count += settle(history.locked(request_id), at=at)
    return count


def fail_undelivered(*, at: datetime) -> int:
    """End pending requests whose message two tries could not hand to any provider; return how many."""
    pending = ConsentRequest.objects.filter(state=RequestState.PENDING.value)
    tried = pending.filter(Exists(notices.tried_in_vain(OuterRef("pk")))).order_by("started_at", "id")
    count = 0
    for request_id in list(tried.values_list("id", flat=True)[:AT_ONCE]):
        if notices.is_given_up(request_id):
            with transaction.atomic(durable=True):
                count += _fail(history.locked(request_id), at=at)
    return count


def fate_changed(request_id: UUID, *, at: datetime) -> None:
    """Let a pending request fail whose message can't arrive any more, inside the caller's transaction.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    for row in _by_id(request_id):
        if row.state == RequestState.PENDING.value and notices.is_failed(request_id):
            _fail(history.locked(request_id), at=at)
        else:
            history.tell([row], at=at)


@compiled_once
def _by_id(request_id: UUID) -> QuerySet[ConsentRequest]:
    return ConsentRequest.objects.select_related("person").filter(pk=request_id)


def settle(row: ConsentRequest, *, at: datetime) -> bool:
    """End a locked request if its time is over by the database's clock; return whether it was.

    One whose message no provider ever took has failed: the client had no chance to answer.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    overdue = next(iter(_overdue(row.id)), None)
    if overdue is None:
        return False
    if overdue.state == RequestState.APPROVED.value:
        return _end(row, "expire", Ending.UNCONFIRMED, at=at)
    moment: datetime = overdue.moment  # type: ignore[attr-defined]  # annotated above
    why = deadlines.ending(deadlines_of(overdue), at=moment) or Ending.NO_RESPONSE
    is_electronic = row.method == RequestMethod.ELECTRONIC.value
    if why is Ending.NO_RESPONSE and is_electronic and notices.has_nowhere_arrived(row.id):
        return _end(row, "fail", None, at=at)
    return _end(row, "leave" if why is Ending.LEFT else "expire", why, at=at)


@compiled_once
def _overdue(request_id: UUID) -> QuerySet[ConsentRequest]:
    return ConsentRequest.objects.overdue().filter(pk=request_id).annotate(moment=DeskNow())


def settle_for_good(row: ConsentRequest, *, at: datetime) -> None:
    """End a locked request whose client was just told that it has expired; also one that is away for now.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    if not settle(row, at=at) and row.away_until and REQUEST.can("leave", RequestState(row.state)):
        _end(row, "leave", Ending.LEFT, at=at)


def settled_between(helper_id: UUID, person_id: UUID, *, book: Rulebook, at: datetime) -> Asked:
    """Return what a helper asked a client, with those requests ended whose time is over.

    It happens in the caller's transaction; where none is under way it is one query.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    before = ways.asked(helper_id, person_id, book=book, at=at)
    if not before.is_open:
        return before
    overdue = ConsentRequest.objects.overdue().filter(helper_id=helper_id, person_id=person_id)
    for request_id in list(overdue.order_by("id").values_list("id", flat=True)):
        settle(history.locked(request_id), at=at)
    return ways.asked(helper_id, person_id, book=book, at=at)


def deadlines_of(row: ConsentRequest) -> Deadlines:
    """Return the deadlines of a pending request, as the rules know them."""
    return Deadlines(row.expires_at, row.lease_at, row.away_until)


def failed(row: ConsentRequest, *, at: datetime) -> bool:
    """End a locked request whose message can't arrive; return whether it was pending."""
    return _fail(row, at=at)


def _ended(
    request_id: UUID, how: Callable[..., Refusal | None], *, actor: Actor, at: datetime
) -> ConsentRequest:
    with transaction.atomic(durable=True):
        row = history.locked_own(request_id, actor=actor)
        settle(row, at=at)
        row.refresh_from_db()
        refused = how(row, actor=actor, at=at)
        row.refresh_from_db()
    if refused is not None:
        raise refused
    return row


def _leave(row: ConsentRequest, *, actor: Actor, at: datetime) -> Refusal | None:
    if REQUEST.can("leave", RequestState(row.state)):
        _end(row, "leave", Ending.LEFT, actor=actor, at=at)
    return None


def _cancel(row: ConsentRequest, *, actor: Actor, at: datetime) -> Refusal | None:
    state = RequestState(row.state)
    if REQUEST.can("cancel", state):
        _end(row, "cancel", None, actor=actor, at=at)
        return None
    return NotPossible(state=state.value) if state is RequestState.CONFIRMED else None


def _fail(row: ConsentRequest, *, at: datetime) -> bool:
    return REQUEST.can("fail", RequestState(row.state)) and _end(row, "fail", None, at=at)


def _end(
    row: ConsentRequest, move: str, why: Ending | None, *, at: datetime, actor: Actor | None = None
) -> bool:
    """Make a move that ends a locked request, and write it down."""
    row.state, row.ending = REQUEST.target(move).value, why.value if why else ""
    row.ended_at = at
    row.save(update_fields=["state", "ending", "ended_at"])
    notices.call_off(row.id, at=at)
    who = actor or Actor.system(row.marketplace)
    history.note(row, move, actor=who, at=at)
    facts: dict[str, object] = {"state": row.state, "ending": row.ending}
    history.keep(row.marketplace, Step.ENDED, facts, request=row, at=at)
    return True

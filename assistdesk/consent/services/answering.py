"""The client's answer: whether it counts, the database's clock decides in the statement that takes it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Least

from assistdesk.consent.models import ConsentRequest
from assistdesk.consent.refusals import (
    AlreadyAnswered,
    LinkExpired,
    MatchCodeWrong,
    RequestNotFound,
)
from assistdesk.consent.services import ending, history, notices, tokens
from assistdesk.consent.services.rulebook import Rulebook, rulebook_of
from assistdesk.consent.states import (
    REQUEST,
    Answer,
    AnsweredBy,
    RequestMethod,
    RequestState,
    Step,
)
from assistdesk.shared import limits
from assistdesk.shared.compiled import Change, changed_once, compiled_once
from assistdesk.shared.deadlines import DeskNow
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.refusals import Refusal

MOVES = {Answer.ACCEPT: "accept", Answer.DECLINE: "decline"}
SAME = {
    Answer.ACCEPT: frozenset({RequestState.APPROVED, RequestState.CONFIRMED}),
    Answer.DECLINE: frozenset({RequestState.DENIED}),
}
CODE_TRIES = 5
TICK = timedelta(microseconds=1)


def by_link(token: str) -> ConsentRequest:
    """Return the request whose survey a link opens; looking changes nothing.

    Raises:
        LinkExpired: this desk did not make the link, or nothing is left of its request.
    """
    request_id = tokens.request_of(token)
    if request_id is None:
        raise LinkExpired
    for found in _by_id(request_id):
        if found.method == RequestMethod.ELECTRONIC.value:
            return found
    raise LinkExpired


@compiled_once
def _by_id(request_id: UUID) -> QuerySet[ConsentRequest]:
    return ConsentRequest.objects.filter(pk=request_id)


def check_match(request: ConsentRequest, code: str, *, at: datetime) -> None:
    """Check the code that the helper reads out, where the pack asks for one; tries are counted.

    Raises:
        MatchCodeWrong: it is another.
        TooManyRequests: too many were tried.
    """
    if not rulebook_of(request).edition.requests.match_code:
        return
    span = timedelta(minutes=10)
    limits.hit("consent.match_code", of=str(request.id), most=CODE_TRIES, within=span, at=at)
    if not tokens.is_match(code, request_id=request.id):
        raise MatchCodeWrong


def accept(request_id: UUID, *, by: AnsweredBy, actor: Actor, at: datetime) -> ConsentRequest:
    """Take the client's yes; the same again changes nothing. Nothing is granted by it yet.

    Raises:
        LinkExpired: it comes too late, or the helper's page is gone.
        AlreadyAnswered: the client said no before.
    """
    return _answered(request_id, Answer.ACCEPT, by=by, actor=actor, at=at)


def decline(request_id: UUID, *, by: AnsweredBy, actor: Actor, at: datetime) -> ConsentRequest:
    """Take the client's no; the same again changes nothing.

    Raises:
        LinkExpired: it comes too late, or the helper's page is gone.
        AlreadyAnswered: the client said yes before.
    """
    return _answered(request_id, Answer.DECLINE, by=by, actor=actor, at=at)


def own(request_id: UUID, *, actor: Actor) -> ConsentRequest:
    """Return a request to the client who is signed in.

    Raises:
        RequestNotFound: there is none to them.
    """
    found = ConsentRequest.objects.filter(pk=request_id, method=RequestMethod.ELECTRONIC.value)
    mine = found.filter(person_id=actor.person_id).first() if actor.person_id else None
    if mine is None:
        raise RequestNotFound
    return mine


def _answered(
    request_id: UUID, answer: Answer, *, by: AnsweredBy, actor: Actor, at: datetime
) -> ConsentRequest:
    with transaction.atomic(durable=True):
        outcome = _answer(request_id, answer, by=by, actor=actor, at=at)
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def _answer(
    request_id: UUID, answer: Answer, *, by: AnsweredBy, actor: Actor, at: datetime
) -> ConsentRequest | Refusal:
    row = history.locked(request_id)
    state = RequestState(row.state)
    if state in SAME[answer]:
        return row
    if state in SAME[Answer.ACCEPT] | SAME[Answer.DECLINE]:
        return AlreadyAnswered()
    if not take(row, MOVES[answer], by=by, book=rulebook_of(row), at=at):
        ending.settle_for_good(row, at=at)
        return LinkExpired()
    notices.call_off(row.id, at=at)
    history.note(row, MOVES[answer], actor=actor, at=at, by=by.value)
    _keep(row, answer, by=by, at=at)
    return row


def take(row: ConsentRequest, move: str, *, by: AnsweredBy, book: Rulebook, at: datetime) -> bool:
    """Make a move that is an answer, if it counts by the database's clock now; return whether it did.

    The caller holds the request's lock.
    """
    target = REQUEST.target(move)
    is_yes = target is RequestState.APPROVED
    confirm_by = at + book.edition.requests.confirm_within if is_yes else None
    ended_at = None if is_yes else at
    for (answered_at,) in _taken(row.id, target.value, by.value, confirm_by, ended_at):
        row.state, row.answered_at, row.answered_by = target.value, answered_at, by.value
        row.confirm_by, row.ended_at = confirm_by, ended_at
        return True
    row.refresh_from_db()
    return False


@changed_once("answered_at")
def _taken(
    request_id: UUID, state: str, by: str, confirm_by: datetime | None, ended_at: datetime | None
) -> Change:
    return ConsentRequest.objects.answerable().filter(pk=request_id), {
        "state": state,
        "answered_at": Least(DeskNow(), F("expires_at") - TICK),  # asked twice, the clock may go on between
        "answered_by": by,
        "confirm_by": confirm_by,
        "ended_at": ended_at,
    }


def _keep(row: ConsentRequest, answer: Answer, *, by: AnsweredBy, at: datetime) -> None:
    assert row.answered_at is not None
    facts: dict[str, object] = {
        "answer": answer.value,
        "by": by.value,
        "answered_at": row.answered_at.isoformat(),
    }
    history.keep(row.marketplace, Step.ANSWERED, facts, request=row, at=at)

"""Asking a client for consent: the question is written down word for word, and sent at once."""

import uuid
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from assistdesk.consent.models import ConsentRequest, Search
from assistdesk.consent.models.requests import OPEN
from assistdesk.consent.refusals import (
    AlreadyAssociated,
    RequestNotFound,
    SearchTooOld,
    VerbalNotOpen,
)
from assistdesk.consent.rules import asking as rules
from assistdesk.consent.rules import deadlines, verifier
from assistdesk.consent.services import ending, history, notices, texts, ways
from assistdesk.consent.services.rulebook import Rulebook, able_helper, rulebook
from assistdesk.consent.states import RequestMethod, Result, Step
from assistdesk.shared import transactions
from assistdesk.shared.compiled import compiled_once, insert
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.states import OutgoingState
from assistdesk.shared.people import access
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Helper, Person


@transaction.atomic(durable=True)
def ask(search_id: UUID, *, method: RequestMethod, actor: Actor, at: datetime) -> ConsentRequest:
    """Ask the client whom a search found, and return the request; one that is open already is returned.

    Raises:
        RequestNotFound: the actor made no such search, or it told of nobody.
        SearchTooOld: it was made too long ago.
        AlreadyAssociated: the actor may see the case already.
        NotThere, NotAuthorized, NotAbleToAsk: the actor may not ask there.
        ConsentDeclined, ConsentLimit, ElectronicNotOpen, VerbalNotOpen: the client can't be asked so now.
    """
    return ask_about(own_search(search_id, actor=actor, at=at), method=method, actor=actor, at=at)


def own_search(search_id: UUID, *, actor: Actor, at: datetime) -> Search:
    """Return a search of the actor's that told of somebody.

    Raises:
        RequestNotFound: there is none.
        SearchTooOld: it was made too long ago.
    """
    found = next(iter(_searches(search_id, actor.account_id) if actor.account_id else ()), None)
    if found is None or found.result == Result.NO_MATCH.value:
        raise RequestNotFound
    if at >= found.at + rulebook(found.marketplace, at=at).edition.search.counts_for:
        raise SearchTooOld
    return found


@compiled_once
def _searches(search_id: UUID, helper_id: UUID) -> QuerySet[Search]:
    return Search.objects.select_related("case").filter(pk=search_id, helper_id=helper_id)


def ask_about(
    search: Search, *, method: RequestMethod, actor: Actor, at: datetime, follows: UUID | None = None
) -> ConsentRequest:
    """As `ask`, inside the caller's transaction.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    transactions.required()
    book = rulebook(search.marketplace, at=at)
    helper = able_helper(actor, book, at=at)
    assert actor.account_id is not None
    assert search.person_id is not None
    [person] = _locked(search.person_id)
    if access.has(actor.account_id, person.id, at=at):
        raise AlreadyAssociated
    before = ending.settled_between(actor.account_id, person.id, book=book, at=at)
    rows = ConsentRequest.objects.filter(helper_id=actor.account_id, person=person)
    if before.is_open:
        standing = rows.filter(state__in=OPEN).order_by("started_at").first()
        if standing is not None and standing.method != method.value:
            raise VerbalNotOpen
        if standing is not None:
            return standing
        before = ways.asked(actor.account_id, person.id, book=book, at=at)  # the client answered just now
    open_ways = ways.after(before, person, book=book, at=at)
    rules.check_may_ask(open_ways, ways.client_of(person, book), method=method)
    request = _made(search, person, method, helper=helper, book=book, at=at)
    if method is RequestMethod.VERBAL:
        last = rows.order_by("-started_at").first()
        request.follows_id = follows or (last.id if last else None)
        request.spoken_why = open_ways.why.value if open_ways.why else ""
    insert(request)
    _send(request, helper, book=book, actor=actor, at=at)
    return request


@compiled_once
def _locked(person_id: UUID) -> QuerySet[Person]:
    return Person.objects.select_for_update(no_key=True).filter(pk=person_id)


def _made(
    search: Search,
    person: Person,
    method: RequestMethod,
    *,
    helper: Helper,
    book: Rulebook,
    at: datetime,
) -> ConsentRequest:
    assert search.case is not None
    requests, language = book.edition.requests, book.language(person.language)
    is_electronic = method is RequestMethod.ELECTRONIC
    ends = deadlines.first(
        started_at=at,
        answer_within=requests.answer_within if is_electronic else book.edition.verbal.read_within,
        lease=requests.lease if is_electronic else None,
    )
    request = ConsentRequest(
        id=uuid.uuid4(),
        marketplace=search.marketplace,
        helper=helper.account,
        person=person,
        case=search.case,
        search=search,
        method=method.value,
        edition=book.edition.edition,
        language=language,
        started_at=at,
        expires_at=ends.expires_at,
        lease_at=ends.lease_at,
    )
    request.text = texts.shown(request, helper, book) if is_electronic else texts.read_aloud(book, language)
    return request


def _send(request: ConsentRequest, helper: Helper, *, book: Rulebook, actor: Actor, at: datetime) -> None:
    """Send the question, where it is sent at all, and write down that it was asked."""
    sent: list[Outgoing] = []
    if request.method == RequestMethod.ELECTRONIC.value:
        sent = notices.ask(request, helper, book=book, actor=actor, at=at)
    history.note(request, "asked", actor=actor, at=at)
    facts = _facts(request, helper, sent, book=book)
    history.keep(request.marketplace, Step.ASKED, facts, request=request, at=at)
    if sent and all(one.state == OutgoingState.FAILED.value for one in sent):
        ending.failed(request, at=at)


def _facts(
    request: ConsentRequest, helper: Helper, sent: list[Outgoing], *, book: Rulebook
) -> dict[str, object]:
    """Return what proves that and how a client was asked."""
    return {
        "method": request.method,
        "spoken_why": request.spoken_why,
        "helper": str(request.helper_id),
        **notices.who(helper),
        **history.credentials(helper),
        "person": str(request.person_id),
        "client_name": f"{request.person.first_name} {request.person.last_name}",
        "case_number": request.case.case_number,
        "search": str(request.search_id),
        "attested": request.search.attested,
        "edition": request.edition,
        "pack": book.pack.digest,
        "language": request.language,
        "text": request.text,
        "text_digest": verifier.digest(request.text),
        "expires_at": request.expires_at.isoformat(),
        "messages": [{"id": str(one.id), "channel": one.channel} for one in sent],
    }


@transaction.atomic(durable=True)
def ways_after(search_id: UUID, *, actor: Actor, at: datetime) -> rules.Ways:
    """Return how the client of a search may be asked now.

    Raises:
        RequestNotFound: the actor made no such search, or it told of nobody.
        SearchTooOld: it was made too long ago.
    """
    search = own_search(search_id, actor=actor, at=at)
    assert search.person is not None
    assert actor.account_id is not None
    book = rulebook(search.marketplace, at=at)
    before = ending.settled_between(actor.account_id, search.person.id, book=book, at=at)
    return ways.after(before, search.person, book=book, at=at)

"""Consent by voice: the acknowledgements are read aloud, and the helper records the yes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from assistdesk.consent.models import ConsentRequest
from assistdesk.consent.models.requests import OPEN
from assistdesk.consent.refusals import NotPossible, VerbalNotOpen
from assistdesk.consent.services import answering, asking, ending, history, texts
from assistdesk.consent.services.rulebook import rulebook_of
from assistdesk.consent.services.texts import ReadAloud
from assistdesk.consent.states import AnsweredBy, RequestMethod, RequestState, Step
from assistdesk.shared.compiled import compiled_once
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Person
from assistdesk.shared.refusals import FieldError, InvalidInput, Refusal

ALL_MESSAGE = "Read every point aloud and tick it. The client has to agree to all of them."


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read aloud, in the client's language."""

    language: str
    texts: list[ReadAloud]


@transaction.atomic(durable=True)
def acknowledgements(request_id: UUID, *, actor: Actor, at: datetime) -> Reading:
    """Return what has to be read aloud, in the client's language.

    The request is one by voice, or the electronic one whose end opened that way.

    Raises:
        RequestNotFound: there is none of the actor's.
        VerbalNotOpen: the way by voice is not open.
    """
    row = history.locked_own(request_id, actor=actor)
    ending.settle(row, at=at)
    row.refresh_from_db()
    spoken = row if row.method == RequestMethod.VERBAL.value else _following(row)
    if spoken is None:
        spoken = row
        if not is_open_after(row):
            raise VerbalNotOpen
    return Reading(spoken.language, texts.acknowledgements(rulebook_of(spoken), spoken.language))


def record(request_id: UUID, keys: Collection[str], *, actor: Actor, at: datetime) -> ConsentRequest:
    """Record that the client said yes by voice to all that was read, and return the request by voice.

    Given an electronic request that opened the way by voice, one by voice is made first. The same again
    changes nothing.

    Raises:
        RequestNotFound: there is none of the actor's.
        InvalidInput: an acknowledgement is missing, or is none.
        NotPossible: the request is over.
        VerbalNotOpen, ConsentDeclined, AlreadyAssociated: as asking.
    """
    with transaction.atomic(durable=True):
        outcome = _record(request_id, keys, actor=actor, at=at)
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def _record(
    request_id: UUID, keys: Collection[str], *, actor: Actor, at: datetime
) -> ConsentRequest | Refusal:
    _lock_client(request_id, actor=actor)
    row = history.locked_own(request_id, actor=actor)
    book = rulebook_of(row)
    if set(keys) != {one.key for one in book.edition.verbal.acknowledgements}:
        return InvalidInput([FieldError("acknowledgements", ALL_MESSAGE)])
    spoken = _spoken(row, actor=actor, at=at)
    if spoken.state in (RequestState.APPROVED.value, RequestState.CONFIRMED.value):
        return spoken
    if not answering.take(spoken, "record", by=AnsweredBy.VOICE, book=book, at=at):
        ending.settle(spoken, at=at)
        return NotPossible(state=spoken.state)
    history.note(spoken, "recorded", actor=actor, at=at, by=AnsweredBy.VOICE.value)
    read = [[one.key, one.version] for one in book.edition.verbal.acknowledgements]
    facts: dict[str, object] = {"answer": "accept", "by": AnsweredBy.VOICE.value, "read": read}
    history.keep(spoken.marketplace, Step.ANSWERED, facts, request=spoken, at=at)
    return spoken


def _lock_client(request_id: UUID, *, actor: Actor) -> None:
    """Lock the client of an electronic request of the actor's, before the request.

    One by voice may have to be made, which locks the client; asking locks the client first too.
    """
    row = ConsentRequest.objects.filter(
        pk=request_id, helper_id=actor.account_id, method=RequestMethod.ELECTRONIC.value
    )
    rows = Person.objects.select_for_update(no_key=True)
    list(rows.filter(pk__in=row.values("person_id")).values_list("pk"))


def _spoken(row: ConsentRequest, *, actor: Actor, at: datetime) -> ConsentRequest:
    """Return the request by voice that is meant, locked; made where an ended electronic one opened the way.

    Raises:
        VerbalNotOpen, ConsentDeclined, AlreadyAssociated: none can be made.
    """
    if row.method == RequestMethod.VERBAL.value:
        return row
    following = _following(row)
    if following is not None:
        return history.locked(following.id)
    return asking.ask_about(row.search, method=RequestMethod.VERBAL, actor=actor, at=at, follows=row.id)


def _following(row: ConsentRequest) -> ConsentRequest | None:
    """Return the newest request by voice that follows an electronic one."""
    return next(iter(_newest_spoken(row.id)), None)


@compiled_once
def _newest_spoken(follows: UUID) -> QuerySet[ConsentRequest]:
    spoken = ConsentRequest.objects.filter(follows_id=follows, method=RequestMethod.VERBAL.value)
    return spoken.order_by("-started_at")[:1]


def is_open_after(row: ConsentRequest) -> bool:
    """Return whether the end of an electronic request opens the way by voice."""
    return row.state == RequestState.FAILED.value or row.ending == "no_response"


def meant(row: ConsentRequest) -> ConsentRequest:
    """Return the request that a call about `row` is about: the one by voice that followed it, or itself.

    None follows one that is under way, and none one by voice.
    """
    if row.state in OPEN or row.method == RequestMethod.VERBAL.value:
        return row
    return _following(row) or row

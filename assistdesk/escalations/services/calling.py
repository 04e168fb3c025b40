"""Steps that every change of a call takes: lock it, know its caller, know what its marketplace says."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language

from assistdesk.escalations.models import HotlineCall
from assistdesk.escalations.refusals import CallConsumerLimit, CallEnded, CallerNotVerified
from assistdesk.escalations.rules import hotline as rules
from assistdesk.escalations.services import mails, promises
from assistdesk.escalations.states import CallerStanding
from assistdesk.shared import transactions
from assistdesk.shared.people import access
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Person
from assistdesk.shared.people.permissions import Permission
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.rendering import render_words
from assistdesk.shared.policy.schema import Audience, HotlineEdition, Pack, Words
from assistdesk.shared.refusals import NotAuthorized, NotThere


@dataclass(frozen=True, slots=True)
class Line:
    """A marketplace's line for helpers, as its pack says today."""

    pack: Pack
    edition: HotlineEdition

    def said(self, words: Words) -> str:
        """Return what the marketplace says, in the language of the request."""
        language = mails.spoken(self.pack, get_language() or self.pack.identity.language)
        return render_words(self.pack, words, language=language, audience=Audience.HELPER)


def line_of(marketplace: str, *, actor: Actor, at: datetime) -> Line:
    """Return the line of a marketplace whose calls the actor takes.

    Raises:
        NotAuthorized: the actor takes no calls.
        NotThere: the marketplace is another's.
        PartLeftOut, NoEditionInForce: the marketplace has no such line.
    """
    if not actor.may(Permission.ANSWER_HOTLINE):
        raise NotAuthorized
    if not actor.serves(marketplace):
        raise NotThere
    pack = policy.running(marketplace)
    return Line(pack, pack.hotline_on(promises.local_day(pack, at=at)))


def locked(call_id: UUID, *, actor: Actor) -> HotlineCall:
    """Return a call that the actor took, locked until the transaction ends.

    Raises:
        NotThere: there is none, or a colleague took it.
    """
    transactions.required()
    calls = HotlineCall.objects.select_for_update(of=("self",)).select_related("helper")
    call = calls.filter(pk=call_id, representative_id=actor.account_id).first()
    if call is None or not actor.serves(call.marketplace):
        raise NotThere
    return call


def check_open(call: HotlineCall) -> None:
    """Check that a call goes on.

    Raises:
        CallEnded: it is over.
    """
    if call.ended_at is not None:
        raise CallEnded


def caller_of(call: HotlineCall, line: Line) -> Actor:
    """Return the verified caller of a call that goes on.

    Raises:
        CallEnded: it is over.
        CallerNotVerified: the caller is not known to be who they say.
    """
    check_open(call)
    if call.standing != CallerStanding.VERIFIED or call.helper is None:
        raise CallerNotVerified(explanation=line.said(line.edition.unverified))
    return people.actor_of(call.helper)


def client_of(call: HotlineCall, line: Line, person_id: str, *, caller: Actor, at: datetime) -> Person:
    """Return a client of the caller whom the call may be about.

    Raises:
        NotThere: the person is no client of the caller.
        CallConsumerLimit: the call is about as many clients already as one call may be.
    """
    person = access.require(caller, person_ids=[person_id], at=at)[0]
    most = line.edition.consumers_per_call
    if not rules.has_room(persons_of(call), person_id, most=most):
        raise CallConsumerLimit(explanation=line.said(line.edition.too_many_consumers), limit=most)
    return person


def persons_of(call: HotlineCall) -> set[str]:
    """Return the Person IDs of the clients that a call was about so far."""
    matters = call.matters.filter(person__isnull=False)
    return {person_id for person_id in matters.values_list("person__person_id", flat=True) if person_id}

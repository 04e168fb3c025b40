"""Steps that let messages to clients go out: by the way they prefer, in their language."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from babel.dates import format_time
from django.conf import settings
from django.db.models import OuterRef, QuerySet
from django.urls import reverse

from assistdesk.consent.models import Association, ConsentRequest
from assistdesk.consent.services import tokens
from assistdesk.consent.services.rulebook import Rulebook
from assistdesk.consent.states import ABOUT_ASSOCIATION, ABOUT_REQUEST
from assistdesk.shared.messaging import mailings, spares
from assistdesk.shared.messaging import queries as messages
from assistdesk.shared.messaging import steps as messaging
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.states import OutgoingState
from assistdesk.shared.messaging.values import About, Message, Priority, Recipient
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account, Helper, Person
from assistdesk.shared.policy.schema import ChannelName

ASKED, SPOKEN, REVOKED = "consent_request", "consent_given_verbally", "consent_revoked"
RECORDED, FOR_HELPER, EMERGENCY = "consent_recorded", "consent_recorded_for_helper", "consent_emergency"
TRIES = 2  # a person waits: five seconds between the first and the second are all there is time for


def link(name: str, token: str) -> str:
    """Return the whole address of a page that a link opens."""
    return f"{settings.BASE_URL}{reverse(f'consent:{name}', args=[token])}"


def channels_of(person: Person, book: Rulebook) -> list[ChannelName]:
    """Return by which channels a client can be asked, the one they prefer first."""
    reach = Recipient.person(person)
    found = [one for one in book.edition.requests.channels if reach.address(one)]
    return sorted(found, key=lambda one: one.value != person.contact_preference)


def ask(
    request: ConsentRequest, helper: Helper, *, book: Rulebook, actor: Actor, at: datetime
) -> list[Outgoing]:
    """Send the question to the client: first as they prefer, by another way where that can't arrive."""
    first, *others = channels_of(request.person, book)
    own = request.expires_at.astimezone(ZoneInfo(book.pack.identity.zone))
    by = format_time(own, "medium", locale=request.language).replace("\u202f", " ").replace("\xa0", " ")
    message = Message(
        pack=book.pack,
        template=ASKED,
        to=Recipient.person(request.person),
        about=About(ABOUT_REQUEST, request.id),
        values=who(helper) | {"answer_by": by, "link": link("survey", tokens.request_token(request.id))},
        expires_at=request.expires_at,
        priority=Priority.URGENT,
        is_first=True,
    )
    return mailings.queue_all(message, channels=[first], instead=others, actor=actor, at=at)


def call_off(request_id: UUID, *, at: datetime) -> None:
    """Let a question that is over not go out any more.

    Raises:
        NoTransaction: the caller holds no transaction open.
    """
    spares.call_off(ABOUT_REQUEST, request_id, template=ASKED, at=at)


def has_nowhere_arrived(request_id: UUID) -> bool:
    """Return whether no message of a request was taken by any provider."""
    found = messages.reach_of_things(ABOUT_REQUEST, [request_id], template=ASKED)[request_id]
    return found.state in (messages.ReachState.WAITING, messages.ReachState.FAILED)


def is_failed(request_id: UUID) -> bool:
    """Return whether no way is left by which a request could still arrive."""
    found = messages.reach_of_things(ABOUT_REQUEST, [request_id], template=ASKED)[request_id]
    return found.is_failed_everywhere


def spoken(request: ConsentRequest, association: Association, *, book: Rulebook, at: datetime) -> None:
    """Tell the client by every channel known that consent by voice was recorded, with a link that revokes."""
    channels = channels_of(request.person, book)
    if not channels:
        return
    message = Message(
        pack=book.pack,
        template=SPOKEN,
        to=Recipient.person(request.person),
        about=About(ABOUT_REQUEST, request.id),
        values=who(of_account(request.helper))
        | {"link": link("revoke", tokens.revoke_token(association.grant_id))},
        dedupe_key=f"{SPOKEN}:{request.id}",
        priority=Priority.URGENT,
    )
    actor = people.actor_of(request.helper)
    mailings.queue_all(message, channels=channels, actor=actor, at=at)


def revoked(association: Association, *, book: Rulebook, at: datetime) -> None:
    """Tell the helper that their access to a case has ended."""
    helper = association.grant.account
    message = Message(
        pack=book.pack,
        template=REVOKED,
        to=Recipient.account(helper),
        about=About(ABOUT_ASSOCIATION, association.grant_id),
        values={"case_number": association.case.case_number},
        dedupe_key=f"{REVOKED}:{association.grant_id}",
    )
    messaging.queue(message, actor=Actor.system(association.marketplace), at=at)


def who(helper: Helper) -> dict[str, str]:
    """Return who asks: name, agency and producer number, a dash where there is none."""
    agency = helper.account.agency
    return {
        "helper_name": helper.account.name,
        "agency": agency.name if agency else "",
        "npn": helper.npn or "-",
    }


def of_account(account: Account) -> Helper:
    """Return an account as a helper; with no number where it is none any more."""
    helper = Helper.objects.filter(pk=account.pk).first() or Helper()
    helper.account = account
    return helper


def tried_in_vain(request_id: OuterRef) -> QuerySet[Outgoing]:
    """Return the messages of a request that were tried twice and wait for another try."""
    rows = Outgoing.objects.filter(about_kind=ABOUT_REQUEST, about_id=request_id, template=ASKED)
    return rows.filter(state=OutgoingState.QUEUED.value, attempts__gte=TRIES)


def is_given_up(request_id: UUID) -> bool:
    """Return whether two tries or more could not hand a request to any provider, and nobody has it."""
    rows = Outgoing.objects.about(ABOUT_REQUEST, request_id).filter(template=ASKED)
    tried = [row for row in rows if row.state != OutgoingState.SPARE.value]
    taken = {OutgoingState.SENT.value, OutgoingState.DELIVERED.value, OutgoingState.SENDING.value}
    return bool(tried) and all(row.state not in taken and row.attempts >= TRIES for row in tried)

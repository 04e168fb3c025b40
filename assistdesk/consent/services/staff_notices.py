"""Steps that tell people what staff did: the client and the helper of an association, leads of an opening."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_time
from django.conf import settings
from django.urls import reverse

from assistdesk.consent.models import Association, CaseOpening
from assistdesk.consent.services import tokens
from assistdesk.consent.services.notices import (
    EMERGENCY,
    FOR_HELPER,
    RECORDED,
    channels_of,
    link,
    of_account,
    who,
)
from assistdesk.consent.services.rulebook import Rulebook
from assistdesk.consent.states import ABOUT_ASSOCIATION, ABOUT_OPENING
from assistdesk.shared.messaging import mailings
from assistdesk.shared.messaging import steps as messaging
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.messaging.values import About, Message, Priority, Recipient
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy.schema.consent import StaffMethod


def recorded(
    association: Association, *, method: StaffMethod, book: Rulebook, at: datetime
) -> list[Outgoing]:
    """Tell the client by every channel known that staff recorded an association, with a link that revokes.

    The messages are returned: none where the client has no channel.
    """
    person, helper = association.grant.person, association.grant.account
    channels = channels_of(person, book)
    if not channels:
        return []
    how = book.edition.staff.told[method].in_language(book.language(person.language))
    token = tokens.revoke_token(association.grant_id)
    message = Message(
        pack=book.pack,
        template=RECORDED,
        to=Recipient.person(person),
        about=About(ABOUT_ASSOCIATION, association.grant_id),
        values=who(of_account(helper)) | {"how": how, "link": link("revoke", token)},
        dedupe_key=f"{RECORDED}:{association.grant_id}",
        priority=Priority.URGENT,
    )
    return mailings.queue_all(message, channels=channels, actor=people.actor_of(helper), at=at)


def recorded_for(association: Association, *, book: Rulebook, at: datetime) -> None:
    """Tell the helper that they may see the case from now on."""
    number = association.case.case_number
    address = reverse("consent:case", args=[association.marketplace, number])
    message = Message(
        pack=book.pack,
        template=FOR_HELPER,
        to=Recipient.account(association.grant.account),
        about=About(ABOUT_ASSOCIATION, association.grant_id),
        values={"case_number": number, "link": f"{settings.BASE_URL}{address}"},
        dedupe_key=f"{FOR_HELPER}:{association.grant_id}",
    )
    messaging.queue(message, actor=Actor.system(association.marketplace), at=at)


def opened(opening: CaseOpening, *, book: Rulebook, actor: Actor, at: datetime) -> None:
    """Tell those who review openings that a case was opened; the reason itself stays inside."""
    place = reverse("consent:openings", args=[opening.marketplace])
    zone = ZoneInfo(book.pack.identity.zone)
    for account in reviewers(opening.marketplace, book):
        until = format_time(opening.ends_at.astimezone(zone), "short", locale=account.language)
        message = Message(
            pack=book.pack,
            template=EMERGENCY,
            to=Recipient.account(account),
            about=About(ABOUT_OPENING, opening.id),
            values={
                "case_number": opening.case.case_number,
                "staff_name": opening.account.name,
                "until": until.replace("\u202f", " ").replace("\xa0", " "),
                "link": f"{settings.BASE_URL}{place}",
            },
            dedupe_key=f"{EMERGENCY}:{opening.id}:{account.id}",
        )
        messaging.queue(message, actor=actor, at=at)


def reviewers(marketplace: str, book: Rulebook) -> list[Account]:
    """Return who reviews openings there; where nobody has such a role, those who run the marketplace."""
    roles = [Role(one.value) for one in book.edition.staff.review_roles]
    return people.accounts_in(roles, marketplace=marketplace) or people.accounts_in(
        [Role.EXCHANGE_ADMIN], marketplace=marketplace
    )

"""Steps that let messages about referrals go out, each in its receiver's language."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from babel import localedata
from babel.dates import format_skeleton, format_time
from django.conf import settings
from django.urls import reverse

from assistdesk.referrals.models import Referral, Registration
from assistdesk.referrals.services import tokens
from assistdesk.referrals.services.rulebook import Rulebook
from assistdesk.referrals.states import ABOUT_REFERRAL, ABOUT_REGISTRATION, OfferKind
from assistdesk.shared.messaging import mailings
from assistdesk.shared.messaging import steps as messaging
from assistdesk.shared.messaging.mailings import Letter
from assistdesk.shared.messaging.values import About, Message, Priority, Recipient
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account, Agency, Helper
from assistdesk.shared.people.roles import Role
from assistdesk.shared.policy.schema import ChannelName, Pack

COUNTRY = "US"
"""Whose way to write a time is followed in every language: twelve hours, not twenty-four."""

OFFER_TEMPLATES = {OfferKind.GENERAL: "offer_general", OfferKind.MASS: "offer_mass"}
WATCHERS = (Role.TEAM_LEAD, Role.EXCHANGE_ADMIN)
"""Who is told that a promise is at risk."""


@dataclass(frozen=True, slots=True)
class Note:
    """One message: its template, what it is about, and its own values.

    One that `is_secret` goes by text message, and by e-mail where that is the only way or the text fails: a
    mailbox is no proof of who holds the phone. Source: NIST SP 800-63B-4, 3.1.3.
    """

    template: str
    about: About
    values: Mapping[str, str] = field(repr=False)
    priority: Priority = Priority.ORDINARY
    rank: int = 0
    expires_at: datetime | None = None
    occasion: str = ""
    is_secret: bool = False


def spoken(pack: Pack, language: str) -> str:
    """Return the language to write in: the receiver's where the pack speaks it, else its first."""
    return language if language in pack.identity.languages else pack.identity.language


def moment(at: datetime, *, pack: Pack, language: str) -> str:
    """Return a moment as people of the marketplace read it: "3:35 PM, Mar 2", "3:35 p. m., 2 mar".

    The blank in it is a plain one: another would let a text message take twice the room.
    """
    own = at.astimezone(ZoneInfo(pack.identity.zone))
    here = f"{language}_{COUNTRY}"
    locale = here if localedata.exists(here) else language
    day = format_skeleton("MMMd", own, locale=locale)
    return f"{format_time(own, 'short', locale=locale)}, {day}".replace("\u202f", " ").replace("\xa0", " ")


def link(name: str, token: str) -> str:
    """Return the whole address of a page that a link opens."""
    return f"{settings.BASE_URL}{reverse(f'referrals:{name}', args=[token])}"


def page(name: str, *places: str) -> str:
    """Return the whole address of a page for somebody who signs in."""
    return f"{settings.BASE_URL}{reverse(f'referrals:{name}', args=places)}"


def tell_resident(
    referral: Referral, template: str, values: Mapping[str, str], *, pack: Pack, at: datetime
) -> None:
    """Write to the resident by the method they chose; who wants to be called gets a text message."""
    channel = ChannelName.EMAIL if referral.contact_method == "email" else ChannelName.SMS
    is_mail = channel is ChannelName.EMAIL
    to = Recipient(
        name=referral.name,
        email=referral.contact if is_mail else "",
        phone="" if is_mail else referral.contact,
        language=referral.language,
    )
    own = {"reference": referral.reference, "link": link("status", tokens.status_token(referral.id))}
    message = Message(
        pack=pack,
        template=template,
        to=to,
        about=About(ABOUT_REFERRAL, referral.id),
        values=own | dict(values),
        channel=channel,
        dedupe_key=f"{template}:{referral.id}:{referral.round}:{referral.version}",
    )
    messaging.queue(message, actor=Actor.system(referral.marketplace), at=at)


def tell_helper(to: Recipient, registration: Registration, note: Note, *, pack: Pack, at: datetime) -> None:
    """Write to a helper by each channel that is on and verified."""
    channels = channels_of(registration)
    if not channels:
        return
    message = Message(
        pack=pack,
        template=note.template,
        to=to,
        about=note.about,
        values=note.values,
        priority=note.priority,
        rank=note.rank,
        expires_at=note.expires_at,
        dedupe_key=note.occasion or None,
    )
    first, spare = channels, []
    if note.is_secret and ChannelName.SMS in channels:
        first, spare = [ChannelName.SMS], [one for one in channels if one is not ChannelName.SMS]
    desk = Actor.system(registration.marketplace)
    if spare:
        mailings.queue_all(message, channels=first, instead=spare, actor=desk, at=at)
    else:
        mailings.queue_together([Letter(message, first)], actor=desk, at=at)


@dataclass(frozen=True, slots=True)
class Addressee:
    """A helper as on-demand messages reach them, and by which channels."""

    to: Recipient
    channels: list[ChannelName]


def addressee(to: Recipient, *, verified: Collection[ChannelName], switched_on: Collection[str]) -> Addressee:
    """Return how a helper is reached: by the channels switched on whose address is verified."""
    ways = (channel for channel in (ChannelName.EMAIL, ChannelName.SMS) if channel in verified)
    return Addressee(to, [one for one in ways if one.value in switched_on and to.address(one)])


def channels_of(registration: Registration) -> list[ChannelName]:
    """Return by which channels a helper is reached: those switched on whose address is verified."""
    return addressee_of(registration.account, registration).channels


def recipient_of(account: Account, registration: Registration) -> Recipient:
    """Return a helper as on-demand messages reach them."""
    return addressee_of(account, registration).to


def addressee_of(account: Account, registration: Registration) -> Addressee:
    """Return how a helper is reached whose registration was read."""
    to = Recipient(
        account.name, registration.email, registration.phone, account.language, account_id=account.id
    )
    moments = {
        ChannelName.EMAIL: registration.email_verified_at,
        ChannelName.SMS: registration.phone_verified_at,
    }
    verified = [channel for channel, moment in moments.items() if moment]
    return addressee(to, verified=verified, switched_on=registration.channels)


def registrations_of(account_ids: Iterable[UUID]) -> dict[UUID, Registration]:
    """Return the registrations of several helpers, with their accounts; one query."""
    found = Registration.objects.select_related("account__agency").filter(pk__in=list(account_ids))
    return {one.account_id: one for one in found}


def helper_found(referral: Referral, account: Account, *, pack: Pack, at: datetime) -> None:
    """Tell the resident who will call: name, agency and license."""
    values = {
        "helper_name": account.name,
        "agency": agency_of(account),
        "license": license_of(account),
    }
    tell_resident(referral, "referral_helper_found", values, pack=pack, at=at)


def agency_of(account: Account) -> str:
    """Return the name of a helper's agency; empty where there is none."""
    agency: Agency | None = account.agency
    return agency.name if agency else ""


def license_of(account: Account) -> str:
    """Return the license number of a helper, or the producer number; empty for one who needs none."""
    helper = Helper.objects.filter(pk=account.pk).first()
    return (helper.license_number or helper.npn) if helper else ""


def received(referral: Referral, *, pack: Pack, at: datetime) -> None:
    """Tell the resident by when somebody calls."""
    assert referral.call_back_by is not None
    by = moment(referral.call_back_by, pack=pack, language=spoken(pack, referral.language))
    tell_resident(referral, "referral_received", {"call_back_by": by}, pack=pack, at=at)


def scheduled(referral: Referral, *, pack: Pack, at: datetime) -> None:
    """Tell the resident between which times somebody calls."""
    assert referral.window_from is not None
    assert referral.window_to is not None
    language = spoken(pack, referral.language)
    values = {
        "window_from": moment(referral.window_from, pack=pack, language=language),
        "window_to": moment(referral.window_to, pack=pack, language=language),
    }
    tell_resident(referral, "referral_scheduled", values, pack=pack, at=at)


def late(referral: Referral, *, pack: Pack, at: datetime) -> None:
    """Tell the resident honestly that it takes longer."""
    tell_resident(referral, "referral_late", {}, pack=pack, at=at)


def alert_staff(referral: Referral, *, pack: Pack, at: datetime) -> int:
    """Tell those who run the marketplace that nobody has taken a referral; return how many were told."""
    leads = people.accounts_in(WATCHERS, marketplace=referral.marketplace)
    for account in leads:
        language = spoken(pack, account.language)
        due = referral.call_back_by or at
        message = Message(
            pack=pack,
            template="promise_alert",
            to=Recipient.account(account),
            about=About(ABOUT_REFERRAL, referral.id),
            values={
                "reference": referral.reference,
                "call_back_by": moment(due, pack=pack, language=language),
                "link": page("one", referral.marketplace, referral.reference),
            },
            dedupe_key=f"alert:{referral.id}:{referral.round}:{account.id}",
            priority=Priority.URGENT,
        )
        messaging.queue(message, actor=Actor.system(referral.marketplace), at=at)
    return len(leads)


def misses(told: Sequence[tuple[Registration, str, int, Rulebook]], *, at: datetime) -> None:
    """Warn helpers of so many misses, or say that the registration ended: by the template that is given."""
    letters: dict[str, list[Letter]] = {}
    for registration, template, number, book in told:
        values = {"misses": str(number), "link": page("availability", registration.marketplace)}
        if template == "miss_warning":
            values["most_misses"] = str(book.edition.misses.deregister_after)
        to = addressee_of(registration.account, registration)
        about = About(ABOUT_REGISTRATION, registration.account_id)
        message = Message(pack=book.pack, template=template, to=to.to, about=about, values=values)
        letters.setdefault(registration.marketplace, []).append(Letter(message, to.channels))
    for marketplace, queued in letters.items():
        mailings.queue_together(queued, actor=Actor.system(marketplace), at=at)


def silent(referral: Referral, registration: Registration, *, pack: Pack, at: datetime) -> None:
    """Ask the helper who accepted for news."""
    address = page("one", referral.marketplace, referral.reference)
    note = Note(
        "referral_silent",
        About(ABOUT_REFERRAL, referral.id),
        {"reference": referral.reference, "link": address},
        occasion=f"silent:{referral.id}:{referral.taken_offer_id}",
    )
    tell_helper(recipient_of(registration.account, registration), registration, note, pack=pack, at=at)

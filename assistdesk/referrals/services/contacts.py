"""Where a helper is told of referrals: addresses of the account, or others that are confirmed by a code."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from assistdesk.referrals.models import AddressCheck, Registration
from assistdesk.referrals.refusals import CodeWrong, TooManyCodes
from assistdesk.referrals.rules import addresses
from assistdesk.referrals.rules.addresses import EMAIL, SMS, CodeVerdict, SentCode
from assistdesk.referrals.services import taking_part
from assistdesk.referrals.services.participants import Participant, locked, participant
from assistdesk.referrals.states import ABOUT_REGISTRATION
from assistdesk.shared import keys, transactions
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.messaging import steps as messaging
from assistdesk.shared.messaging.values import About, Message, Priority, Recipient
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.policy.schema import ChannelName
from assistdesk.shared.refusals import FieldError, InvalidInput

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Contacts:
    """Where a helper wants to be told: "" for no such address. `channels` are those that are switched on."""

    phone: str = field(repr=False)
    email: str = field(repr=False)
    channels: tuple[str, ...]


@transaction.atomic(durable=True)
def save_contacts(given: Contacts, *, actor: Actor, marketplace: str, at: datetime) -> None:
    """Keep a helper's preferred contact. A new address gets a code, and the old one is used until then.

    Raises:
        NotRegistered: the helper has not agreed yet.
        InvalidInput: an address can't be one, or a channel has none.
        TooManyCodes: too many codes were sent within the hour.
    """
    helper = participant(actor, marketplace=marketplace, at=at)
    registration = locked(helper)
    put(given, registration, helper, actor=actor, at=at)


def confirm_address(channel: str, code: str, *, actor: Actor, marketplace: str, at: datetime) -> None:
    """Use the new address from now on, if `code` is the one that was sent to it.

    Raises:
        NotRegistered: the helper has not agreed yet.
        CodeWrong: it is not, or too old, or was used.
        TooManyCodes: there were too many tries.
    """
    verdict = _tried(channel, code, actor=actor, marketplace=marketplace, at=at)
    if verdict is CodeVerdict.TOO_MANY_TRIES:
        raise TooManyCodes
    if verdict is CodeVerdict.WRONG:
        raise CodeWrong


@transaction.atomic(durable=True)
def send_code_again(channel: str, *, actor: Actor, marketplace: str, at: datetime) -> None:
    """Send a new code to the address that waits to be confirmed; the one before is no good any more.

    Raises:
        NotRegistered: the helper has not agreed yet.
        CodeWrong: no address waits.
        TooManyCodes: too many codes were sent, or the last one left a moment ago.
    """
    helper = participant(actor, marketplace=marketplace, at=at)
    registration = locked(helper)
    before = _waiting(registration, channel)
    if before is None:
        raise CodeWrong
    _send(channel, before.address, registration, helper, actor=actor, at=at)


@transaction.atomic(durable=True)
def forget_waiting(channel: str, *, actor: Actor, marketplace: str, at: datetime) -> None:
    """Give up the new address that waits to be confirmed; the one in use stays.

    Raises:
        NotRegistered: the helper has not agreed yet.
    """
    registration = locked(participant(actor, marketplace=marketplace, at=at))
    _end_waiting(registration, channel, at=at)


@transaction.atomic(durable=True)
def follow_account(account_id: UUID, *, email_before: str, phone_before: str, at: datetime) -> None:
    """Let a registration that used its account's addresses use those that came in their place."""
    registration = Registration.objects.select_for_update().filter(pk=account_id).first()
    if registration is None:
        return
    account = Account.objects.get(pk=account_id)
    email, phone = addresses.email_address(account.email), addresses.phone_number(account.phone)
    if email and email != email_before and addresses.same(registration.email, email_before):
        _use(registration, EMAIL, email, at)
    if phone and phone != phone_before and addresses.same(registration.phone, phone_before):
        _use(registration, SMS, phone, at)
    registration.save(update_fields=["email", "email_verified_at", "phone", "phone_verified_at"])


def put(
    given: Contacts, registration: Registration, helper: Participant, *, actor: Actor, at: datetime
) -> None:
    """Write addresses and channels, in the caller's transaction; send codes where they are needed.

    Raises:
        InvalidInput: an address can't be one, or a channel has none.
        TooManyCodes: too many codes were sent within the hour.
    """
    transactions.required()
    wanted = {EMAIL: addresses.email_address(given.email), SMS: addresses.phone_number(given.phone)}
    offered = tuple(channel.value for channel in helper.edition.offers.channels)
    errors = addresses.errors(wanted, given.channels, offered=offered)
    if errors:
        raise InvalidInput([FieldError(name, message) for name, message in errors])
    registration.channels = [one for one in offered if one in given.channels]
    for channel, address in wanted.items():
        _put_address(channel, address or "", registration, helper, actor=actor, at=at)
    registration.version += 1
    registration.save()
    taking_part.settle(registration, helper, actor=actor, at=at)
    audit.record(action="referrals.contact.saved", subject=registration.pk, actor=actor, at=at)


def _put_address(
    channel: str, address: str, registration: Registration, helper: Participant, *, actor: Actor, at: datetime
) -> None:
    used, verified_at = _used(registration, channel)
    if not address:
        _end_waiting(registration, channel, at=at)
        _use(registration, channel, "", None)
    elif addresses.same(address, account_address(helper, channel)):
        _end_waiting(registration, channel, at=at)
        _use(registration, channel, address, verified_at if address == used and verified_at else at)
    elif verified_at and addresses.same(address, used):
        _end_waiting(registration, channel, at=at)
    else:
        waiting = _waiting(registration, channel)
        if waiting is None or not addresses.same(waiting.address, address):
            _end_waiting(registration, channel, at=at)
            _send(channel, address, registration, helper, actor=actor, at=at)


def account_address(helper: Participant, channel: str) -> str:
    """Return the account's own address, which counts as confirmed: it comes with the sign-in."""
    if channel == EMAIL:
        return addresses.email_address(helper.account.email) or ""
    return addresses.phone_number(helper.account.phone) or ""


def _used(registration: Registration, channel: str) -> tuple[str, datetime | None]:
    if channel == EMAIL:
        return registration.email, registration.email_verified_at
    return registration.phone, registration.phone_verified_at


def _use(registration: Registration, channel: str, address: str, verified_at: datetime | None) -> None:
    if channel == EMAIL:
        registration.email, registration.email_verified_at = address, verified_at
    else:
        registration.phone, registration.phone_verified_at = address, verified_at


def _waiting(registration: Registration, channel: str) -> AddressCheck | None:
    """Return the newest code that was sent for a channel, where it is not used or given up."""
    checks = registration.checks.filter(channel=channel, ended_at__isnull=True)
    return checks.order_by("-sent_at", "-id").first()


def _end_waiting(registration: Registration, channel: str, *, at: datetime) -> None:
    registration.checks.filter(channel=channel, ended_at__isnull=True).update(ended_at=at)


def _send(
    channel: str, address: str, registration: Registration, helper: Participant, *, actor: Actor, at: datetime
) -> None:
    """Send a code to an address; wrong tries of codes before to the same address go on counting."""
    rules = helper.edition.offers
    recent = registration.checks.filter(sent_at__gt=at - HOUR)
    same = recent.filter(channel=channel, address=address).order_by("-sent_at", "-id").first()
    if not addresses.can_send(
        sent_within_the_hour=recent.count(),
        last_sent_at=same.sent_at if same else None,
        pause=rules.resend_after,
        at=at,
    ):
        raise TooManyCodes
    _end_waiting(registration, channel, at=at)
    code = "".join(secrets.choice("0123456789") for _ in range(rules.passcode_digits))
    check_id = uuid4()
    check = AddressCheck.objects.create(
        id=check_id,
        registration=registration,
        channel=channel,
        address=address,
        code_hash=keys.fingerprint(code, purpose=f"address check {check_id}"),
        sent_at=at,
        expires_at=at + rules.passcode_lasts,
        tries=same.tries if same else 0,
    )
    _queue(check, code, helper, actor=actor, at=at)
    audit.record(
        action="referrals.address.code_sent",
        subject=registration.pk,
        actor=actor,
        at=at,
        facts={"channel": channel},
    )


def _queue(check: AddressCheck, code: str, helper: Participant, *, actor: Actor, at: datetime) -> None:
    is_mail = check.channel == EMAIL
    minutes = int(helper.edition.offers.passcode_lasts.total_seconds() // 60)
    messaging.queue(
        Message(
            pack=helper.pack,
            template="address_check",
            to=Recipient(
                name=helper.account.name,
                email=check.address if is_mail else "",
                phone="" if is_mail else check.address,
                language=helper.account.language,
                account_id=helper.account.id,
            ),
            about=About(ABOUT_REGISTRATION, helper.account.id),
            values={"passcode": code, "minutes": str(minutes)},
            channel=ChannelName(check.channel),
            dedupe_key=f"address_check:{check.id}",
            expires_at=check.expires_at,
            priority=Priority.URGENT,
        ),
        actor=actor,
        at=at,
    )


@transaction.atomic(durable=True)
def _tried(channel: str, code: str, *, actor: Actor, marketplace: str, at: datetime) -> CodeVerdict:
    """Try a code, and keep that it was tried, whatever comes of it."""
    helper = participant(actor, marketplace=marketplace, at=at)
    registration = locked(helper)
    check = _waiting(registration, channel)
    sent = SentCode(check.expires_at, check.tries, is_ended=False) if check else None
    matches = check is not None and secrets.compare_digest(
        keys.fingerprint(code.strip(), purpose=f"address check {check.id}"), check.code_hash
    )
    most_tries = helper.edition.offers.passcode_tries
    verdict = addresses.verdict(sent, matches=matches, most_tries=most_tries, at=at)
    if check is None:
        return verdict
    if verdict is not CodeVerdict.RIGHT:
        check.tries += 1
        check.save(update_fields=["tries"])
        return verdict
    check.ended_at = at
    check.save(update_fields=["ended_at"])
    _use(registration, channel, check.address, at)
    registration.version += 1
    registration.save()
    taking_part.settle(registration, helper, actor=actor, at=at)
    audit.record(
        action="referrals.address.confirmed",
        subject=registration.pk,
        actor=actor,
        at=at,
        facts={"channel": channel},
    )
    return verdict

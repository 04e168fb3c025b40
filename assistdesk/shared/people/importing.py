"""Helpers from a marketplace's own list: made where they are new, renewed where they are known."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account, Agency, Helper
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import FieldError, InvalidInput

TAKEN_MESSAGE = "This username belongs to somebody else here."
NPN_TAKEN_MESSAGE = "Another helper has this number."


@dataclass(frozen=True, slots=True)
class ListedHelper:
    """One helper as a list has them. Days are the last ones, inclusive; None means there is none."""

    username: str
    name: str = field(repr=False)
    email: str = field(repr=False)
    phone: str = field(repr=False)
    role: Role
    language: str
    agency: str
    npn: str
    license_number: str
    license_until: date | None
    certified_until: date | None
    authorized_until: date | None
    is_contact_on_file: bool
    zip_code: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class PutHelper:
    """What came of one: `email_before` and `phone_before` are empty for who is new."""

    account_id: UUID
    is_new: bool
    email_before: str = field(repr=False)
    phone_before: str = field(repr=False)


@transaction.atomic(durable=True)
def put_helper(listed: ListedHelper, *, marketplace: str, actor: Actor, at: datetime) -> PutHelper:
    """Make a helper's account, or let it say what the list says. A new account has no password yet.

    Raises:
        InvalidInput: the username or the producer number is somebody else's.
    """
    before = Account.objects.select_for_update().filter(username=listed.username).first()
    if before is not None and (before.marketplace, before.role) != (marketplace, listed.role.value):
        raise InvalidInput([FieldError("username", TAKEN_MESSAGE)])
    others = Helper.objects.filter(marketplace=marketplace, npn=listed.npn).exclude(
        account__username=listed.username
    )
    if listed.npn and others.exists():
        raise InvalidInput([FieldError("npn", NPN_TAKEN_MESSAGE)])
    account = before or _new_account(listed, marketplace, at)
    came = PutHelper(account.id, before is None, account.email, account.phone)
    account.name, account.email, account.phone = listed.name, listed.email, listed.phone
    account.language, account.is_active = listed.language, listed.is_active
    account.agency = _agency(listed.agency, marketplace)
    account.save()
    Helper.objects.update_or_create(
        account=account,
        defaults={
            "marketplace": marketplace,
            "npn": listed.npn,
            "license_number": listed.license_number,
            "license_until": listed.license_until,
            "certified_until": listed.certified_until,
            "authorized_until": listed.authorized_until,
            "contact_on_file": listed.is_contact_on_file,
            "zip_code": listed.zip_code,
        },
    )
    action = "people.helper.listed" if before is None else "people.helper.renewed"
    audit.record(action=action, subject=account.id, actor=actor, at=at)
    return came


def _new_account(listed: ListedHelper, marketplace: str, at: datetime) -> Account:
    account = Account(username=listed.username, marketplace=marketplace, role=listed.role.value, made_at=at)
    account.set_unusable_password()
    return account


def _agency(name: str, marketplace: str) -> Agency | None:
    if not name:
        return None
    agency, _ = Agency.objects.get_or_create(marketplace=marketplace, name=name)
    return agency

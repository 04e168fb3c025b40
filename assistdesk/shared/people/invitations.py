"""Links by which people choose their own password: each is good once, and for a week.

A link carries no secret that is kept: it is signed, and holds a mark of the password at the time. Once
another password is chosen, every link made before is over.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction

from assistdesk.shared import keys
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.queries import actor_of
from assistdesk.shared.people.refusals import InvitationOver
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere

PURPOSE = "invitation"
LIFE = timedelta(days=7)
SHORTEST, LONGEST = 15, 200
"""Characters of a password that is all there is. Source: NIST SP 800-63B-4, 3.1.1.2 (at least 15)."""

PARTS = 3
SHORT_MESSAGE = "Use at least 15 characters: several words are easy to remember."
LONG_MESSAGE = "Use at most 200 characters."
NAME_MESSAGE = "Leave your username out of it."


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link for one account: `token` is its last part, good until `expires_at`, exclusive."""

    username: str
    token: str
    expires_at: datetime


@transaction.atomic(durable=True)
def invite(username: str, *, actor: Actor, at: datetime) -> Invitation:
    """Return a link by which the holder of an account chooses a password. It is shown only now.

    Raises:
        NotThere: there is no such active account.
    """
    account = Account.objects.filter(username=username.strip().lower(), is_active=True).first()
    if account is None:
        raise NotThere
    audit.record(action="people.invitation.made", subject=account.id, actor=actor, at=at)
    return _invitation(account, at=at)


def without_password(marketplace: str) -> list[str]:
    """Return the usernames of a marketplace's active accounts that have no password, in order."""
    found = Account.objects.filter(marketplace=marketplace, is_active=True).order_by("username")
    return [one.username for one in found if not one.has_usable_password()]


def invited(token: str, *, at: datetime) -> Account:
    """Return whose link this is.

    Raises:
        InvitationOver: it was used, is too old, or this desk did not make it.
    """
    account_id = _account_id(token, at=at)
    return _whose(Account.objects.filter(pk=account_id).first(), token)


@transaction.atomic(durable=True)
def choose_password(token: str, password: str, *, at: datetime) -> Account:
    """Give the account of a link the password that its holder chose; the link is over then.

    Raises:
        InvitationOver: as `invited`.
        InvalidInput: the password is too short, too long, or has the username in it.
    """
    account_id = _account_id(token, at=at)
    account = _whose(Account.objects.select_for_update().filter(pk=account_id).first(), token)
    wrong = _wrong(password, account)
    if wrong:
        raise InvalidInput([FieldError("password", wrong)])
    account.set_password(password)
    account.save(update_fields=["password"])
    audit.record(action="people.password.chosen", subject=account.id, actor=actor_of(account), at=at)
    return account


def _invitation(account: Account, *, at: datetime) -> Invitation:
    expires_at = at + LIFE
    payload = f"{account.id.hex}.{int(expires_at.timestamp())}.{_marks(account)[0]}"
    return Invitation(account.username, keys.sign(payload, purpose=PURPOSE), expires_at)


def _account_id(token: str, *, at: datetime) -> UUID:
    """Return whose account a link is for, where the desk made it and its time is not over."""
    try:
        parts = keys.unsign(token, purpose=PURPOSE).split(".")
    except keys.BadSignature:
        raise InvitationOver from None
    if len(parts) != PARTS or at >= datetime.fromtimestamp(int(parts[1]), tz=UTC):
        raise InvitationOver
    return UUID(parts[0])


def _whose(account: Account | None, token: str) -> Account:
    if account is None or not account.is_active or token.split(".")[2] not in _marks(account):
        raise InvitationOver
    return account


def _marks(account: Account) -> list[str]:
    """Return what stands for the present password, and says nothing of it: by each of the desk's keys."""
    return [one[:16] for one in keys.fingerprints(account.password, purpose="mark of a password")]


def _wrong(password: str, account: Account) -> str:
    if len(password) < SHORTEST:
        return SHORT_MESSAGE
    if len(password) > LONGEST:
        return LONG_MESSAGE
    return NAME_MESSAGE if account.username in password.lower() else ""

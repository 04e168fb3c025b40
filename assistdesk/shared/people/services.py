"""What can be done with accounts: add one, make a token for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from assistdesk.shared import keys
from assistdesk.shared.audit import steps as audit
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account, ApiToken
from assistdesk.shared.people.queries import TOKEN_PURPOSE
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import FieldError, InvalidInput, NotThere

TOKEN_LIFE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What is needed to make an account. `marketplace` is empty for those who serve every one."""

    username: str
    password: str
    name: str
    email: str
    role: Role
    marketplace: str = ""
    teams: tuple[str, ...] = ()
    language: str = "en"


@transaction.atomic(durable=True)
def add_account(new: NewAccount, *, actor: Actor, at: datetime) -> Account:
    """Make an account and return it.

    Raises:
        InvalidInput: the username is taken or empty.
    """
    username = new.username.strip().lower()
    if not username:
        raise InvalidInput([FieldError("username", "Give a username.")])
    if Account.objects.filter(username=username).exists():
        raise InvalidInput([FieldError("username", "This username is taken.")])
    account = Account(
        username=username,
        name=new.name,
        email=new.email,
        role=new.role.value,
        marketplace=new.marketplace,
        teams=list(new.teams),
        language=new.language,
        made_at=at,
    )
    account.set_password(new.password)
    account.save(force_insert=True)
    audit.record(action="people.account.added", subject=account.id, actor=actor, at=at)
    return account


@transaction.atomic(durable=True)
def make_token(username: str, *, actor: Actor, at: datetime) -> str:
    """Return a new API token of the account called `username`: valid for a year, shown only now.

    Raises:
        NotThere: there is no such active account.
    """
    account = Account.objects.filter(username=username.strip().lower(), is_active=True).first()
    if account is None:
        raise NotThere
    token = keys.random_token()
    made = ApiToken.objects.create(
        account=account,
        fingerprint=keys.fingerprint(token, purpose=TOKEN_PURPOSE),
        made_at=at,
        expires_at=at + TOKEN_LIFE,
    )
    audit.record(action="people.token.made", subject=made.id, actor=actor, at=at)
    return token

"""Questions about accounts: who is behind a token, who belongs to a team."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from assistdesk.shared import keys
from assistdesk.shared.compiled import compiled_once
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account, Helper
from assistdesk.shared.people.roles import Role

TOKEN_PURPOSE = "api token"  # noqa: S105 - the name of a purpose, no secret

_SENDER = """
    SELECT desk_now(), (SELECT json_object_agg(marketplace, digest) FROM policy_loadedpack WHERE is_running),
        account.id, account.marketplace, role, teams, name, email, language, person_id, agency_id, username
    FROM people_apitoken AS token JOIN people_account AS account ON account.id = token.account_id
    WHERE fingerprint = ANY(%s) AND ended_at IS NULL AND expires_at > desk_now() AND account.is_active
"""
"""Asked with each call of the API: spelled out, for building it costs more than asking."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a token, and what each call needs besides: the desk's moment, and which packs run.

    `packs` is the digest of each marketplace's running pack.
    """

    actor: Actor
    at: datetime
    packs: dict[str, str]


def actor_of(account: Account) -> Actor:
    """Return the actor that `account` is when it signs in."""
    return Actor(
        account_id=account.id,
        marketplace=account.marketplace or None,
        role=Role(account.role),
        teams=tuple(account.teams),
        name=account.name,
        email=account.email,
        language=account.language,
        person_id=account.person_id,
        agency_id=account.agency_id,
        username=account.username,
    )


def sender_of(token: str) -> Sender | None:
    """Return who sends `token`, or None where it is unknown, ended or expired at this very moment."""
    with connection.cursor() as cursor:
        cursor.execute(_SENDER, [keys.fingerprints(token, purpose=TOKEN_PURPOSE)])
        found = cursor.fetchone()
        columns = [one.name for one in cursor.description or ()][2:]
    if found is None:
        return None
    at, packs, *values = found
    return Sender(actor_of(Account(**dict(zip(columns, values, strict=True)))), at, packs or {})


def account_by_id(account_id: UUID) -> Account:
    """Return one account.

    Raises:
        Account.DoesNotExist: there is none.
    """
    return Account.objects.get(pk=account_id)


def helper_of(actor: Actor) -> Helper | None:
    """Return what the marketplace knows of `actor` as a helper; None where it knows nothing.

    Account and agency come along.
    """
    if actor.account_id is None:
        return None
    found = _helper(actor.account_id)
    return found[0] if found else None


@compiled_once
def _helper(account_id: UUID) -> QuerySet[Helper]:
    return Helper.objects.select_related("account__agency").filter(account_id=account_id)


def helper_with_npn(npn: str, *, marketplace: str) -> Helper | None:
    """Return the helper whose producer number this is, with account and agency; None where it is nobody's.

    A helper whose account was closed counts as nobody.
    """
    helpers = Helper.objects.select_related("account__agency")
    return helpers.filter(marketplace=marketplace, npn=npn, account__is_active=True).first() if npn else None


def team_members(marketplace: str, team: str) -> list[Account]:
    """Return the active accounts of a team, by name."""
    return list(
        Account.objects.filter(marketplace=marketplace, teams__contains=[team], is_active=True).order_by(
            "name", "id"
        )
    )


def accounts_in(roles: Iterable[Role], *, marketplace: str) -> list[Account]:
    """Return the active accounts of these roles that serve a marketplace, alone or with others, by name."""
    found = Account.objects.filter(
        role__in=[role.value for role in roles], marketplace__in=[marketplace, ""], is_active=True
    )
    return list(found.order_by("name", "id"))


def leads_of(marketplace: str, team: str) -> list[Account]:
    """Return who answers for a team: its active leads; where it has none, those who run the marketplace.

    These are the exchange's admins of the marketplace, and those who serve every one.
    """
    leads = [one for one in team_members(marketplace, team) if one.role == Role.TEAM_LEAD.value]
    if leads:
        return leads
    admins = Account.objects.filter(role=Role.EXCHANGE_ADMIN.value, is_active=True)
    return list(admins.filter(marketplace__in=[marketplace, ""]).order_by("name", "id"))

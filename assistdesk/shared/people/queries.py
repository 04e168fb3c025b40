"""Questions about accounts: who is behind a token, who belongs to a team."""

from collections.abc import Iterable
from uuid import UUID

from assistdesk.shared import keys
from assistdesk.shared.deadlines import DeskNow
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account, ApiToken, Helper
from assistdesk.shared.people.roles import Role

TOKEN_PURPOSE = "api token"  # noqa: S105 - the name of a purpose, no secret

_OF_AN_ACTOR = (
    "account__marketplace", "account__role", "account__teams", "account__name", "account__email",
    "account__language", "account__person_id", "account__agency_id", "account__username",
)  # fmt: skip


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


def actor_with_token(token: str) -> Actor | None:
    """Return who sends `token`, or None where it is unknown, ended or expired at this very moment."""
    tokens = ApiToken.objects.filter(
        fingerprint__in=keys.fingerprints(token, purpose=TOKEN_PURPOSE),
        expires_at__gt=DeskNow(),
        ended_at__isnull=True,
        account__is_active=True,
    )
    found = tokens.select_related("account").only("id", *_OF_AN_ACTOR)[:1]
    return next((actor_of(one.account) for one in found), None)


def account_by_id(account_id: UUID) -> Account:
    """Return one account.

    Raises:
        Account.DoesNotExist: there is none.
    """
    return Account.objects.get(pk=account_id)


def helper_of(actor: Actor) -> Helper | None:
    """Return what the marketplace knows of `actor` as a helper, account too; None where it knows nothing."""
    if actor.account_id is None:
        return None
    return Helper.objects.select_related("account").filter(account_id=actor.account_id).first()


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

"""Who takes part or may: the helper, the marketplace's rules of today, and what is known of both."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NoReturn
from zoneinfo import ZoneInfo

from assistdesk.referrals.models import Registration, standing_of
from assistdesk.referrals.refusals import NotAbleToHelp, NotRegistered
from assistdesk.referrals.rules import criteria
from assistdesk.shared import transactions
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account, Helper
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.schema import Pack, PartName, ReferralsEdition
from assistdesk.shared.policy.schema.identity import RoleName
from assistdesk.shared.policy.schema.referrals import Requirement
from assistdesk.shared.refusals import NotAuthorized, NotThere


@dataclass(frozen=True, slots=True)
class Participant:
    """A helper as one change meets them."""

    pack: Pack
    edition: ReferralsEdition
    account: Account
    known: Helper | None
    today: date

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """What the marketplace asks of helpers of this role."""
        return self.edition.criteria.by_role[RoleName(self.account.role)]

    @property
    def programs(self) -> list[str]:
        """What helpers of this role help with."""
        return [one.value for one in self.edition.criteria.programs_by_role[RoleName(self.account.role)]]

    @property
    def missing(self) -> list[Requirement]:
        """The requirements that the helper doesn't meet today."""
        keys = criteria.missing(
            [criteria.Criterion(one.criterion.value) for one in self.requirements],
            standing_of(self.account, self.known),
            on=self.today,
        )
        return [one for one in self.requirements if one.criterion.value in keys]

    def check_criteria(self) -> None:
        """Check that nothing is missing.

        Raises:
            NotAbleToHelp: something is; it says what, in the helper's language.
        """
        missing = self.missing
        if missing:
            language = self.account.language
            raise NotAbleToHelp(missing=" ".join(one.missing.in_language(language) for one in missing))


def participant(actor: Actor, *, marketplace: str, at: datetime) -> Participant:
    """Return the helper who acts, in the caller's transaction.

    Raises:
        NotThere: the marketplace has no referrals, or the actor belongs to another one.
        NotAuthorized: people of the actor's role don't take part.
    """
    transactions.required()
    if not actor.serves(marketplace) or actor.account_id is None:
        raise NotThere
    pack = policy.running(marketplace)
    if not pack.has(PartName.REFERRALS):
        raise NotThere
    today = at.astimezone(ZoneInfo(pack.identity.zone)).date()
    edition = pack.referrals_on(today)
    if actor.role.value not in {role.value for role in edition.criteria.by_role}:
        raise NotAuthorized
    account = Account.objects.get(pk=actor.account_id)
    known = Helper.objects.filter(account_id=actor.account_id).first()
    return Participant(pack, edition, account, known, today)


def locked(helper: Participant) -> Registration:
    """Return the helper's registration, locked until the transaction ends.

    Raises:
        NotRegistered: there is none; the helper has to agree first.
    """
    transactions.required()
    found = Registration.objects.select_for_update().filter(pk=helper.account.id).first()
    return found or _not_registered()


def _not_registered() -> NoReturn:
    raise NotRegistered

"""Which of the marketplace's criteria several helpers lack: asked again at each offer."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from assistdesk.referrals.models import standing_of
from assistdesk.referrals.rules import criteria
from assistdesk.referrals.rules.criteria import Criterion, Standing
from assistdesk.shared.people.models import Account, Helper
from assistdesk.shared.policy.schema import ReferralsEdition
from assistdesk.shared.policy.schema.referrals import Requirement


def missing_of(
    accounts: Sequence[Account], edition: ReferralsEdition, *, on: date
) -> dict[UUID, tuple[str, ...]]:
    """Return for each account the criteria of its role that it lacks on that day, in the pack's order.

    One query. A role that the pack doesn't name can't take part: it lacks being active.
    """
    known = Helper.objects.in_bulk([account.id for account in accounts])
    return {account.id: _missing(account, known.get(account.id), edition, on=on) for account in accounts}


def _missing(
    account: Account, helper: Helper | None, edition: ReferralsEdition, *, on: date
) -> tuple[str, ...]:
    return missing_in(account.role, standing_of(account, helper), edition, on=on)


def missing_in(role: str, standing: Standing, edition: ReferralsEdition, *, on: date) -> tuple[str, ...]:
    """Return the criteria of `role` that one of this standing lacks on that day, in the pack's order."""
    return missing_for([Criterion(one.criterion.value) for one in _needs(role, edition)], standing, on=on)


def needs_by_role(edition: ReferralsEdition) -> dict[str, tuple[Criterion, ...]]:
    """Return the criteria of each role that the pack names, for who asks about many helpers."""
    return {
        role.value: tuple([Criterion(one.criterion.value) for one in each])
        for role, each in edition.criteria.by_role.items()
    }


def missing_for(needs: Sequence[Criterion], standing: Standing, *, on: date) -> tuple[str, ...]:
    """Return which criteria of a role one of this standing lacks on that day; without any it is `active`."""
    if not needs:
        return (Criterion.ACTIVE.value,)
    return criteria.missing(needs, standing, on=on)


def _needs(wanted: str, edition: ReferralsEdition) -> tuple[Requirement, ...]:
    return next((each for role, each in edition.criteria.by_role.items() if role.value == wanted), ())


def words_of(missing: Sequence[str], account: Account, edition: ReferralsEdition) -> str:
    """Return what the marketplace says of the criteria that an account lacks, in the account's language."""
    said = {one.criterion.value: one.missing for one in _needs(account.role, edition)}
    return " ".join(said[key].in_language(account.language) for key in missing if key in said)

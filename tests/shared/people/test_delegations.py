"""Who may act for a helper: granted and withdrawn by the helper alone, until a moment, and never for more."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from assistdesk.shared.audit.models import Entry
from assistdesk.shared.people import delegations, terms
from assistdesk.shared.people.models import Account, Delegation
from assistdesk.shared.people.permissions import TABLE, Permission
from assistdesk.shared.people.powers import POWERS, Power, permissions_of
from assistdesk.shared.people.refusals import ActingEnded, NoSuchDelegate
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import InvalidInput, NotAuthorized, NotThere
from tests.conftest import at_the_same_time
from tests.shared.people.delegating import let, today
from tests.site import build

pytestmark = pytest.mark.rule("C-22")

TICK = timedelta(microseconds=1)
YEAR = timedelta(days=365)
NEVER = frozenset(
    {
        Permission.REQUEST_CASE_ACCESS,
        Permission.SEE_CASES,
        Permission.TAKE_REFERRALS,
        Permission.MANAGE_DELEGATES,
        Permission.OWN_ACCOUNT,
    }
)


def test_no_power_lets_anybody_do_what_is_the_helpers_alone() -> None:
    assert not NEVER & permissions_of(Power)


def test_no_power_opens_more_than_some_helper_has() -> None:
    assert permissions_of(Power) <= TABLE[Role.AGENT]


@pytest.mark.parametrize("power", list(Power))
def test_each_power_opens_something_of_its_own(power: Power) -> None:
    others = permissions_of(other for other in Power if other is not power)

    assert POWERS[power] - others


TODAY = date(2027, 3, 2)
DAYS = [
    pytest.param(TODAY - timedelta(days=1), False, id="yesterday"),
    pytest.param(TODAY, True, id="today"),
    pytest.param(TODAY + YEAR, True, id="the last day"),
    pytest.param(TODAY + YEAR + timedelta(days=1), False, id="the day after the last"),
]


@pytest.mark.parametrize(("until", "is_fine"), DAYS)
def test_nobody_acts_longer_than_the_marketplace_allows(*, until: date, is_fine: bool) -> None:
    if is_fine:
        terms.check_until(until, today=TODAY, longest=YEAR)
        return
    with pytest.raises(InvalidInput):
        terms.check_until(until, today=TODAY, longest=YEAR)


def test_a_day_is_over_at_midnight_where_the_marketplace_is() -> None:
    assert terms.over_at(TODAY, zone="America/New_York") == datetime.fromisoformat(
        "2027-03-03T00:00:00-05:00"
    )


@pytest.mark.usefixtures("demo_desk")
class TestActing:
    """With the demo's people: agency-admin acts for agent."""

    def test_everything_but_the_language_is_the_helpers(self, at: datetime) -> None:
        own = replace(build.actor("agent2"), language="es")
        made = let("agent2", at=at)

        acting = delegations.acting_by(made.id, own=own, at=at)

        agent = build.actor("agent")
        assert replace(acting, delegate=None) == replace(agent, language="es")
        assert (acting.delegate_id, acting.own_account_id) == (own.account_id, own.account_id)
        assert agent.own_account_id == agent.account_id

    @pytest.mark.parametrize("power", list(Power))
    def test_only_the_powers_that_were_given_open_anything(self, power: Power, at: datetime) -> None:
        made = let("agency-admin", powers=(power,), at=at)

        acting = delegations.acting_by(made.id, own=build.actor("agency-admin"), at=at)

        assert {one for one in Permission if acting.may(one)} == permissions_of([power])

    def test_who_acts_has_no_more_rights_than_the_helper(self, at: datetime) -> None:
        made = let("agent2", act_for="agency-admin", at=at)

        acting = delegations.acting_by(made.id, own=build.actor("agent2"), at=at)

        assert not acting.may(Permission.KEEP_BOOK)
        assert acting.may(Permission.ESCALATE)

    def test_it_ends_exactly_at_the_end_of_its_last_day(self, at: datetime) -> None:
        made, own = let("agency-admin", days=0, at=at), build.actor("agency-admin")
        end = terms.over_at(today(at), zone="America/New_York")

        assert delegations.acting_by(made.id, own=own, at=end - TICK)
        for over in (end, end + TICK):
            with pytest.raises(ActingEnded):
                delegations.acting_by(made.id, own=own, at=over)
            assert delegations.open_to(own, at=over) == []
        assert len(delegations.open_to(own, at=end - TICK)) == 1

    def test_it_has_not_begun_before_it_was_granted(self, at: datetime) -> None:
        made = let("agency-admin", at=at)

        with pytest.raises(ActingEnded):
            delegations.acting_by(made.id, own=build.actor("agency-admin"), at=at - TICK)

    def test_it_ends_at_the_moment_it_is_withdrawn(self, at: datetime) -> None:
        made, own = let("agency-admin", at=at - timedelta(hours=1)), build.actor("agency-admin")

        delegations.withdraw(made.id, actor=build.actor("agent"), at=at)

        with pytest.raises(ActingEnded):
            delegations.acting_by(made.id, own=own, at=at)
        (row,) = delegations.granted_by(build.actor("agent"), at=at)
        assert (row.is_standing, row.is_withdrawn, row.over_at) == (False, True, at)

    @pytest.mark.parametrize("closed", ["agent", "agency-admin"])
    def test_a_closed_account_acts_for_nobody_and_nobody_for_it(self, closed: str, at: datetime) -> None:
        made, own = let("agency-admin", at=at), build.actor("agency-admin")
        Account.objects.filter(username=closed).update(is_active=False)

        with pytest.raises(ActingEnded):
            delegations.acting_by(made.id, own=own, at=at)

    def test_a_delegation_is_nobody_elses(self, at: datetime) -> None:
        made = let("agency-admin", at=at)

        with pytest.raises(ActingEnded):
            delegations.acting_by(made.id, own=build.actor("agent2"), at=at)
        with pytest.raises(NotThere):
            delegations.begin(made.id, actor=build.actor("agent2"), at=at)

    def test_only_the_helper_withdraws_it(self, at: datetime) -> None:
        made = let("agency-admin", at=at)

        for username in ("agency-admin", "agent2"):
            with pytest.raises(NotThere):
                delegations.withdraw(made.id, actor=build.actor(username), at=at)

        made.refresh_from_db()
        assert made.ended_at is None

    def test_who_acts_for_another_lets_nobody_act(self, at: datetime) -> None:
        made = let("agency-admin", at=at)
        acting = delegations.acting_by(made.id, own=build.actor("agency-admin"), at=at)

        with pytest.raises(NotAuthorized):
            delegations.grant("agent2", powers=[Power.CLIENTS], until=today(at), actor=acting, at=at)
        with pytest.raises(NotAuthorized):
            delegations.withdraw(made.id, actor=acting, at=at)
        with pytest.raises(NotAuthorized):
            delegations.begin(made.id, actor=acting, at=at)

        assert Delegation.objects.count() == 1

    @pytest.mark.parametrize("whom", ["agent", "", "nobody", "khbe", "producer", "resident", "auditor"])
    def test_only_another_helper_of_the_marketplace_can_act(self, whom: str, at: datetime) -> None:
        with pytest.raises(NoSuchDelegate):
            let(whom, at=at)

        assert not Delegation.objects.exists()

    def test_a_delegate_is_found_by_email_too(self, at: datetime) -> None:
        made = let(" Agency-Admin@Example.com ", at=at)

        assert made.delegate.username == "agency-admin"

    def test_without_a_power_nothing_is_granted(self, at: datetime) -> None:
        with pytest.raises(InvalidInput):
            let("agency-admin", powers=(), at=at)

        assert not Delegation.objects.exists()

    def test_a_new_one_takes_the_place_of_the_one_before(self, at: datetime) -> None:
        first = let("agency-admin", at=at - timedelta(days=1))
        second = let("agency-admin", powers=(Power.CLIENTS,), at=at)

        rows = delegations.open_to(build.actor("agency-admin"), at=at)

        assert [one.id for one in rows] == [second.id]
        first.refresh_from_db()
        assert first.ended_at == at

    def test_granting_and_withdrawing_are_written_down(self, at: datetime) -> None:
        made = let("agency-admin", powers=(Power.CLIENTS,), at=at)
        delegations.withdraw(made.id, actor=build.actor("agent"), at=at)
        delegations.withdraw(made.id, actor=build.actor("agent"), at=at)  # again: nothing more happens

        entries = list(Entry.objects.filter(action__startswith="people.delegation").order_by("id"))

        assert [one.action for one in entries] == [
            "people.delegation.granted",
            "people.delegation.withdrawn",
        ]
        assert entries[0].facts["delegate"] == str(build.actor("agency-admin").account_id)
        assert {one.account_id for one in entries} == {build.actor("agent").account_id}

    def test_what_is_done_for_another_is_written_down_under_both(self, at: datetime) -> None:
        made, own = let("agency-admin", at=at), build.actor("agency-admin")

        delegations.begin(made.id, actor=own, at=at)

        entry = Entry.objects.get(action="people.delegation.begun")
        assert (entry.account_id, entry.delegate_id) == (build.actor("agent").account_id, own.account_id)


@pytest.mark.django_db(transaction=True)
def test_two_grants_at_the_same_time_leave_one_standing(at: datetime, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("demo_desk")

    outcomes = at_the_same_time(*[lambda: let("agency-admin", at=at)] * 4)

    assert all(isinstance(one, Delegation) for one in outcomes)
    assert Delegation.objects.filter(ended_at__isnull=True).count() == 1

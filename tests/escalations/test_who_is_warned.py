"""Who is told of what is late: the team's leads, else those who run the marketplace, else the mailbox."""

import pytest
from django.test import Client

from assistdesk.escalations.queries import board as risks
from assistdesk.escalations.services.warnings import warn_leads
from assistdesk.shared import clock
from assistdesk.shared.audit.models import Entry
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people import queries as people
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Account
from assistdesk.shared.people.roles import Role
from tests.escalations import build
from tests.escalations.test_warnings import HALF, mails


@pytest.fixture
def lead(packs: None) -> Actor:
    """Return the lead of the team that takes most incidents."""
    return build.staff(build.TEAM, role=Role.TEAM_LEAD)


@pytest.mark.rule("E-16")
def test_a_lead_is_told_in_the_own_language(producer: Actor, packs: None) -> None:
    account = build.account(role=Role.TEAM_LEAD.value, teams=[build.TEAM], language="es")
    build.incident(producer)

    warn_leads(at=HALF)

    body = Outgoing.objects.get(to_account_id=account.id).body
    assert "Nadie lo ha tomado todavía." in body
    assert "jueves, 4 de marzo de 2027" in body


@pytest.mark.rule("E-16")
def test_without_a_lead_those_who_run_the_marketplace_are_told(producer: Actor) -> None:
    admin = build.account(role=Role.EXCHANGE_ADMIN.value, marketplace="")
    build.account(role=Role.EXCHANGE_ADMIN.value, marketplace=build.KENTUCKY)
    build.account(role=Role.TEAM_LEAD.value, teams=[build.OPERATIONS])
    build.account(role=Role.TEAM_LEAD.value, teams=[build.TEAM], is_active=False)
    build.incident(producer)

    warn_leads(at=HALF)

    told = Outgoing.objects.filter(template="escalation_alert").values_list("to_account_id", flat=True)
    assert list(told) == [admin.id]


@pytest.mark.rule("E-16")
def test_without_anybody_the_teams_mailbox_is_told(producer: Actor) -> None:
    build.incident(producer)
    mailbox = build.pack(build.MARYLAND).directory.teams[build.TEAM].mailbox

    warn_leads(at=HALF)

    told = Outgoing.objects.filter(template="escalation_alert")
    assert told.count() == (1 if mailbox else 0)
    assert not risks.is_any_warning_due(at=HALF)


@pytest.mark.rule("E-16")
def test_each_of_two_leads_is_told(producer: Actor, lead: Actor) -> None:
    other = build.staff(build.OPERATIONS, build.TEAM, role=Role.TEAM_LEAD)
    build.incident(producer)

    warn_leads(at=HALF)

    assert (len(mails(lead)), len(mails(other))) == (1, 1)


@pytest.mark.rule("E-16")
def test_a_lead_who_left_is_not_told(producer: Actor, lead: Actor) -> None:
    Account.objects.filter(pk=build.id_of(lead)).update(is_active=False)
    build.incident(producer)

    warn_leads(at=HALF)

    assert mails(lead) == []


@pytest.mark.rule("E-16")
@pytest.mark.usefixtures("demo_desk")
def test_moving_the_demos_clock_past_the_due_time_tells_the_lead() -> None:
    account = Account.objects.get(username="lead")
    build.incident(people.actor_of(Account.objects.get(username="producer")), at=clock.now())

    def advance(days: int) -> int:
        answer = Client().post(
            "/api/v1/demo/clock", {"advance_seconds": days * 86_400}, content_type="application/json"
        )
        assert answer.status_code == 200
        return Outgoing.objects.filter(to_account_id=account.id).count()

    assert [advance(0), advance(9), advance(9)] == [0, 1, 1]


def test_of_many_the_audit_log_keeps_how_many_and_the_first(
    producer: Actor, lead: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistdesk.escalations.services.warnings.MOST_NAMED", 2)
    numbers = [build.incident(producer).number for _ in range(3)]

    warn_leads(at=HALF)

    facts = Entry.objects.get(action="escalations.team.warned").facts
    assert facts["count"] == 3
    assert facts["warnings"] == [f"{number} uptake" for number in numbers[:2]]

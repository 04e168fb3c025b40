"""An agency past its own time stands on the board, and the lead is told, though no reply is promised."""

import pytest

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident
from assistdesk.escalations.queries import board as risks
from assistdesk.escalations.queries.clocks import clocks_of
from assistdesk.escalations.queries.recount import wrong_clocks
from assistdesk.escalations.services.warnings import warn_leads
from assistdesk.escalations.states import IncidentState, Timed
from assistdesk.shared.messaging.models import Outgoing
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build
from tests.escalations.offices import DCBS, FIVE_DAYS, HOUR, fresh, hand_on
from tests.escalations.test_warnings import TICK


@pytest.fixture
def incident(agent: Actor) -> Incident:
    """Return an incident of a team that hands incidents on; no reply is promised."""
    return build.incident(agent, type="dms")


@pytest.mark.rule("E-14", "E-16")
def test_a_late_agency_is_told_and_listed_by_name(incident: Incident, clerk: Actor) -> None:
    lead = build.staff(incident.team, role=Role.TEAM_LEAD, marketplace=build.KENTUCKY)
    hand_on(incident, DCBS, by=clerk)

    assert fresh(incident).next_due_at == FIVE_DAYS
    assert warn_leads(at=FIVE_DAYS - TICK) == 0
    assert warn_leads(at=FIVE_DAYS) == 1

    mail = Outgoing.objects.get(to_account_id=lead.account_id)
    assert "The agency has not answered in time." in mail.body
    board = risks.board(lead, marketplace=build.KENTUCKY, team=incident.team, language="en", at=FIVE_DAYS)
    (row,) = risks.at_risk(board, Timed.AGENCY, language="en", at=FIVE_DAYS).items
    assert (row.number, row.since) == (incident.number, FIVE_DAYS)
    assert "DCBS" in row.whom


@pytest.mark.rule("E-14", "E-16")
def test_an_incident_that_is_back_waits_for_no_agency(incident: Incident, clerk: Actor) -> None:
    hand_on(incident, DCBS, by=clerk)
    services.transition(
        build.ref(incident), to=IncidentState.RESOLVED, reason="Done.", actor=clerk, at=TEN_O_CLOCK + HOUR
    )

    assert fresh(incident).next_due_at is None
    assert warn_leads(at=FIVE_DAYS) == 0
    (agency,) = clocks_of(build.ref(incident), actor=clerk, language="en", at=FIVE_DAYS).clocks
    assert (agency.kind, agency.stopped_at) == (Timed.AGENCY, TEN_O_CLOCK + HOUR)
    assert wrong_clocks(newest=1) == []

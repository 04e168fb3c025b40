"""An incident moves as the table says, and nowhere else."""

import pytest

from assistdesk.escalations.states import INCIDENT, OPEN_STATES, IncidentState, move_between

NEW, IN_REVIEW, WAITING = IncidentState.NEW, IncidentState.IN_REVIEW, IncidentState.WAITING_ON_HELPER
WITH_AGENCY, RESOLVED, CLOSED = IncidentState.WITH_AGENCY, IncidentState.RESOLVED, IncidentState.CLOSED

ALLOWED = {
    (NEW, IN_REVIEW),
    (IN_REVIEW, WAITING),
    (IN_REVIEW, WITH_AGENCY),
    (IN_REVIEW, RESOLVED),
    (WAITING, IN_REVIEW),
    (WAITING, WITH_AGENCY),
    (WAITING, RESOLVED),
    (WITH_AGENCY, IN_REVIEW),
    (WITH_AGENCY, WAITING),
    (WITH_AGENCY, RESOLVED),
    (RESOLVED, CLOSED),
    (RESOLVED, IN_REVIEW),
    (CLOSED, IN_REVIEW),
}


@pytest.mark.rule("E-08")
@pytest.mark.parametrize("source", IncidentState)
@pytest.mark.parametrize("target", IncidentState)
def test_a_move_is_possible_only_where_the_table_has_one(
    source: IncidentState, target: IncidentState
) -> None:
    assert (move_between(source, target) is not None) is ((source, target) in ALLOWED)


def test_an_incident_starts_new_and_is_open_until_it_is_resolved() -> None:
    assert INCIDENT.start is NEW
    assert frozenset({NEW, IN_REVIEW, WAITING, WITH_AGENCY}) == OPEN_STATES

"""Incidents from before clocks were rows get theirs, as if the rows had always been there."""

from importlib import import_module

import pytest
from django.db import connection

from assistdesk.escalations import services
from assistdesk.escalations.models import Incident, IncidentClock
from assistdesk.escalations.queries.recount import wrong_clocks
from assistdesk.escalations.services.warnings import warn_leads
from assistdesk.escalations.states import IncidentState
from assistdesk.shared.people.actors import Actor
from tests.conftest import TEN_O_CLOCK
from tests.escalations import build

MIGRATION = import_module("assistdesk.escalations.migrations.0005_clocks_of_before")
COMPARED = ("incident_id", "kind", "team", "promised_amount", "started_at", "paused_at", "due_at", "met_at")
KINDS = ("reply", "uptake")


def rows() -> list[tuple[object, ...]]:
    """Return the clocks that the migration makes, but for takings that are over."""
    clocks = IncidentClock.objects.filter(kind__in=KINDS).exclude(kind="uptake", met_at__isnull=False)
    return list(
        clocks.exclude(stopped_at__isnull=False).order_by("incident_id", "kind").values_list(*COMPARED)
    )


@pytest.mark.rule("E-08")
def test_rows_from_before_are_those_that_would_have_been_kept(producer: Actor, caseworker: Actor) -> None:
    _new, taken, answered, waiting = (build.incident(producer) for _ in range(4))
    build.incident(build.helper(marketplace=build.KENTUCKY))
    services.take(build.ref(taken), actor=caseworker, at=TEN_O_CLOCK)
    services.reply(build.ref(answered), text="Done.", attachments=(), actor=caseworker, at=TEN_O_CLOCK)
    services.take(build.ref(waiting), actor=caseworker, at=TEN_O_CLOCK)
    services.transition(
        build.ref(waiting),
        to=IncidentState.WAITING_ON_HELPER,
        reason="Which?",
        actor=caseworker,
        at=TEN_O_CLOCK,
    )
    kept = rows()
    IncidentClock.objects.all().delete()

    with connection.cursor() as cursor:
        cursor.execute(MIGRATION.REPLIES)
        cursor.execute(MIGRATION.UPTAKES)
    warn_leads(at=TEN_O_CLOCK)

    assert rows() == kept
    assert wrong_clocks(newest=9) == []
    assert Incident.objects.count() == 5

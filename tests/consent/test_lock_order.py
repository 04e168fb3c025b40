"""Locks are taken in one order, the client's before a request's: two who change both wait in no circle."""

import threading

import pytest
from django.db import connection, transaction

from assistdesk.consent import services
from assistdesk.consent.models import ConsentRequest
from assistdesk.consent.states import RequestMethod
from assistdesk.shared import clock
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.models import Person
from tests.conftest import at_the_same_time
from tests.consent.test_races import agent, asked, rosa

__all__ = ["agent"]
pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_SECONDS = 20
WAITING = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'"""


def wait_for_waiting(count: int) -> None:
    """Return once so many connections wait for a lock."""
    give_up = threading.Event()
    timer = threading.Timer(PATIENCE_SECONDS, give_up.set)
    timer.start()
    waiting = -1
    with connection.cursor() as cursor:
        while waiting != count and not give_up.is_set():
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            waiting = cursor.fetchone()[0]
    timer.cancel()
    assert waiting == count


@pytest.mark.rule("C-05")
def test_a_yes_by_voice_and_asking_again_do_not_wait_in_a_circle(agent: Actor) -> None:  # a fixture
    request = asked(agent)
    over = clock.now()
    ConsentRequest.objects.filter(pk=request.pk).update(expires_at=over, lease_at=over)
    keys = [one.key for one in services.rulebook("kentucky", at=over).edition.verbal.acknowledgements]
    held = threading.Event()

    def hold_the_client() -> None:
        with transaction.atomic():
            Person.objects.select_for_update().get(pk=rosa().pk)
            held.set()
            wait_for_waiting(2)

    def ask() -> ConsentRequest:
        held.wait(PATIENCE_SECONDS)
        method = RequestMethod.VERBAL
        return services.ask(request.search_id, method=method, actor=agent, at=clock.now())

    def record() -> ConsentRequest:
        wait_for_waiting(1)
        return services.record(request.id, keys, actor=agent, at=clock.now())

    holding, spoken, recorded = at_the_same_time(hold_the_client, ask, record)

    assert holding is None
    assert isinstance(spoken, ConsentRequest)
    assert recorded == spoken

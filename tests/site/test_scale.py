"""A desk that is filled for trying and measuring: the same each time, and true to the desk's own rules."""

from itertools import pairwise

import pytest
from django.db import transaction

from assistdesk.escalations.models import Incident, IncidentClock, IncidentConsumer, NumberSeries, Post, Step
from assistdesk.escalations.states import INCIDENT, Timed
from assistdesk.shared import clock
from assistdesk.shared.calendar import ClockKind, due_after
from assistdesk.shared.people.models import AccessGrant, Account, Person
from assistdesk.shared.policy import queries as policy
from assistdesk.shared.policy.business_time import business_calendar, clock_of
from assistdesk.site.demo.scale import loading
from assistdesk.site.demo.scale.grounds import Amounts
from assistdesk.site.demo.scale.shape import shape
from tests.site import build

AMOUNTS = Amounts(incidents=400, people=1_000)
SHAPE = shape().model_copy(update={"helpers": 40, "agencies": 5})


@pytest.fixture
def filled(demo_desk: None) -> None:
    """Fill the demo's desk, with few incidents."""
    loading.load(AMOUNTS, SHAPE, at=clock.now(), is_checked=True, tell=lambda _: None)


def test_there_are_as_many_as_were_asked_for(filled: None) -> None:
    assert Incident.objects.count() == AMOUNTS.incidents
    assert Person.objects.filter(email__startswith="person1").count() > AMOUNTS.people // 2
    assert Incident.objects.values("marketplace").distinct().count() == 2


@pytest.mark.rule("E-07")
def test_numbers_rise_with_time_and_the_series_goes_on_after_them(filled: None) -> None:
    for series in NumberSeries.objects.all():
        own = list(Incident.objects.filter(marketplace=series.marketplace).order_by("running"))
        assert all(one.opened_at < other.opened_at for one, other in pairwise(own))
        assert all(one.number < other.number for one, other in pairwise(own))
        assert own[-1].running == series.last


@pytest.mark.rule("E-08")
def test_due_times_are_those_that_the_desk_itself_would_promise(filled: None) -> None:
    checked = 0
    for incident in Incident.objects.filter(paused_at__isnull=True):
        pack = policy.running(incident.marketplace)
        edition = next(one for one in pack.escalations if one.edition == incident.edition)
        promised = clock_of(edition.types[incident.type].clock)
        if promised.kind is ClockKind.NONE:
            assert incident.reply_due_at is None
            continue
        day = incident.opened_at.date()
        calendar = business_calendar(pack.calendar_on(day), language=pack.identity.language)
        assert incident.reply_due_at == due_after(calendar, start=incident.opened_at, clock=promised).at
        checked += 1
    assert checked > AMOUNTS.incidents // 2


@pytest.mark.rule("E-08")
def test_every_clock_that_runs_has_its_due_time(filled: None) -> None:
    running = IncidentClock.objects.running()

    assert running.filter(kind=Timed.REPLY.value).exists()
    assert running.filter(kind=Timed.UPTAKE.value).exists()
    assert not IncidentClock.objects.unlaid().exists()
    for row in running.filter(kind=Timed.REPLY.value).select_related("incident"):
        assert row.due_at == row.incident.reply_due_at


def test_each_history_is_one_that_the_table_of_moves_allows(filled: None) -> None:
    for incident in Incident.objects.all():
        state = INCIDENT.start
        for step in Step.objects.filter(incident=incident).order_by("id"):
            if step.move in INCIDENT.moves:
                assert INCIDENT.can(step.move, state), (incident.number, step.move)
                state = INCIDENT.target(step.move)
        assert incident.state == state.value


def test_each_consumer_is_a_client_of_the_helper_who_filed(filled: None) -> None:
    links = IncidentConsumer.objects.select_related("incident")
    assert links.exists()
    for link in links:
        assert AccessGrant.objects.filter(
            account_id=link.incident.filed_by_id, person_id=link.person_id
        ).exists()


def test_the_same_amounts_make_the_same_desk(demo_desk: None) -> None:
    seen = []
    for _ in range(2):
        before = transaction.savepoint()
        loading.load(AMOUNTS, SHAPE, at=clock.now(), is_checked=True, tell=lambda _: None)
        seen.append(
            [
                list(
                    Incident.objects.order_by("id").values_list("id", "number", "description", "type", "team")
                ),
                list(Post.objects.order_by("id").values_list("id", "kind", "text")),
            ]
        )
        transaction.savepoint_rollback(before)

    assert seen[0] == seen[1]


def test_what_the_database_believes_is_what_it_would_have_checked(demo_desk: None) -> None:
    seen = []
    for is_checked in (True, False):
        before = transaction.savepoint()
        loading.load(AMOUNTS, SHAPE, at=clock.now(), is_checked=is_checked, tell=lambda _: None)
        seen.append(
            [model.objects.count() for model in (Incident, Post, Step, IncidentConsumer, AccessGrant)]
        )
        transaction.savepoint_rollback(before)

    assert seen[0] == seen[1]


def test_a_desk_with_incidents_is_left_alone(demo_desk: None) -> None:
    build.incident("producer", at=clock.now())

    with pytest.raises(loading.DeskInUse):
        loading.load(AMOUNTS, SHAPE, at=clock.now(), is_checked=True, tell=lambda _: None)

    assert Incident.objects.count() == 1


def test_a_desk_that_other_people_use_is_left_alone(demo_desk: None) -> None:
    Account.objects.create(
        username="somebody",
        name="Somebody",
        email="somebody@example.com",
        role="caseworker",
        made_at=clock.now(),
    )

    with pytest.raises(loading.NoDemoDesk):
        loading.check_can_load()

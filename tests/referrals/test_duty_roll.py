"""Who is on duty lies on the map for the search of those near, as schedules go and change."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from assistdesk.referrals.models import Absence, Duty, Registration
from assistdesk.referrals.rules import sheets
from assistdesk.referrals.rules.duty import WeeklyHours
from assistdesk.referrals.services import availability, duty_roll, leaving
from assistdesk.shared import places
from assistdesk.shared.people.actors import Actor
from assistdesk.shared.people.roles import Role
from assistdesk.shared.refusals import InvalidInput, NotThere
from tests.referrals import taking_part as build

pytestmark = [pytest.mark.rule("D-16"), pytest.mark.django_db]
TICK = timedelta(microseconds=1)
FIVE_O_CLOCK = datetime(2027, 3, 2, 22, tzinfo=UTC)  # in the afternoon, where the helper is
NEXT_MORNING = datetime(2027, 3, 3, 14, tzinfo=UTC)
ALWAYS = tuple(WeeklyHours(day, time(), time()) for day in range(1, 8))


def on_duty(at: datetime) -> set[UUID]:
    """Return who is on duty by the roll, as a search sees it."""
    rows = Duty.objects.filter(on_from__lte=at, on_until__gt=at, is_free=True)
    return set(rows.values_list("registration_id", flat=True))


def test_a_helper_lies_on_a_sheet_for_each_language_and_programme(running_pack: None, at: datetime) -> None:
    build.register(build.helper(role=Role.NAVIGATOR), at=at, languages=("en", "es"))
    spot = places.of_zip("40202")
    assert spot is not None

    rows = list(Duty.objects.all())

    assert {(row.language, row.program) for row in rows} == {
        (language, program)
        for language in ("en", "es", sheets.ANY)
        for program in ("medicaid", "qhp", "dental", "other")
    }
    for row in rows:
        assert row.sheet == sheets.sheet(build.KENTUCKY, row.language, row.program)
        where = sheets.position(row.sheet, latitude=spot.latitude, longitude=spot.longitude)
        assert (row.x, row.y) == where


def test_who_gave_no_place_lies_amid_the_people_of_the_marketplace(agent: Actor, at: datetime) -> None:
    build.register(agent, at=at, zip_code="")

    latitude, longitude = duty_roll.middle(build.KENTUCKY)

    assert 37 < latitude < 39
    assert -86.5 < longitude < -84
    assert {row.y for row in Duty.objects.all()} == {latitude}


def test_the_roll_shows_the_present_stretch_and_then_the_next(agent: Actor, at: datetime) -> None:
    build.register(agent, at=at)
    assert on_duty(FIVE_O_CLOCK - TICK) == {agent.account_id}
    assert on_duty(FIVE_O_CLOCK) == set(), "at the end it is over, though nobody wrote anything"

    assert duty_roll.roll(at=FIVE_O_CLOCK - TICK) == 0
    assert duty_roll.roll(at=FIVE_O_CLOCK) == 1
    assert duty_roll.roll(at=FIVE_O_CLOCK) == 0

    assert on_duty(NEXT_MORNING - TICK) == set()
    assert on_duty(NEXT_MORNING) == {agent.account_id}


def test_round_the_clock_stays_on_for_months(agent: Actor, at: datetime) -> None:
    build.register(agent, at=at, hours=ALWAYS)

    for day in range(120):
        moment = at + timedelta(days=day)
        duty_roll.roll(at=moment)
        assert on_duty(moment) == {agent.account_id}


@pytest.mark.parametrize("is_paused", [True, False])
def test_the_pause_switch_works_at_once(agent: Actor, at: datetime, *, is_paused: bool) -> None:
    build.register(agent, at=at, is_paused=not is_paused)

    availability.set_paused(is_paused=is_paused, **build.doing(agent, at))

    assert on_duty(at) == (set() if is_paused else {agent.account_id})


def test_new_hours_work_at_once(agent: Actor, at: datetime) -> None:
    build.register(agent, at=at)
    evenings = (WeeklyHours(2, time(18), time(20)),)

    availability.save_availability(build.availability(hours=evenings), **build.doing(agent, at))

    row = Duty.objects.all()[0]
    assert (row.on_from, row.on_until) == (
        FIVE_O_CLOCK + timedelta(hours=1),
        FIVE_O_CLOCK + timedelta(hours=3),
    )
    assert Registration.objects.get().hours_available == 2


def test_who_is_full_is_shown_as_not_free_until_there_is_room(agent: Actor, at: datetime) -> None:
    build.register(agent, at=at, most_open=1)
    registration = Registration.objects.get()

    for open_count, expected in ((1, set()), (0, {agent.account_id})):
        registration.open_count = open_count
        with transaction.atomic():
            duty_roll.tell_free(registration)
        assert on_duty(at) == expected


def test_who_leaves_is_off_the_roll_at_once(agent: Actor, at: datetime) -> None:
    build.register(agent, at=at)

    leaving.leave(**build.doing(agent, at))

    assert not Duty.objects.exists()


def test_a_day_off_counts_in_the_helpers_own_zone(agent: Actor, at: datetime) -> None:
    central = ZoneInfo("America/Chicago")
    build.register(agent, at=at, zone="America/Chicago", hours=ALWAYS)
    day = date(2027, 3, 5)

    availability.add_day_off(day, **build.doing(agent, at))
    availability.add_day_off(day, **build.doing(agent, at))

    absence = Absence.objects.get()
    assert absence.starts_at == datetime(2027, 3, 5, tzinfo=central)
    assert absence.ends_at == datetime(2027, 3, 6, tzinfo=central)


def test_a_day_off_moves_with_the_zone(agent: Actor, at: datetime) -> None:
    build.register(agent, at=at, zone="America/Chicago")
    availability.add_day_off(date(2027, 3, 5), **build.doing(agent, at))

    availability.save_availability(build.availability(zone="America/New_York"), **build.doing(agent, at))

    assert Absence.objects.get().starts_at == datetime(2027, 3, 5, tzinfo=ZoneInfo("America/New_York"))


def test_an_absence_without_an_end_lasts_until_it_is_taken_back(agent: Actor, at: datetime) -> None:
    build.register(agent, at=at)

    availability.add_absence(at, None, **build.doing(agent, at))
    assert on_duty(at) == set()
    assert not Duty.objects.exists()
    availability.take_back_absence(Absence.objects.get().id, **build.doing(agent, at))

    assert on_duty(at) == {agent.account_id}


def test_an_absence_with_an_end_is_over_by_itself(agent: Actor, at: datetime) -> None:
    build.register(agent, at=at, hours=ALWAYS)
    back = at + timedelta(days=30)

    availability.add_absence(at, back, **build.doing(agent, at))

    assert on_duty(back - TICK) == set()
    assert on_duty(back) == {agent.account_id}


def test_nobody_takes_back_somebody_elses_absence(agent: Actor, at: datetime) -> None:
    other = build.helper(email="other@example.com", phone="+15025550140")
    for one in (agent, other):
        build.register(one, at=at)
    availability.add_absence(at, None, **build.doing(agent, at))

    with pytest.raises(NotThere):
        availability.take_back_absence(Absence.objects.get().id, **build.doing(other, at))

    assert Absence.objects.count() == 1


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        pytest.param(timedelta(0), timedelta(0), id="no time at all"),
        pytest.param(timedelta(hours=-2), timedelta(0), id="over at this very moment"),
        pytest.param(timedelta(0), timedelta(days=1000), id="too far ahead"),
        pytest.param(timedelta(days=1000), None, id="begins too far ahead"),
    ],
)
def test_an_absence_that_makes_no_sense_is_refused(
    agent: Actor, at: datetime, starts: timedelta, ends: timedelta | None
) -> None:
    build.register(agent, at=at)

    with pytest.raises(InvalidInput):
        availability.add_absence(at + starts, None if ends is None else at + ends, **build.doing(agent, at))

    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"hours": ()}, "schedule"),
        ({"hours": (WeeklyHours(1, time(9), time(12)), WeeklyHours(1, time(11), time(13)))}, "schedule"),
        ({"hours": (WeeklyHours(7, time(22), time(6)), WeeklyHours(1, time(5), time(8)))}, "schedule"),
        ({"hours": (WeeklyHours(8, time(9), time(12)),)}, "schedule"),
        ({"hours": tuple(WeeklyHours(1, time(one), time(one, 30)) for one in range(5))}, "schedule"),
        ({"breaks": (WeeklyHours(1, time(9), time(12)), WeeklyHours(1, time(9), time(13)))}, "breaks"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"most_open": 0}, "max_open"),
        ({"most_open": 51}, "max_open"),
        ({"zip_code": "00000"}, "zip"),
    ],
)
def test_hours_that_make_no_sense_are_refused_and_change_nothing(
    agent: Actor, at: datetime, values: dict[str, object], field: str
) -> None:
    build.register(agent, at=at)
    before = Registration.objects.values().get()

    with pytest.raises(InvalidInput) as refused:
        availability.save_availability(build.availability(**values), **build.doing(agent, at))

    assert [error.field for error in refused.value.errors] == [field]
    assert Registration.objects.values().get() == before


def test_hours_that_touch_are_no_overlap(agent: Actor, at: datetime) -> None:
    touching = (WeeklyHours(7, time(22), time(6)), WeeklyHours(1, time(6), time(8)))

    build.register(agent, at=at, hours=touching)

    assert Registration.objects.get().hours_available == 10


def test_many_helpers_roll_on_with_as_few_questions_as_one(
    running_pack: None, at: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for place_of in range(12):
        build.register(build.helper(username=f"many-{place_of}"), at=at)

    with django_assert_max_num_queries(9):
        assert duty_roll.roll(at=FIVE_O_CLOCK) == 12

    assert len(on_duty(NEXT_MORNING)) == 12


def test_a_roll_leaves_what_somebody_else_is_changing_and_takes_so_many_at_a_time(
    running_pack: None, at: datetime
) -> None:
    for place_of in range(3):
        build.register(build.helper(username=f"few-{place_of}"), at=at)

    assert duty_roll.roll(at=FIVE_O_CLOCK, most=2) == 2
    assert duty_roll.roll(at=FIVE_O_CLOCK, most=2) == 1

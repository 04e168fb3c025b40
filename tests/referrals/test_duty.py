"""Weekly hours in a helper's own zone become moments, also in the nights when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from assistdesk.referrals.rules import duty
from assistdesk.referrals.rules.duty import Away, Schedule, Stretch, WeeklyHours

pytestmark = pytest.mark.rule("D-16")

EASTERN, CENTRAL = "America/New_York", "America/Chicago"
TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
MONDAY = date(2026, 6, 1)
SATURDAY, SUNDAY = 6, 7
SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)  # the Sundays on which clocks change


def local(day: date, clock_time: str, zone: str = EASTERN, *, fold: int = 0) -> datetime:
    """Return the moment of a clock time in a zone, in UTC."""
    wanted = datetime.combine(day, time.fromisoformat(clock_time), tzinfo=ZoneInfo(zone))
    return wanted.replace(fold=fold).astimezone(UTC)


def hours(day: int, start: str, end: str) -> WeeklyHours:
    return WeeklyHours(day, time.fromisoformat(start), time.fromisoformat(end))


def office(zone: str = EASTERN, **changes: object) -> Schedule:
    """Return a schedule of nine to five from Monday to Friday."""
    given = {"zone": zone, "hours": tuple(hours(day, "09:00", "17:00") for day in range(1, 6)), **changes}
    return Schedule(**given)  # type: ignore[arg-type]  # the test names the fields that it is about


def round_the_clock() -> Schedule:
    return office(hours=tuple(hours(day, "00:00", "00:00") for day in range(1, 8)))


def on(schedule: Schedule, day: date) -> list[Stretch]:
    """Return the stretches of one local day."""
    midnight, next_one = local(day, "00:00", schedule.zone), local(day + timedelta(1), "00:00", schedule.zone)
    return duty.windows(schedule, start=midnight, end=next_one)


@pytest.mark.parametrize(
    ("at", "is_on"),
    [
        pytest.param(local(MONDAY, "09:00") - TICK, False, id="one tick before the start"),
        pytest.param(local(MONDAY, "09:00"), True, id="at the start"),
        pytest.param(local(MONDAY, "17:00") - TICK, True, id="one tick before the end"),
        pytest.param(local(MONDAY, "17:00"), False, id="at the end"),
    ],
)
def test_duty_begins_at_the_start_and_ends_before_the_end(at: datetime, *, is_on: bool) -> None:
    assert duty.is_on_duty(office(), at=at) is is_on


def test_the_same_hours_are_other_moments_in_another_zone() -> None:
    (eastern,), (central,) = on(office(EASTERN), MONDAY), on(office(CENTRAL), MONDAY)

    assert central == (eastern[0] + HOUR, eastern[1] + HOUR)


def test_a_break_divides_the_day_to_the_tick() -> None:
    schedule = office(breaks=(hours(1, "12:00", "12:30"),))

    assert on(schedule, MONDAY) == [
        (local(MONDAY, "09:00"), local(MONDAY, "12:00")),
        (local(MONDAY, "12:30"), local(MONDAY, "17:00")),
    ]
    assert len(on(schedule, MONDAY + timedelta(1))) == 1, "Tuesday has no break"


def test_hours_over_midnight_go_on_until_the_next_morning() -> None:
    schedule = office(hours=(hours(SUNDAY, "22:00", "06:00"),))
    sunday = MONDAY - timedelta(1)

    assert duty.windows(schedule, start=local(sunday, "12:00"), end=local(MONDAY, "12:00")) == [
        (local(sunday, "22:00"), local(MONDAY, "06:00"))
    ]
    assert on(schedule, MONDAY) == [(local(MONDAY, "00:00"), local(MONDAY, "06:00"))]


def test_a_day_off_ends_at_midnight_though_the_shift_goes_on() -> None:
    schedule = office(hours=(hours(1, "22:00", "06:00"),), days_off=frozenset({MONDAY}))

    assert on(schedule, MONDAY) == []
    assert on(schedule, MONDAY + timedelta(1)) == [
        (local(MONDAY + timedelta(1), "00:00"), local(MONDAY + timedelta(1), "06:00"))
    ]


def test_an_absence_with_an_end_takes_away_what_it_covers_and_no_tick_more() -> None:
    away = Away(local(MONDAY, "10:00"), local(MONDAY, "11:00"))

    assert on(office(absences=(away,)), MONDAY) == [
        (local(MONDAY, "09:00"), local(MONDAY, "10:00")),
        (local(MONDAY, "11:00"), local(MONDAY, "17:00")),
    ]


def test_an_absence_without_an_end_lasts() -> None:
    schedule = office(absences=(Away(local(MONDAY, "10:00"), None),))

    assert on(schedule, MONDAY) == [(local(MONDAY, "09:00"), local(MONDAY, "10:00"))]
    assert duty.windows(schedule, start=local(MONDAY, "10:00"), end=local(date(2036, 1, 1), "00:00")) == []
    assert duty.present_or_next(schedule, at=local(MONDAY, "10:00")) is None


def test_the_pause_switch_takes_everything_away() -> None:
    assert on(office(is_paused=True), MONDAY) == []
    assert duty.present_or_next(office(is_paused=True), at=local(MONDAY, "10:00")) is None


@pytest.mark.parametrize(
    ("day", "length"),
    [
        pytest.param(SPRING, 7, id="clocks go forward: one hour less"),
        pytest.param(AUTUMN, 9, id="clocks go back: one hour more"),
        pytest.param(MONDAY, 8, id="an ordinary night"),
    ],
)
@pytest.mark.parametrize("zone", [EASTERN, CENTRAL])
def test_a_night_shift_lasts_as_long_as_the_night(day: date, length: int, zone: str) -> None:
    eve = day - timedelta(1)
    schedule = office(zone, hours=(hours(eve.isoweekday(), "22:00", "06:00"),))

    (stretch,) = duty.windows(schedule, start=local(eve, "12:00", zone), end=local(day, "12:00", zone))

    assert stretch == (local(eve, "22:00", zone), local(day, "06:00", zone))
    assert stretch[1] - stretch[0] == length * HOUR


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param("02:00", "03:00", None, id="the hour that is skipped"),
        pytest.param("02:15", "02:45", None, id="within it"),
        pytest.param("01:00", "02:30", ("01:00", "03:00"), id="ends in it: until the clock jumps"),
        pytest.param("02:30", "04:00", ("03:00", "04:00"), id="begins in it: when the clock has jumped"),
    ],
)
def test_in_spring_the_hour_that_never_was_has_no_length(
    start: str, end: str, expected: tuple[str, str] | None
) -> None:
    found = on(office(hours=(hours(SUNDAY, start, end),)), SPRING)

    assert found == ([] if expected is None else [(local(SPRING, expected[0]), local(SPRING, expected[1]))])


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param("00:00", "01:30", ("00:00", 0, "01:30", 0), id="ends at the first half past one"),
        pytest.param("01:30", "03:00", ("01:30", 0, "03:00", 0), id="begins at the first half past one"),
        pytest.param("01:00", "01:30", ("01:00", 0, "01:30", 0), id="half an hour stays one"),
        pytest.param("01:00", "02:00", ("01:00", 0, "01:00", 1), id="over the hour that is repeated"),
    ],
)
def test_in_autumn_a_time_that_comes_twice_means_the_first(
    start: str, end: str, expected: tuple[str, int, str, int]
) -> None:
    found = on(office(hours=(hours(SUNDAY, start, end),)), AUTUMN)

    begins = local(AUTUMN, expected[0], fold=expected[1])
    ends = local(AUTUMN, expected[2], fold=expected[3])
    if expected[3]:
        ends += HOUR  # two o'clock comes an hour after the second one o'clock
    assert found == [(begins, ends)]


def test_round_the_clock_has_no_gap_in_either_night() -> None:
    start, end = local(date(2026, 1, 1), "00:00"), local(date(2027, 1, 1), "00:00")

    assert duty.windows(round_the_clock(), start=start, end=end) == [(start, end)]


def test_the_next_stretch_is_found_behind_a_long_absence() -> None:
    back = local(date(2026, 9, 7), "00:00")  # a Monday
    schedule = office(absences=(Away(local(MONDAY, "00:00"), back),))

    assert duty.present_or_next(schedule, at=local(MONDAY, "10:00")) == (
        local(date(2026, 9, 7), "09:00"),
        local(date(2026, 9, 7), "17:00"),
    )


@pytest.mark.parametrize("days", [1, 6, 7, 8, 9, 15])
def test_the_next_stretch_is_found_behind_an_absence_of_any_length(days: int) -> None:
    mondays = (hours(1, "09:00", "17:00"),)
    away = Away(local(MONDAY, "00:00"), local(MONDAY, "00:00") + timedelta(days=days))
    next_one = MONDAY + timedelta(weeks=1 + (days - 1) // 7)

    found = duty.present_or_next(office(hours=mondays, absences=(away,)), at=local(MONDAY, "00:00"))

    assert found == (local(next_one, "09:00"), local(next_one, "17:00"))


def test_the_next_stretch_is_found_behind_the_hour_that_is_skipped() -> None:
    schedule = office(hours=(hours(SUNDAY, "02:15", "02:45"),))
    week_later = SPRING + timedelta(weeks=1)

    found = duty.present_or_next(schedule, at=local(SPRING - timedelta(weeks=1), "03:00"))

    assert found == (local(week_later, "02:15"), local(week_later, "02:45"))


def test_the_present_stretch_is_found_whole_though_it_starts_just_within_sight() -> None:
    schedule = office(hours=(hours(1, "09:00", "17:00"),))
    at = local(MONDAY - timedelta(1), "09:30")

    assert duty.present_or_next(schedule, at=at) == (local(MONDAY, "09:00"), local(MONDAY, "17:00"))
    assert duty.present_or_next(schedule, at=local(MONDAY, "16:00")) == (
        local(MONDAY, "16:00"),
        local(MONDAY, "17:00"),
    )


def test_no_hours_are_no_duty() -> None:
    assert duty.present_or_next(office(hours=()), at=local(MONDAY, "10:00")) is None


def test_hours_of_a_week_count_overlaps_once_and_breaks_not() -> None:
    overlapping = (*office().hours, hours(1, "16:00", "18:00"), hours(SUNDAY, "22:00", "06:00"))
    schedule = office(hours=overlapping, breaks=tuple(hours(day, "12:00", "13:00") for day in range(1, 8)))

    assert duty.hours_a_week(schedule) == 5 * 7 + 1 + 8

"""A calendar or a clock that could not be meant is refused where it is made."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from assistdesk.shared.calendar import (
    BusinessCalendar,
    Clock,
    ClockKind,
    add_business_time,
    business_time_between,
    due_after_business_days,
)
from tests.shared.calendar.sample import NINE_HOURS, WEEKDAYS, calendar, local


@pytest.mark.parametrize("hours", [{}, {1: ()}, dict.fromkeys(range(1, 8), ())])
def test_a_calendar_with_no_open_day_is_refused(hours: dict[int, tuple[tuple[time, time], ...]]) -> None:
    with pytest.raises(ValueError, match="no day of the week is open"):
        BusinessCalendar(zone="America/New_York", hours=hours, holidays={})


@pytest.mark.parametrize(
    ("spans", "problem"),
    [
        pytest.param(((time(17), time(8)),), "not after", id="closes before it opens"),
        pytest.param(((time(8), time(8)),), "not after", id="empty"),
        pytest.param(((time(8), time(12)), (time(11), time(17))), "before the hours above", id="overlap"),
        pytest.param(
            ((time(13), time(17)), (time(8), time(12))), "before the hours above", id="out of order"
        ),
        pytest.param(
            ((time(8), time(0)), (time(9), time(17))), "before the hours above", id="after midnight"
        ),
        pytest.param(((time(8, tzinfo=UTC), time(17)),), "local times", id="with a zone"),
    ],
)
def test_hours_that_contradict_themselves_are_refused(
    spans: tuple[tuple[time, time], ...], problem: str
) -> None:
    with pytest.raises(ValueError, match=problem):
        BusinessCalendar(zone="America/New_York", hours={1: spans}, holidays={})


@pytest.mark.parametrize("weekday", [0, 8])
def test_a_weekday_that_does_not_exist_is_refused(weekday: int) -> None:
    with pytest.raises(ValueError, match="a weekday is"):
        BusinessCalendar(zone="America/New_York", hours={weekday: NINE_HOURS}, holidays={})


@pytest.mark.parametrize("zone", ["Eastern", "", "../etc/passwd", "America"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(ValueError, match="is no time zone"):
        calendar(zone=zone)


def test_a_calendar_does_not_change_with_what_it_was_made_from() -> None:
    holidays = {date(2020, 5, 25): "Memorial Day"}
    work = calendar(holidays=holidays)

    holidays.clear()

    assert not work.is_open_on(date(2020, 5, 25))


@pytest.mark.parametrize("kind", [ClockKind.BUSINESS_DAYS, ClockKind.CALENDAR_DAYS])
def test_days_reach_from_one_to_a_leap_year(kind: ClockKind) -> None:
    Clock(kind, 1)
    Clock(kind, 366)
    for amount in (-1, 0, 367):
        with pytest.raises(ValueError, match="must be from 1 to 366"):
            Clock(kind, amount)


def test_hours_reach_as_far_as_days() -> None:
    Clock(ClockKind.HOURS, 366 * 24)
    with pytest.raises(ValueError, match="must be from 1 to 8784"):
        Clock(ClockKind.HOURS, 366 * 24 + 1)


def test_the_limit_holds_without_a_clock_too() -> None:
    with pytest.raises(ValueError, match="must be from 1 to 366"):
        due_after_business_days(calendar(), start=local("2020-05-28 11:52"), days=367)


def test_no_clock_has_no_amount() -> None:
    with pytest.raises(ValueError, match="promises nothing"):
        Clock(ClockKind.NONE, 2)


def test_the_lunch_break_is_no_business_time() -> None:
    split = BusinessCalendar(
        zone="America/New_York",
        hours=dict.fromkeys(range(1, 6), ((time(8), time(12)), (time(13), time(17)))),
        holidays={},
    )

    laid = add_business_time(split, start=local("2020-05-28 11:30"), amount=timedelta(hours=1))

    assert laid == local("2020-05-28 13:30")
    assert business_time_between(
        split, start=local("2020-05-28 11:30"), end=local("2020-05-28 13:30")
    ) == timedelta(hours=1)


def test_a_full_days_work_ends_at_closing_and_not_at_the_next_opening() -> None:
    laid = add_business_time(calendar(), start=local("2020-05-29 06:00"), amount=timedelta(hours=9))

    assert laid == local("2020-05-29 17:00")


def test_business_time_is_laid_forwards_only() -> None:
    with pytest.raises(ValueError, match="forwards"):
        add_business_time(calendar(), start=local("2020-05-29 06:00"), amount=-timedelta(hours=1))


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        pytest.param(date(2021, 3, 13), 24, id="a usual day"),
        pytest.param(date(2021, 3, 14), 23, id="clocks go forward"),
        pytest.param(date(2021, 11, 7), 25, id="clocks go back"),
    ],
)
def test_a_desk_that_never_closes_works_each_hour_of_the_day_once(day: date, hours: int) -> None:
    always = BusinessCalendar(
        zone="America/New_York", hours=dict.fromkeys(range(1, 8), ((time(0), time(0)),)), holidays={}
    )
    start, end = local(f"{day}"), local(f"{day + timedelta(days=1)}")

    assert business_time_between(always, start=start, end=end) == timedelta(hours=hours)
    assert always.closes_at(day) == end


@pytest.mark.parametrize(
    ("day", "opens", "closes", "worked"),
    [
        pytest.param(date(2021, 3, 14), time(1), time(2, 30), 60, id="closes in the hour that is skipped"),
        pytest.param(date(2021, 3, 14), time(2, 30), time(4), 60, id="opens in the hour that is skipped"),
        pytest.param(date(2021, 3, 14), time(2, 15), time(2, 45), 0, id="inside the hour that is skipped"),
        pytest.param(date(2021, 11, 7), time(1, 30), time(3), 150, id="opens in the hour that comes twice"),
        pytest.param(date(2021, 11, 7), time(0), time(1, 30), 150, id="closes in the hour that comes twice"),
    ],
)
def test_night_hours_are_right_when_clocks_change(day: date, opens: time, closes: time, worked: int) -> None:
    night = BusinessCalendar(zone="America/New_York", hours={7: ((opens, closes),)}, holidays={})
    start = datetime.combine(day, time(0), tzinfo=UTC)

    total = business_time_between(night, start=start, end=start + timedelta(days=1, hours=5))

    assert total == timedelta(minutes=worked)


def test_two_zones_of_one_marketplace_close_an_hour_apart() -> None:
    central = BusinessCalendar(zone="America/Chicago", hours=WEEKDAYS, holidays={})

    apart = central.closes_at(date(2020, 6, 1)) - calendar().closes_at(date(2020, 6, 1))

    assert apart == timedelta(hours=1)

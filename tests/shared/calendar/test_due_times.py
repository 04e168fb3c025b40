"""An answer is due at the close of the last business day, and the desk can say why."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistdesk.shared.calendar import (
    NO_CLOCK,
    BusinessCalendar,
    Clock,
    ClockKind,
    Day,
    DayReason,
    business_time_between,
    due_after,
    due_after_business_days,
    due_after_calendar_days,
    due_after_hours,
    explain,
    remaining,
)
from tests.shared.calendar.sample import EASTERN, NINE_HOURS, calendar, local

TICK = timedelta(microseconds=1)
TWO_BUSINESS_DAYS = Clock(ClockKind.BUSINESS_DAYS, 2)
FIRST = datetime(2019, 1, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=4000)).map(lambda passed: FIRST + passed)
DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))
HOLIDAYS = st.dictionaries(DAYS, st.just("Holiday"), max_size=30)


@pytest.mark.rule("E-08")
@pytest.mark.parametrize(
    ("opened", "due"),
    [
        pytest.param("2020-05-28 11:52", "2020-06-01 17:00", id="Thursday noon: Friday is one, Monday two"),
        pytest.param("2020-05-28 08:00", "2020-06-01 17:00", id="at opening"),
        pytest.param("2020-05-28 05:30", "2020-06-01 17:00", id="before opening is that same day"),
        pytest.param("2020-05-28 16:59", "2020-06-01 17:00", id="the last minute"),
        pytest.param("2020-05-28 17:00", "2020-06-02 17:00", id="at closing is after closing"),
        pytest.param("2020-05-28 23:59", "2020-06-02 17:00", id="before midnight"),
        pytest.param("2020-05-29 00:00", "2020-06-02 17:00", id="at midnight"),
        pytest.param("2020-05-29 17:30", "2020-06-03 17:00", id="Friday evening is received on Monday"),
        pytest.param("2020-05-30 12:00", "2020-06-03 17:00", id="Saturday is received on Monday"),
        pytest.param("2020-05-31 23:59", "2020-06-03 17:00", id="Sunday is received on Monday"),
    ],
)
def test_two_business_days_end_at_the_close_of_the_second_day_after_receipt(opened: str, due: str) -> None:
    assert due_after_business_days(calendar(), start=local(opened), days=2).at == local(due)


@pytest.mark.rule("E-08")
def test_closing_time_divides_to_the_tick() -> None:
    closing = local("2020-05-28 17:00")

    before = due_after_business_days(calendar(), start=closing - TICK, days=1)
    after = due_after_business_days(calendar(), start=closing, days=1)

    assert before.at == local("2020-05-29 17:00")
    assert after.at == local("2020-06-01 17:00")


@pytest.mark.rule("E-08")
def test_the_reasons_name_every_day_and_the_holiday_that_lengthened_the_clock() -> None:
    holidays = {date(2020, 5, 25): "Memorial Day"}

    due = due_after_business_days(calendar(holidays=holidays), start=local("2020-05-22 18:00"), days=2)

    assert due.at == local("2020-05-28 17:00")
    assert due.days == (
        Day(date(2020, 5, 22), DayReason.AFTER_CLOSING),
        Day(date(2020, 5, 23), DayReason.CLOSED_WEEKDAY),
        Day(date(2020, 5, 24), DayReason.CLOSED_WEEKDAY),
        Day(date(2020, 5, 25), DayReason.HOLIDAY, holiday="Memorial Day"),
        Day(date(2020, 5, 26), DayReason.RECEIVED),
        Day(date(2020, 5, 27), DayReason.COUNTED, number=1),
        Day(date(2020, 5, 28), DayReason.COUNTED, number=2),
    )


def test_a_holiday_on_a_closed_weekday_is_not_blamed() -> None:
    holidays = {date(2020, 5, 30): "A Saturday"}

    days = explain(calendar(holidays=holidays), start=local("2020-05-28 11:52"), clock=TWO_BUSINESS_DAYS)

    assert Day(date(2020, 5, 30), DayReason.CLOSED_WEEKDAY) in days


@pytest.mark.rule("E-08")
def test_a_week_without_a_monday_counts_its_other_days() -> None:
    no_monday = BusinessCalendar(
        zone="America/New_York", hours=dict.fromkeys(range(2, 6), NINE_HOURS), holidays={}
    )

    due = due_after_business_days(no_monday, start=local("2020-05-28 11:52"), days=2)

    assert due.at == local("2020-06-02 17:00")


def test_a_week_that_is_all_holidays_is_passed_over() -> None:
    week = {date(2020, 6, 1) + timedelta(days=n): "Storm" for n in range(7)}

    due = due_after_business_days(calendar(holidays=week), start=local("2020-05-28 11:52"), days=2)

    assert due.at == local("2020-06-08 17:00")


@pytest.mark.rule("E-08")
def test_the_weekday_is_that_of_the_zone_and_not_that_of_utc() -> None:
    late_on_sunday = datetime(2020, 6, 1, 2, tzinfo=UTC)

    due = due_after_business_days(calendar(), start=late_on_sunday, days=1)

    assert due.at == local("2020-06-02 17:00")


@pytest.mark.rule("E-08")
@pytest.mark.parametrize(
    ("opened", "due"),
    [
        pytest.param("2021-03-12 12:00", datetime(2021, 3, 15, 21, tzinfo=UTC), id="clocks go forward"),
        pytest.param("2021-11-05 12:00", datetime(2021, 11, 8, 22, tzinfo=UTC), id="clocks go back"),
    ],
)
def test_closing_time_stays_the_local_one_over_a_daylight_saving_night(opened: str, due: datetime) -> None:
    assert due_after_business_days(calendar(), start=local(opened), days=1).at == due


@pytest.mark.rule("E-08")
def test_hours_are_counted_round_the_clock_also_in_daylight_saving_nights() -> None:
    opened = local("2021-03-13 20:00")

    due = due_after_hours(start=opened, hours=24)

    assert due.at - opened == timedelta(hours=24)
    assert due.at == local("2021-03-14 21:00")
    assert due.days == ()


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        pytest.param("2020-05-28 11:52", local("2020-05-30 11:52"), id="onto a Saturday"),
        pytest.param("2021-03-12 20:00", local("2021-03-14 20:00"), id="the hour stays over the change"),
        pytest.param("2021-03-12 02:30", local("2021-03-14 03:00"), id="an hour that clocks jump over"),
        pytest.param("2021-11-05 01:30", local("2021-11-07 01:30", fold=0), id="an hour shown twice"),
    ],
)
def test_calendar_days_keep_the_local_time_and_skip_nothing(opened: str, due: datetime) -> None:
    assert due_after_calendar_days(calendar(), start=local(opened), days=2).at == due


def test_calendar_days_are_explained_day_by_day() -> None:
    days = explain(calendar(), start=local("2020-05-29 11:52"), clock=Clock(ClockKind.CALENDAR_DAYS, 2))

    assert [(day.on.day, day.reason, day.number) for day in days] == [
        (29, DayReason.RECEIVED, None),
        (30, DayReason.COUNTED, 1),
        (31, DayReason.COUNTED, 2),
    ]


def test_no_clock_promises_nothing_and_explains_nothing() -> None:
    assert explain(calendar(), start=local("2020-05-28 11:52"), clock=NO_CLOCK) == ()
    with pytest.raises(ValueError, match="promises nothing"):
        due_after(calendar(), start=local("2020-05-28 11:52"), clock=NO_CLOCK)


@pytest.mark.rule("E-08")
def test_time_left_is_business_time_and_turns_negative_once_late() -> None:
    due = local("2020-06-01 17:00")

    def left(now: datetime) -> timedelta:
        return remaining(calendar(), now=now, due=due, clock=TWO_BUSINESS_DAYS)

    assert left(local("2020-05-29 16:00")) == timedelta(hours=10)
    assert left(due) == timedelta(0)
    assert left(local("2020-06-02 08:30")) == -timedelta(minutes=30)


def test_time_left_of_hours_is_time_on_the_wall() -> None:
    clock = Clock(ClockKind.HOURS, 24)

    left = remaining(calendar(), now=local("2020-05-30 12:00"), due=local("2020-05-31 11:00"), clock=clock)

    assert left == timedelta(hours=23)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due_after_business_days(calendar(), start=local("2020-05-28 11:52").replace(tzinfo=None), days=2)


@given(start=MOMENTS, later=st.timedeltas(timedelta(0), timedelta(days=9)), days=st.integers(1, 12))
def test_who_asks_later_is_never_due_earlier(start: datetime, later: timedelta, days: int) -> None:
    first = due_after_business_days(calendar(), start=start, days=days)
    second = due_after_business_days(calendar(), start=start + later, days=days)

    assert first.at <= second.at


@given(start=MOMENTS, days=st.integers(1, 12), holidays=HOLIDAYS)
def test_it_is_never_due_on_a_closed_day(start: datetime, days: int, holidays: dict[date, str]) -> None:
    due = due_after_business_days(calendar(holidays=holidays), start=start, days=days)

    due_locally = due.at.astimezone(EASTERN)
    assert due_locally.time() == time(17)
    assert due_locally.isoweekday() <= 5
    assert due_locally.date() not in holidays
    assert sum(day.reason is DayReason.COUNTED for day in due.days) == days


@pytest.mark.rule("E-08")
@given(start=MOMENTS, days=st.integers(1, 12), holidays=HOLIDAYS, offset=st.integers(0, 20))
def test_one_more_holiday_never_makes_it_due_sooner(
    start: datetime, days: int, holidays: dict[date, str], offset: int
) -> None:
    more = holidays | {start.date() + timedelta(days=offset): "One more"}

    without = due_after_business_days(calendar(holidays=holidays), start=start, days=days)
    with_it = due_after_business_days(calendar(holidays=more), start=start, days=days)

    assert without.at <= with_it.at


@given(start=MOMENTS, later=st.timedeltas(timedelta(0), timedelta(days=30)), holidays=HOLIDAYS)
def test_business_time_adds_up(start: datetime, later: timedelta, holidays: dict[date, str]) -> None:
    work, end = calendar(holidays=holidays), start + later
    middle = start + later / 3

    whole = business_time_between(work, start=start, end=end)
    parts = [
        business_time_between(work, start=start, end=middle),
        business_time_between(work, start=middle, end=end),
    ]

    assert whole == sum(parts, timedelta(0)) == -business_time_between(work, start=end, end=start)

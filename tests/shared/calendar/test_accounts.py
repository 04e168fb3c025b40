"""Accounts of due times and shares of clocks: what each day and each pause came to."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistdesk.shared.calendar import (
    Clock,
    ClockKind,
    DayReason,
    Pause,
    account_of,
    business_time_between,
    due_after,
    due_with_pauses,
    until,
)
from tests.shared.calendar.sample import calendar, local

OPENED = local("2020-05-28 11:52")
TICK = timedelta(microseconds=1)
TWO_BUSINESS_DAYS = Clock(ClockKind.BUSINESS_DAYS, 2)
A_DAY = Clock(ClockKind.HOURS, 24)
CLOCKS = st.sampled_from([TWO_BUSINESS_DAYS, A_DAY, Clock(ClockKind.CALENDAR_DAYS, 3)])
MINUTES = st.integers(0, 400 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))
STARTS = MINUTES.map(lambda after: local("2020-01-01 00:00") + after)
HOLIDAYS = st.sets(st.dates(date(2020, 1, 1), date(2021, 3, 1)), max_size=12)


def half(start: datetime, clock: Clock, holidays: set[date]) -> datetime:
    """Return when half of a clock has passed."""
    work = calendar(holidays=dict.fromkeys(holidays, "Holiday"))
    at = due_with_pauses(work, start=start, clock=clock, pauses=(), share=0.5).due_at
    assert at is not None
    return at


@pytest.mark.rule("E-08", "E-16")
@pytest.mark.parametrize(
    ("clock", "share", "due"),
    [
        pytest.param(TWO_BUSINESS_DAYS, 0.5, "2020-05-29 14:26", id="half of 23 h 8 min of business"),
        pytest.param(TWO_BUSINESS_DAYS, 1, "2020-06-01 17:00", id="all of it"),
        pytest.param(TWO_BUSINESS_DAYS, 0, "2020-05-28 11:52", id="none of it"),
        pytest.param(A_DAY, 0.5, "2020-05-28 23:52", id="half of a day round the clock"),
    ],
)
def test_a_share_of_a_clock_is_a_share_of_its_own_time(clock: Clock, share: float, due: str) -> None:
    found = due_with_pauses(calendar(), start=OPENED, clock=clock, pauses=(), share=share)

    assert found.due_at == local(due)


@pytest.mark.rule("E-16")
@given(start=STARTS, clock=CLOCKS, holidays=HOLIDAYS)
def test_half_is_half_and_never_outside_business_hours(
    start: datetime, clock: Clock, holidays: set[date]
) -> None:
    work = calendar(holidays=dict.fromkeys(holidays, "Holiday"))
    middle, end = half(start, clock, holidays), due_after(work, start=start, clock=clock).at

    assert start < middle < end
    if clock.kind is ClockKind.BUSINESS_DAYS:
        assert any(opens < middle <= closes for opens, closes in work.spans_at(work.local_day(middle)))
        before = business_time_between(work, start=start, end=middle)
        assert abs(before - business_time_between(work, start=middle, end=end)) <= 2 * TICK


@pytest.mark.rule("E-16")
@given(start=STARTS, holidays=HOLIDAYS, more=st.dates(date(2020, 1, 1), date(2021, 3, 1)))
def test_one_more_holiday_never_makes_half_come_sooner(
    start: datetime, holidays: set[date], more: date
) -> None:
    assert half(start, TWO_BUSINESS_DAYS, holidays | {more}) >= half(start, TWO_BUSINESS_DAYS, holidays)


@pytest.mark.rule("E-08")
def test_an_account_names_each_pause_and_the_days_it_added() -> None:
    pauses = [
        Pause(local("2020-05-29 10:00"), local("2020-05-29 12:00")),
        Pause(local("2020-05-29 17:00"), local("2020-06-01 08:00")),
        Pause(local("2020-06-01 16:00"), local("2020-06-03 09:00")),
    ]
    holidays = {date(2020, 6, 2): "Primary Election"}

    found = account_of(calendar(holidays=holidays), start=OPENED, clock=TWO_BUSINESS_DAYS, pauses=pauses)

    assert found.promised_at == local("2020-06-01 17:00")
    assert [one.moved_by for one in found.standing.stretches] == [
        timedelta(hours=2),
        timedelta(0),
        timedelta(hours=2),
    ]
    assert found.standing.due_at == local("2020-06-03 12:00")
    assert [(day.on.day, day.reason, day.holiday) for day in found.later_days] == [
        (2, DayReason.HOLIDAY, "Primary Election"),
        (3, DayReason.ADDED, None),
    ]


@pytest.mark.rule("E-08")
def test_hours_have_pauses_and_no_days() -> None:
    pause = Pause(local("2020-05-28 20:00"), local("2020-05-29 02:00"))

    found = account_of(calendar(), start=OPENED, clock=A_DAY, pauses=[pause])

    assert (found.days, found.later_days) == ((), ())
    assert found.standing.due_at == OPENED + timedelta(hours=30)


@pytest.mark.rule("E-08")
@pytest.mark.parametrize(
    ("end", "known"),
    [
        pytest.param(timedelta(0), [], id="before it"),
        pytest.param(timedelta(hours=1), [], id="as it begins"),
        pytest.param(timedelta(hours=1) + TICK, [None], id="one tick into it"),
        pytest.param(timedelta(hours=2) - TICK, [None], id="one tick before it ends"),
        pytest.param(timedelta(hours=2), [OPENED + timedelta(hours=2)], id="as it ends"),
    ],
)
def test_pauses_are_known_as_they_stood(end: timedelta, known: list[datetime | None]) -> None:
    pause = Pause(OPENED + timedelta(hours=1), OPENED + timedelta(hours=2))

    assert [one.ends_at for one in until([pause], end=OPENED + end)] == known
    assert until([pause], end=None) == (pause,)

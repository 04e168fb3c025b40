"""Waiting on the helper stops the clock, and what is due moves by the clock's own time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistdesk.shared.calendar import (
    NO_CLOCK,
    Clock,
    ClockKind,
    ClockState,
    Pause,
    Standing,
    business_time_between,
    due_with_pauses,
)
from tests.shared.calendar.sample import calendar, local

OPENED = local("2020-05-28 11:52")
DUE = local("2020-06-01 17:00")
TICK = timedelta(microseconds=1)
TWO_BUSINESS_DAYS = Clock(ClockKind.BUSINESS_DAYS, 2)
MINUTES = st.integers(0, 14 * 24 * 60)


def due_at(*pauses: Pause, holidays: dict[date, str] | None = None) -> datetime | None:
    work = calendar(holidays=holidays)
    return due_with_pauses(work, start=OPENED, clock=TWO_BUSINESS_DAYS, pauses=pauses).due_at


def pause(starts: str, ends: str) -> Pause:
    return Pause(local(starts), local(ends))


@pytest.mark.rule("E-08")
@pytest.mark.parametrize(
    ("paused", "due"),
    [
        pytest.param(
            pause("2020-05-29 10:00", "2020-05-29 12:00"), "2020-06-02 10:00", id="two hours of a day"
        ),
        pytest.param(pause("2020-05-29 16:00", "2020-06-01 09:00"), "2020-06-02 10:00", id="over a weekend"),
        pytest.param(
            pause("2020-06-01 16:59", "2020-06-03 12:00"), "2020-06-03 12:01", id="in the last minute"
        ),
        pytest.param(
            pause("2020-05-29 17:00", "2020-06-01 08:00"), "2020-06-01 17:00", id="closed all through"
        ),
        pytest.param(
            pause("2020-05-30 09:00", "2020-05-31 22:00"), "2020-06-01 17:00", id="a weekend's afternoon"
        ),
        pytest.param(
            pause("2020-05-28 12:00", "2020-05-29 12:00"), "2020-06-02 17:00", id="a full day's work"
        ),
        pytest.param(
            pause("2020-05-29 12:00", "2020-05-29 23:00"), "2020-06-02 13:00", id="ends after closing"
        ),
        pytest.param(pause("2020-05-29 12:00", "2020-05-29 12:00"), "2020-06-01 17:00", id="no time at all"),
        pytest.param(
            pause("2020-06-01 17:00", "2020-06-02 17:00"), "2020-06-01 17:00", id="from the due time"
        ),
        pytest.param(pause("2020-06-05 09:00", "2020-06-06 09:00"), "2020-06-01 17:00", id="once it is late"),
        pytest.param(pause("2020-05-20 09:00", "2020-05-28 11:52"), "2020-06-01 17:00", id="before it began"),
    ],
)
def test_a_pause_moves_the_due_time_by_its_business_time(paused: Pause, due: str) -> None:
    assert due_at(paused) == local(due)


@pytest.mark.rule("E-08")
def test_a_pause_one_tick_before_the_due_time_leaves_one_tick() -> None:
    resumed = local("2020-06-04 10:00")

    assert due_at(Pause(DUE - TICK, resumed)) == resumed + TICK


@pytest.mark.rule("E-08")
def test_holidays_that_pass_during_and_after_a_pause_are_not_worked() -> None:
    holidays = {date(2020, 6, 2): "During", date(2020, 6, 4): "After"}

    due = due_at(pause("2020-06-01 14:00", "2020-06-03 16:00"), holidays=holidays)

    assert due == local("2020-06-05 10:00")


@pytest.mark.rule("E-08")
def test_while_it_lasts_nothing_is_due_and_the_time_left_stands_still() -> None:
    waiting = Pause(local("2020-05-29 16:00"), None)

    standing = due_with_pauses(calendar(), start=OPENED, clock=TWO_BUSINESS_DAYS, pauses=[waiting])

    assert standing == Standing(ClockState.PAUSED, left=timedelta(hours=10))


def test_waiting_that_began_after_the_due_time_leaves_it_late() -> None:
    assert due_at(Pause(DUE, None)) == DUE


def test_overlapping_pauses_count_once_and_in_any_order() -> None:
    whole = pause("2020-05-29 09:00", "2020-05-29 13:00")
    parts = [
        pause("2020-05-29 11:00", "2020-05-29 13:00"),
        pause("2020-05-29 09:00", "2020-05-29 12:00"),
        pause("2020-05-29 10:00", "2020-05-29 10:30"),
    ]

    assert due_at(*parts) == due_at(whole) == local("2020-06-02 12:00")


def test_hours_move_by_the_time_on_the_wall() -> None:
    weekend = pause("2020-05-30 09:00", "2020-05-31 09:00")

    standing = due_with_pauses(
        calendar(), start=local("2020-05-29 18:00"), clock=Clock(ClockKind.HOURS, 24), pauses=[weekend]
    )

    assert standing == Standing(
        ClockState.RUNNING, due_at=local("2020-05-31 18:00"), moved_by=timedelta(hours=24)
    )


def test_without_a_clock_nothing_is_due() -> None:
    standing = due_with_pauses(calendar(), start=OPENED, clock=NO_CLOCK, pauses=[])

    assert standing == Standing(ClockState.NONE)


def test_a_pause_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        pause("2020-05-29 12:00", "2020-05-29 11:59")


@pytest.mark.rule("E-08")
@given(first=MINUTES, second=MINUTES, third=MINUTES)
def test_a_pause_cut_in_two_moves_as_much_as_the_whole(first: int, second: int, third: int) -> None:
    begins, cut, ends = (OPENED + timedelta(minutes=minute) for minute in sorted([first, second, third]))

    assert due_at(Pause(begins, cut), Pause(cut, ends)) == due_at(Pause(begins, ends))


@given(times=st.lists(MINUTES, min_size=4, max_size=4), holiday=st.integers(0, 20))
def test_business_time_worked_is_the_same_with_and_without_pauses(times: list[int], holiday: int) -> None:
    work = calendar(holidays={date(2020, 5, 28) + timedelta(days=holiday): "Holiday"})
    a, b, c, d = (OPENED + timedelta(minutes=minute) for minute in sorted(times))
    promised = due_with_pauses(work, start=OPENED, clock=TWO_BUSINESS_DAYS, pauses=[]).due_at

    standing = due_with_pauses(work, start=OPENED, clock=TWO_BUSINESS_DAYS, pauses=[Pause(c, d), Pause(a, b)])

    assert promised is not None
    assert standing.due_at is not None
    whole = business_time_between(work, start=OPENED, end=standing.due_at)
    assert whole - standing.moved_by == business_time_between(work, start=OPENED, end=promised)


@given(start=MINUTES, length=MINUTES, longer=MINUTES)
def test_a_longer_pause_never_makes_it_due_sooner(start: int, length: int, longer: int) -> None:
    begins = OPENED + timedelta(minutes=start)
    ends = begins + timedelta(minutes=length)

    shorter_due = due_at(Pause(begins, ends))
    longer_due = due_at(Pause(begins, ends + timedelta(minutes=longer)))

    assert (shorter_due or datetime.max.replace(tzinfo=UTC)) <= (
        longer_due or datetime.min.replace(tzinfo=UTC)
    )

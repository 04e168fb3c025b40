"""Whatever the schedule and the zone: duty is what the clock on the wall says, without gaps or overlaps."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistdesk.referrals.rules import duty
from assistdesk.referrals.rules.duty import Away, Schedule, Stretch, WeeklyHours

pytestmark = pytest.mark.rule("D-16")

EASTERN, CENTRAL = "America/New_York", "America/Chicago"
TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
SPRING, AUTUMN = date(2026, 3, 8), date(2026, 11, 1)  # the Sundays on which clocks change


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=ZoneInfo(EASTERN)).astimezone(UTC)


TIMES = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
WEEKLY = st.lists(st.builds(WeeklyHours, day=st.integers(1, 7), start=TIMES, end=TIMES), max_size=8).map(
    tuple
)
YEAR_START = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 365 * 96).map(lambda quarter: YEAR_START + quarter * timedelta(minutes=15))
ABSENCES = st.lists(
    st.builds(lambda start, length: Away(start, start + length), MOMENTS, st.timedeltas(TICK, timedelta(30))),
    max_size=3,
).map(tuple)
SCHEDULES = st.builds(
    Schedule,
    zone=st.sampled_from([EASTERN, CENTRAL, "America/Phoenix", "Australia/Lord_Howe", "Africa/Cairo"]),
    hours=WEEKLY,
    breaks=WEEKLY,
    days_off=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=5),
    absences=ABSENCES,
    is_paused=st.just(value=False),
)


def clock_shows_duty(schedule: Schedule, at: datetime) -> bool:
    """Say the rule a second time, by looking at the clock on the wall instead of at moments."""
    shown = at.astimezone(ZoneInfo(schedule.zone)).replace(tzinfo=None)
    if shown.date() in schedule.days_off or any(
        one.starts_at <= at and (one.ends_at is None or at < one.ends_at) for one in schedule.absences
    ):
        return False
    return _within(schedule.hours, shown) and not _within(schedule.breaks, shown)


def _within(weekly: tuple[WeeklyHours, ...], shown: datetime) -> bool:
    for one in weekly:
        for day in (shown.date(), shown.date() - timedelta(1)):
            ends_on = day if one.end > one.start else day + timedelta(1)
            start, end = datetime.combine(day, one.start), datetime.combine(ends_on, one.end)
            if one.day == day.isoweekday() and start <= shown < end:
                return True
    return False


def clock_changes_near(schedule: Schedule, at: datetime) -> bool:
    zone = ZoneInfo(schedule.zone)
    around = {(at + hour * HOUR).astimezone(zone).utcoffset() for hour in range(-3, 4)}
    return len(around) > 1


@given(SCHEDULES, MOMENTS)
def test_duty_is_when_the_clock_on_the_wall_says_so(schedule: Schedule, at: datetime) -> None:
    if not clock_changes_near(schedule, at):
        assert duty.is_on_duty(schedule, at=at) is clock_shows_duty(schedule, at)


@given(SCHEDULES, MOMENTS, st.timedeltas(timedelta(0), timedelta(20)))
def test_stretches_are_in_order_apart_and_within_what_was_asked(
    schedule: Schedule, start: datetime, length: timedelta
) -> None:
    found = duty.windows(schedule, start=start, end=start + length)

    assert all(start <= one < other <= start + length for one, other in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))


@given(SCHEDULES, MOMENTS, st.timedeltas(TICK, timedelta(5)), st.timedeltas(TICK, timedelta(5)))
def test_asking_in_two_parts_gives_the_same(
    schedule: Schedule, start: datetime, first: timedelta, second: timedelta
) -> None:
    middle, end = start + first, start + first + second
    parts = duty.windows(schedule, start=start, end=middle) + duty.windows(schedule, start=middle, end=end)

    assert list(_joined(parts)) == duty.windows(schedule, start=start, end=end)


@given(st.lists(TIMES, min_size=1, max_size=8, unique=True), st.sampled_from([SPRING, AUTUMN]))
def test_shifts_that_follow_each_other_leave_no_gap_and_no_overlap_when_clocks_change(
    changes: list[time], day: date
) -> None:
    times = sorted(changes)
    ends = [*times[1:], times[0]]
    shifts = [
        Schedule(EASTERN, hours=tuple(WeeklyHours(each, start, end) for each in range(1, 8)))
        for start, end in zip(times, ends, strict=True)
    ]
    start, end = noon(day - timedelta(1)), noon(day + timedelta(1))
    pieces = [piece for shift in shifts for piece in duty.windows(shift, start=start, end=end)]

    assert sum((other - one for one, other in pieces), timedelta(0)) == end - start
    assert list(_joined(sorted(pieces))) == [(start, end)]


@given(SCHEDULES, MOMENTS)
def test_the_next_stretch_is_the_first_of_all_that_follow(schedule: Schedule, at: datetime) -> None:
    following = duty.windows(schedule, start=at, end=at + timedelta(60))
    found = duty.present_or_next(schedule, at=at)

    if following and found:
        assert found[0] == following[0][0]
        assert found[1] <= following[0][1]
    else:
        assert not following


def _joined(stretches: list[Stretch]) -> Iterator[Stretch]:
    last: Stretch | None = None
    for one in stretches:
        if last is not None and last[1] == one[0]:
            last = (last[0], one[1])
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last

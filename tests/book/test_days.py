"""The last month begins with the day of the same number; a week has seven days."""

from datetime import UTC, date, datetime

import pytest

from assistdesk.book.rules.days import days_of, month_before


@pytest.mark.rule("C-16")
@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2027, 3, 2), date(2027, 2, 2)),
        (date(2027, 1, 31), date(2026, 12, 31)),
        (date(2027, 3, 31), date(2027, 2, 28)),
        (date(2028, 3, 30), date(2028, 2, 29)),
        (date(2027, 12, 31), date(2027, 11, 30)),
    ],
)
def test_a_month_earlier_is_the_day_of_the_same_number_or_the_last(day: date, before: date) -> None:
    assert month_before(day) == before


def test_days_are_those_of_the_marketplaces_zone() -> None:
    before = days_of(datetime(2027, 3, 3, 4, 59, 59, 999999, tzinfo=UTC), zone="America/New_York")
    after = days_of(datetime(2027, 3, 3, 5, 0, tzinfo=UTC), zone="America/New_York")

    assert (before.today, after.today) == (date(2027, 3, 2), date(2027, 3, 3))
    assert after.week_ends_on == date(2027, 3, 10)
    assert after.month_began_at == datetime(2027, 2, 3, 5, 0, tzinfo=UTC)

"""Which days a report covers, the span before it, and the weeks in it; all days are the marketplace's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assistdesk.shared.refusals import FieldError, InvalidInput

ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(days=7)
USUAL_WEEKS = 8
MOST_WEEKS = 53
TOO_LONG_MESSAGE = "A report covers at most %(most)s weeks."


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days, from `start`, inclusive, until `end`, exclusive."""

    start: date
    end: date

    @property
    def before(self) -> "Days":
        """The span of the same length right before."""
        return Days(self.start - (self.end - self.start), self.start)

    @property
    def last(self) -> date:
        """The last day that is covered."""
        return self.end - ONE_DAY

    def weeks(self) -> Iterator[date]:
        """Yield the Monday of each week that has a day in the span."""
        monday = week_of(self.start)
        while monday < self.end:
            yield monday
            monday += ONE_WEEK


def week_of(day: date) -> date:
    """Return the Monday of the week of `day`.

    Source: ISO 8601, weeks begin on Monday.
    """
    return day - timedelta(days=day.weekday())


def days_asked(*, first: date | None, last: date | None, today: date) -> Days:
    """Return the span from day `first` to day `last`, both included.

    Without a last day it ends today; without a first day it begins on the Monday seven weeks before the last
    day's week.

    Raises:
        InvalidInput: it ends before it begins, or covers more than 53 weeks.
    """
    last = last or today
    first = first or week_of(last) - (USUAL_WEEKS - 1) * ONE_WEEK
    if first > last:
        raise InvalidInput([FieldError("to", "The last day comes before the first one.")])
    if last - first >= MOST_WEEKS * ONE_WEEK:
        raise InvalidInput(
            [FieldError("from", "A report covers at most %(most)s weeks.", (("most", MOST_WEEKS),))]
        )
    return Days(first, last + ONE_DAY)

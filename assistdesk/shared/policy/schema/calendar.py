"""When a marketplace works: business hours by weekday, and holidays by date (`calendar/`)."""

from datetime import date, time
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from assistdesk.shared.policy.schema.base import Edition, Value
from assistdesk.shared.policy.schema.values import ZoneName
from assistdesk.shared.policy.schema.words import PublicWords


class Weekday(StrEnum):
    """The days of the week, in the order of `date.weekday()`."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @classmethod
    def of(cls, day: date) -> "Weekday":
        """Return the weekday of `day`."""
        return list(cls)[day.weekday()]


class OpenHours(Value):
    """The hours of one weekday: opening included, closing not."""

    opens: time
    closes: time

    @model_validator(mode="after")
    def _opens_first(self) -> "OpenHours":
        if self.opens >= self.closes:
            raise PydanticCustomError(
                "hours",
                "the desk closes before it opens",
                {"instead": "give 'closes' a later time than 'opens'"},
            )
        return self


class BusinessCalendar(Edition):
    """Business hours and holidays. A weekday that is not named is closed."""

    zone: ZoneName
    hours: Annotated[dict[Weekday, OpenHours], Field(min_length=1)]
    holidays: dict[date, PublicWords]

    def hours_on(self, day: date) -> OpenHours | None:
        """Return the hours of `day`, or None where the marketplace is closed all day."""
        return None if day in self.holidays else self.hours.get(Weekday.of(day))

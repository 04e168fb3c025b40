"""Values with a spelling of their own: durations, sizes, clocks, phone numbers, addresses, colours."""

import re
from datetime import timedelta
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticCustomError

from assistdesk.shared.policy.schema.base import Value

UNITS = {
    "s": timedelta(seconds=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "days": timedelta(days=1),
    "years": timedelta(days=366),
}
DURATION = re.compile(r"^(\d{1,6}) (s|min|h|days|years)$")
SIZES = {"KB": 1024, "MB": 1024 * 1024}
SIZE = re.compile(r"^(\d{1,6}) (KB|MB)$")
CLOCK = re.compile(r"^(\d{1,4}) (business days|hours|calendar days)$")


def _duration(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = DURATION.match(value)
    if found is None:
        raise PydanticCustomError(
            "duration",
            "'{value}' is no duration",
            {"value": value, "instead": "write a number and s, min, h, days or years, such as '15 min'"},
        )
    return int(found[1]) * UNITS[found[2]]


def duration_text(value: timedelta) -> str:
    """Return `value` as a pack writes it, in the largest unit that divides it."""
    for name, unit in reversed(UNITS.items()):
        if value >= unit and value % unit == timedelta(0):
            return f"{value // unit} {name}"
    return f"{value // UNITS['s']} s"


def _some_time(value: timedelta) -> timedelta:
    if value <= timedelta(0):
        raise PydanticCustomError("duration", "the time is no time at all", {"instead": "write more than 0"})
    return value


TimeAfter = Annotated[
    timedelta,
    BeforeValidator(_duration),
    PlainSerializer(duration_text, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": DURATION.pattern}),
]
"""A moment counted from another one, such as `8 min`; `0 min` is at once."""

Duration = Annotated[TimeAfter, AfterValidator(_some_time)]
"""A span such as `15 min` or `10 years`; a year counts 366 days, so that nothing is erased early."""


def _size(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = SIZE.match(value)
    if found is None:
        raise PydanticCustomError(
            "size",
            "'{value}' is no size",
            {"value": value, "instead": "write a number and KB or MB, such as '10 MB'"},
        )
    return int(found[1]) * SIZES[found[2]]


def _size_text(value: int) -> str:
    name = "MB" if value % SIZES["MB"] == 0 else "KB"
    return f"{value // SIZES[name]} {name}"


Size = Annotated[
    int,
    BeforeValidator(_size),
    Field(gt=0),
    PlainSerializer(_size_text, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": SIZE.pattern}),
]
"""A number of bytes, written `10 MB`."""


class ClockKind(StrEnum):
    """How the time until a reply is counted."""

    NONE = "none"
    BUSINESS_DAYS = "business_days"
    HOURS = "hours"
    CALENDAR_DAYS = "calendar_days"


class ReplyClock(Value):
    """How soon a reply is due. Written `none`, `2 business days`, `24 hours` or `10 calendar days`.

    Business days follow the marketplace's hours and holidays; hours run round the clock; `none` promises
    nothing, and the incident is only acknowledged.
    """

    kind: ClockKind
    amount: int

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        if value == "none":
            return {"kind": ClockKind.NONE, "amount": 0}
        found = CLOCK.match(value)
        if found is None or int(found[1]) == 0:
            instead = "write 'none', '2 business days', '24 hours' or '10 calendar days'"
            raise PydanticCustomError("clock", "'{value}' is no clock", {"value": value, "instead": instead})
        return {"kind": ClockKind(found[2].replace(" ", "_")), "amount": int(found[1])}

    @model_serializer(mode="plain")
    def _written(self) -> str:
        if self.kind is ClockKind.NONE:
            return "none"
        return f"{self.amount} {self.kind.value.replace('_', ' ')}"

    @property
    def is_running(self) -> bool:
        """Whether a reply is due at all."""
        return self.kind is not ClockKind.NONE


def _phone_number(value: str) -> str:
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise PydanticCustomError(
            "phone",
            "'{value}' is no phone number",
            {"value": value, "instead": "write +, country code and number"},
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


PhoneNumber = Annotated[str, AfterValidator(_phone_number)]
"""A phone number in E.164, `+15025550123`."""


def _email(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9._%+-]{1,64}@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}", value):
        raise PydanticCustomError(
            "email", "'{value}' is no mail address", {"value": value, "instead": "write name@example.org"}
        )
    return value


EmailAddress = Annotated[str, AfterValidator(_email)]


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PydanticCustomError(
            "zone",
            "'{value}' is no time zone",
            {"value": value, "instead": "write a name such as America/New_York"},
        ) from None
    return value


ZoneName = Annotated[str, AfterValidator(_zone)]
"""A time zone by its IANA name."""

StateCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""A state, district or territory by the two letters of the postal service."""

LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
WebUrl = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\.[^\s]+$", max_length=300)]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=1, le=100_000)]
Some = Annotated[int, Field(ge=0, le=100_000)]


def _channel(part: str) -> float:
    value = int(part, 16) / 255
    return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4


def contrast_with_white(colour: str) -> float:
    """Return the contrast between `colour` (`#rrggbb`) and white, from 1 to 21.

    Source: WCAG 2.1, definition of contrast ratio.
    """
    red, green, blue = (_channel(colour[start : start + 2]) for start in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _readable(colour: str) -> str:
    contrast = contrast_with_white(colour)
    if contrast < 4.5:
        raise PydanticCustomError(
            "contrast",
            "white on '{colour}' has a contrast of {contrast}, and 4.5 is needed",
            {"colour": colour, "contrast": f"{contrast:.1f}", "instead": "choose a darker colour"},
        )
    return colour


AccentColour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$"), AfterValidator(_readable)]
"""A colour that white text can be read on (WCAG 2.1 AA)."""

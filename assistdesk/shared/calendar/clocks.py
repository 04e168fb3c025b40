"""What was promised: so many business days, hours or calendar days, or nothing at all."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_DAYS = 366
LONGEST_HOURS = LONGEST_DAYS * 24


class ClockKind(StrEnum):
    """What a promise is counted in."""

    NONE = "none"
    BUSINESS_DAYS = "business_days"
    HOURS = "hours"
    CALENDAR_DAYS = "calendar_days"


LONGEST = {
    ClockKind.BUSINESS_DAYS: LONGEST_DAYS,
    ClockKind.HOURS: LONGEST_HOURS,
    ClockKind.CALENDAR_DAYS: LONGEST_DAYS,
}


@dataclass(frozen=True, slots=True)
class Clock:
    """The promise of one kind of incident.

    `amount` is a count of what `kind` says, at least 1 and at most a leap year's worth; it is 0
    where the kind is NONE, which promises nothing.

    Raises:
        ValueError: the amount does not fit the kind.
    """

    kind: ClockKind
    amount: int

    def __post_init__(self) -> None:
        if self.kind is ClockKind.NONE:
            if self.amount != 0:
                raise ValueError(
                    f"a clock of kind none promises nothing, so its amount is 0, not {self.amount}"
                )
            return
        check_amount(self.amount, kind=self.kind)


NO_CLOCK = Clock(ClockKind.NONE, 0)


def check_amount(amount: int, *, kind: ClockKind) -> None:
    """Check that a promise of so many hours or days can be meant.

    Raises:
        ValueError: it is below 1, or longer than a leap year.
    """
    if not 1 <= amount <= LONGEST[kind]:
        raise ValueError(f"{kind.value} must be from 1 to {LONGEST[kind]}, not {amount}")

"""How one resident could be called by one helper, and what that costs."""

from dataclasses import dataclass
from datetime import datetime

from assistdesk.referrals.simulation.population import Helper, Resident

OTHER_LANGUAGE = 100_000
"""In tenths of a mile or of a minute: language comes before both."""


@dataclass(frozen=True, slots=True)
class Way:
    """One helper who would take a resident's request, were it offered to them."""

    resident: Resident
    helper: Helper
    accepted_at: datetime
    minutes: float
    miles: float
    speaks: bool

    @property
    def cost(self) -> int:
        """What is to be as small as possible."""
        return round(10 * (self.miles + self.minutes)) + (0 if self.speaks else OTHER_LANGUAGE)

"""How a limit says no."""

from datetime import timedelta
from math import ceil

from assistdesk.shared.refusals import Kind, Refusal

SECONDS = 60


class TooManyRequests(Refusal):
    """The same was done too often; `wait_seconds` is until it may be done again, at least 1."""

    kind = Kind.TOO_MANY
    code = "desk.limit.reached"
    problem = "too-many-requests"
    message = "This was sent too often in a short time. Please wait %(wait_minutes)s min and try again."

    def __init__(self, wait: timedelta) -> None:
        seconds = max(1, ceil(wait.total_seconds()))
        super().__init__(wait_seconds=seconds, wait_minutes=ceil(seconds / SECONDS))

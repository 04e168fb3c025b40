"""What messaging asks of whoever carries messages, and the three answers there are."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from assistdesk.shared.messaging.clearance import Cleared
from assistdesk.shared.messaging.states import Failure


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The provider took the message and answers for it from now on."""

    reference: str


class PutOff(Exception):
    """The provider can't take the message now; another try may succeed, after `after` where it said so."""

    def __init__(self, failure: Failure, *, after: timedelta | None = None) -> None:
        super().__init__(failure.value)
        self.failure = failure
        self.after = after


class Unreachable(PutOff):
    """There is no getting through to the provider: no other message needs to be tried now either."""

    def __init__(self, failure: Failure = Failure.UNREACHABLE, *, after: timedelta | None = None) -> None:
        super().__init__(failure, after=after)


class TurnedDown(Exception):
    """The provider will never take the message."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


class Provider(Protocol):
    """Somebody who carries messages of one channel, open for a batch of them."""

    def send(self, message: Cleared) -> Acceptance:
        """Hand over one message and return the provider's acceptance.

        Raises:
            PutOff: not now.
            TurnedDown: never.
        """

"""What a recognizer is: it reads a text and claims the stretches it knows."""

from collections.abc import Iterable
from typing import Protocol

from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.reading import Reading


class Recognizer(Protocol):
    """One way of knowing personal or allowed values. It decides nothing; overlaps are resolved later."""

    def __call__(self, reading: Reading) -> Iterable[Claim]:
        """Return the claims on `reading`, in any order, overlapping or not."""
        ...

"""What a recognizer is: it reads a text and claims the stretches it knows."""

from collections.abc import Iterable
from typing import Protocol

from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.reading import Reading

CERTAIN = 1.0
EMAIL = 0.97
DATE_OF_BIRTH = 0.96
SHAPE = 0.95
LABELLED = 0.9
STRONG_SHAPE = 0.89
LABELLED_ALLOWED = 0.88
LIKELY = 0.6


class Recognizer(Protocol):
    """One way of knowing personal or allowed values. It decides nothing; overlaps are resolved later."""

    def __call__(self, reading: Reading) -> Iterable[Claim]:
        """Return the claims on `reading`, in any order, overlapping or not."""
        ...

"""Numbers without a label that go with one that has one: its twin, its family's next, a check's second."""

import re

from assistdesk.shared.privacy.kinds import Kind, PersonalType

ALIKE, FEWEST_ALIKE = 5, 8
"""Characters that two numbers of one series begin with, and have at least."""
ALONE = frozenset({PersonalType.US_SSN, PersonalType.ITIN})
"""What families have no series of."""
DIGIT = re.compile(r"\d")
NEXT_ON_CHECK = re.compile(
    r"[ ]{0,2}(?:[,;/|]|(?:,[ ]?)?(?:then|and|y|luego|despu[eé]s))[ ]?"
    r"(?:(?:acct|account|cuenta)[ ])?#?[ ]{0,2}"
)
"""What stands between a check's two numbers, of which the first is the bank's."""
NEXT_IN_LIST = re.compile(r"[ ]?(?:[,;/&]|(?:,[ ]?)?(?:and|y|or|o))[ ]?")
WEIGHTS = (3, 7, 1) * 3
OF_BANKS = frozenset({*range(13), *range(21, 33), *range(61, 73), 80})
"""The two figures that the numbers of banks begin with."""


class Series:
    """The personal numbers of one text that labels name, in order of place."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, str], Kind] = {}
        self._end, self._last = 0, ""
        self._before: str | None = None
        self._kind: Kind | None = None

    def add(self, end: int, value: str, kind: Kind) -> None:
        """Note a number that ends at `end` and what it is."""
        self._end, self._last = end, kind.value
        self._before, self._kind = value, kind
        if isinstance(kind, PersonalType) and sum(map(str.isalnum, value)) >= FEWEST_ALIKE:
            self._kinds.setdefault(("", value), kind)
            if kind not in ALONE:
                self._kinds.setdefault(_likes(value), kind)

    def next_in_list(self, text: str, start: int, value: str) -> Kind | None:
        """Return the kind of the number before this one where both are of one shape in one list."""
        if self._before is None or DIGIT.sub("0", self._before) != DIGIT.sub("0", value):
            return None
        return self._kind if NEXT_IN_LIST.fullmatch(text, self._end, start) is not None else None

    def next_on_check(self, text: str, start: int) -> Kind | None:
        """Return what the number at `start` is where the one before it is a bank's; None elsewhere."""
        is_next = self._last == PersonalType.BANK_ROUTING and NEXT_ON_CHECK.fullmatch(text, self._end, start)
        return PersonalType.BANK_ACCOUNT if is_next else None

    def kind_of(self, value: str) -> Kind | None:
        """Return the kind of the same number or of one of its series, None where none was named."""
        return self._kinds.get(("", value)) or self._kinds.get(_likes(value))


def _likes(value: str) -> tuple[str, str]:
    return value[:ALIKE], DIGIT.sub("0", value)


def is_banks_own(value: str) -> bool:
    """Tell whether nine digits begin and check as the numbers of banks do, so that they are no account's."""
    digits = [int(one) for one in DIGIT.findall(value)]
    if len(digits) != len(WEIGHTS) or not set(value) <= set("0123456789 "):
        return False
    checked = sum(one * weight for one, weight in zip(digits, WEIGHTS, strict=True))
    return 10 * digits[0] + digits[1] in OF_BANKS and checked % 10 == 0

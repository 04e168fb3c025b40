"""Looking for many expressions in one text at the cost of few: each only where it can begin.

A text is gone through once; its words, its rows of digits and its signs are noted by their first characters.
Expressions that find nothing in the middle of one are then tried at the noted places alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from assistdesk.shared.privacy.beginnings import alike, beginning_at, beginnings_of

PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")


class Possible(dict[str, tuple[int, ...]]):
    """The numbers of the expressions that can find something that begins so, worked out when first asked."""

    def __init__(self) -> None:
        super().__init__()
        self._beginnings: list[frozenset[str]] = []

    def add(self, patterns: Sequence[re.Pattern[str]]) -> range:
        """Return the numbers that the expressions get."""
        first = len(self._beginnings)
        self._beginnings += [beginnings_of(pattern) for pattern in patterns]
        self.clear()
        return range(first, len(self._beginnings))

    def __missing__(self, beginning: str) -> tuple[int, ...]:
        """Return the numbers for a beginning; those of one with letters of other scripts are not kept."""
        if not beginning.isascii():
            return tuple(range(len(self._beginnings)))
        keys = alike(beginning)
        found = tuple(number for number, known in enumerate(self._beginnings) if known & keys)
        self[beginning] = found
        return found

    def wanted(self, beginnings: dict[str, list[int]]) -> dict[int, list[int]]:
        """Return for each expression that can find something the places where, in no order."""
        wanted: dict[int, list[int]] = {}
        for beginning, starts in beginnings.items():
            for number in self[beginning]:
                if number in wanted:
                    wanted[number] += starts
                else:
                    wanted[number] = [*starts]
        return wanted


TOGETHER = Possible()
"""The expressions that every text is looked through for."""


class Places:
    """Where words, rows of digits and signs begin in a text, by their first characters."""

    def __init__(self, text: str) -> None:
        self.beginnings: dict[str, list[int]] = {}
        for piece in PIECE.finditer(text):
            start = piece.start()
            beginning = beginning_at(text, start)
            if beginning in self.beginnings:
                self.beginnings[beginning].append(start)
            else:
                self.beginnings[beginning] = [start]

    @cached_property
    def wanted(self) -> dict[int, list[int]]:
        """Where each of the expressions can begin that are looked for together."""
        return TOGETHER.wanted(self.beginnings)


class Scan:
    """Expressions of which all that they find is wanted, as by `finditer`.

    None of them may begin within a word or a row of digits, or with a space: each has to look behind itself.
    Where only some texts are looked through for them, or lines, they are `by_themselves`.
    """

    def __init__(self, patterns: Iterable[re.Pattern[str]], *, by_themselves: bool = False) -> None:
        self.patterns: Sequence[re.Pattern[str]] = tuple(patterns)
        self._own = Possible() if by_themselves else None
        self._numbers = (TOGETHER if self._own is None else self._own).add(self.patterns)

    def found_in(self, text: str, places: Places) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield the number of the expression and what it found, by expression and then by place.

        `places` are those of `text`.
        """
        wanted = places.wanted if self._own is None else self._own.wanted(places.beginnings)
        for number, (pattern, known) in enumerate(zip(self.patterns, self._numbers, strict=True)):
            if known not in wanted:
                continue
            end = 0
            for start in sorted(wanted[known]):
                found = pattern.match(text, start) if start >= end else None
                if found is not None:
                    end = found.end()
                    yield number, found

"""Looking for many expressions in one text at the cost of few: each only where it can begin.

A text is gone through once; its words, its rows of digits and its signs are noted by their first characters.
Expressions that find nothing in the middle of one are then tried at the noted places alone.
"""

import re
import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from assistdesk.shared.privacy.beginnings import (
    DEPTH,
    END,
    FIGURE,
    Begun,
    beginnings_of,
    endings_of,
    first_characters,
)

PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
FIGURES = str.maketrans(dict.fromkeys("123456789", FIGURE))
MOST_KEPT = 20_000
Piece = tuple[int, str]
"""Where a word, a row of digits or a sign begins, and how the text goes on from there."""


class Possible(dict[str, tuple[int, ...]]):
    """The numbers of the expressions that can find something that begins so, worked out when first asked."""

    def __init__(self) -> None:
        super().__init__()
        self._patterns: list[re.Pattern[str]] = []
        self._reading = threading.Lock()
        self._ends: list[int] = []
        """Of each expression, how many ways to begin it and those before it have."""
        self._ways: tuple[dict[int, int], ...] = tuple({} for _ in range(DEPTH))
        """For each of the first characters, the ways to begin by what it can be there."""
        self._fitting: dict[tuple[int, int], int] = {}

    def add(self, patterns: Sequence[re.Pattern[str]]) -> range:
        """Return the numbers that the expressions get; they are read when a text is first looked through."""
        first = len(self._patterns)
        self._patterns += patterns
        self.clear()
        return range(first, len(self._patterns))

    def read(self) -> None:
        """Read the expressions that were not read yet: some tenths of a second for all."""
        with self._reading:
            self._read()

    def _read(self) -> None:
        for pattern in self._patterns[len(self._ends) :]:
            last = self._ends[-1] if self._ends else 0
            ways = self._ways_to(pattern)
            for way, begun in enumerate(ways, start=last):
                for known, can_be in zip(self._ways, begun, strict=True):
                    known[can_be] = known.get(can_be, 0) | 1 << way
            self._ends.append(last + len(ways))
            self._fitting.clear()

    def __missing__(self, beginning: str) -> tuple[int, ...]:
        """Return the numbers for a beginning, in order."""
        if len(self) >= MOST_KEPT:
            self.clear()
        with self._reading:
            self._read()
            found = self[beginning] = self._fitting_all_of(beginning)
        return found

    def _ways_to(self, pattern: re.Pattern[str]) -> Begun:
        return beginnings_of(pattern)

    def _fitting_all_of(self, beginning: str) -> tuple[int, ...]:
        ways = (1 << self._ends[-1]) - 1 if self._ends else 0
        for place in range(DEPTH):
            character = beginning[place : place + 1].translate(FIGURES)
            if character.isascii():
                ways &= self._ways_with(place, 1 << ord(character) if character else END)
        found: list[int] = []
        while ways:
            found.append(bisect_right(self._ends, (ways & -ways).bit_length() - 1))
            ways = ways >> self._ends[found[-1]] << self._ends[found[-1]]
        return tuple(found)

    def _ways_with(self, place: int, character: int) -> int:
        """Return the ways to begin that have a character, or the text's end, at one of the first places."""
        found = self._fitting.get((place, character))
        if found is None:
            found = 0
            for can_be, ways in self._ways[place].items():
                found |= ways if can_be & character else 0
            self._fitting[place, character] = found
        return found

    def wanted(self, pieces: Iterable[Piece]) -> dict[int, list[int]]:
        """Return for each expression that can find something the places where, in order."""
        wanted: dict[int, list[int]] = {}
        for start, beginning in pieces:
            for number in self[beginning]:
                if number in wanted:
                    wanted[number].append(start)
                else:
                    wanted[number] = [start]
        return wanted


class PossibleEndings(Possible):
    """The numbers of those that can find something that ends so."""

    def _ways_to(self, pattern: re.Pattern[str]) -> Begun:
        return endings_of(pattern)

    def _fitting_all_of(self, beginning: str) -> tuple[int, ...]:
        return super()._fitting_all_of(beginning[::-1])


TOGETHER = Possible()
"""The expressions that every text is looked through for."""
ENDINGS = PossibleEndings()
"""The expressions of what stands right before a place, by how that ends."""
CUES = Possible()
"""Some of them, by how that begins."""


class Places:
    """Where words, rows of digits and signs begin in a text, with their first characters."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces

    @classmethod
    def of(cls, text: str) -> "Places":
        """Return the places of `text`."""
        plain = text.translate(FIGURES)
        starts = [one.start() for one in PIECE.finditer(text)]
        return cls([(start, plain[start : start + DEPTH]) for start in starts])

    def between(self, start: int, end: int) -> "Places":
        """Return the places of a line alone, counted from its start."""
        first = bisect_left(self.pieces, (start,))
        last = bisect_left(self.pieces, (end,), first)
        return Places([(place - start, beginning) for place, beginning in self.pieces[first:last]])

    @cached_property
    def wanted(self) -> dict[int, list[int]]:
        """Where each of the expressions can begin that are looked for together."""
        return TOGETHER.wanted(self.pieces)


class Scan:
    """Expressions of which all that they find is wanted, as by `finditer`.

    None of them may begin within a word or a row of digits, or with a space: each has to look behind itself.
    Where only some texts are looked through for them, or lines, they are `by_themselves`.
    """

    def __init__(self, patterns: Iterable[re.Pattern[str]], *, by_themselves: bool = False) -> None:
        self.patterns: Sequence[re.Pattern[str]] = tuple(patterns)
        self.possible = Possible() if by_themselves else TOGETHER
        self._numbers = self.possible.add(self.patterns)

    def found_in(self, text: str, places: Places) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield the number of the expression and what it found, by expression and then by place.

        `places` are those of `text`.
        """
        wanted = places.wanted if self.possible is TOGETHER else self.possible.wanted(places.pieces)
        if not wanted:
            return
        for number, known in enumerate(self._numbers):
            end = 0
            for start in wanted.get(known, ()):
                found = self.patterns[number].match(text, start) if start >= end else None
                if found is not None:
                    end = found.end()
                    yield number, found


class Ending:
    """An expression of what stands right before a place, tried only where the last characters fit.

    In each of its ways it goes up to the end of the text, as `$` says.
    """

    __slots__ = ("_number", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = re.compile(pattern, flags)
        (self._number,) = ENDINGS.add([self.pattern])

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Return what the expression finds in `text` from `start` to `end`, as its own `search` does."""
        end = len(text) if end is None else end
        return self._search(text, start, end) if self._may_end(text, start, end) else None

    def cut_from(self, text: str) -> str:
        """Return `text` without what the expression finds in it."""
        return text if self.search(text) is None else self.pattern.sub("", text)

    def _may_end(self, text: str, start: int, end: int) -> bool:
        """Tell whether what the expression finds can end there, or before a line's end, as `$` has it."""
        last = text[max(start, end - DEPTH) : end]
        if self._number in ENDINGS[last]:
            return True
        return last.endswith("\n") and self._may_end(text, start, end - 1)

    def _search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        return self.pattern.search(text, start, end)


class Cue(Ending):
    """One that begins with a word and looks behind itself, and so is tried only at words that fit as well."""

    __slots__ = ("_first", "_starts")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        super().__init__(pattern, flags)
        (self._first,) = CUES.add([self.pattern])
        self._starts: re.Pattern[str] | None = None

    def _search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        starts = self._starts or self._read_starts()
        for one in starts.finditer(text, start, end):
            place = one.start()
            if self._first in CUES[text[place : min(place + DEPTH, end)]]:
                found = self.pattern.match(text, place, end)
                if found is not None:
                    return found
        return None

    def _read_starts(self) -> re.Pattern[str]:
        firsts = "".join(re.escape(one) for one in first_characters(self.pattern))
        self._starts = re.compile(rf"(?<![^\W_])[{firsts}\x80-\U0010ffff]")
        return self._starts

"""With which characters what an expression finds can begin or end, read from the expression itself.

So each place of a text is tried only with the expressions that can find something there. Python's own reader
of expressions tells; where it says something unknown, anything may follow.
"""

import importlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from string import ascii_letters, digits
from typing import Any

DEPTH = 5
MOST = 3_000
"""An expression that can begin in more ways than this is read less far."""
OTHER = 1 << 128
"""Stands for every character that is not ASCII."""
END = OTHER << 1
"""Stands for the end of the text."""
ANY = END - 1
OPEN = ANY | END
FIGURE = "0"
"""Stands for each figure."""
Beginning = tuple[int, ...]
"""For each of the first characters the bits of those that it can be."""
Begun = frozenset[Beginning]
REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
NO_WIDTH = frozenset({"ASSERT", "ASSERT_NOT", "AT"})
CHARACTERS = frozenset({"LITERAL", "NOT_LITERAL", "IN", "ANY"})


def _bits(characters: Iterable[str]) -> int:
    """Return the bits of characters."""
    found = 0
    for one in characters:
        found |= 1 << ord(one) if one.isascii() else OTHER
    return found


FIGURES = _bits(digits)
CATEGORIES = {
    "CATEGORY_DIGIT": FIGURES,
    "CATEGORY_SPACE": _bits(one for one in map(chr, range(128)) if one.isspace()),
    "CATEGORY_WORD": _bits(ascii_letters + digits + "_"),
}
CATEGORIES |= {name.replace("_", "_NOT_"): ANY & ~bits for name, bits in CATEGORIES.items()}


def beginnings_of(pattern: re.Pattern[str]) -> Begun:
    """Return how what `pattern` finds can begin, each way of `DEPTH` characters."""
    return _whole_ways(pattern, Reader())


def first_characters(pattern: re.Pattern[str]) -> str:
    """Return the ASCII characters with which what `pattern` finds can begin."""
    firsts = 0
    for begun in Reader(depth=1).after(_parsed(pattern), pattern.flags, frozenset({()})):
        firsts |= begun[0] if begun else ANY
    return "".join(one for one in map(chr, range(128)) if firsts & _bits(FIGURE if one in digits else one))


def endings_of(pattern: re.Pattern[str]) -> Begun:
    """Return how what `pattern` finds can end, each way of `DEPTH` characters, the last one first."""
    return _whole_ways(pattern, Reader(is_backwards=True))


def _whole_ways(pattern: re.Pattern[str], reader: "Reader") -> Begun:
    parsed = _parsed(pattern)
    for depth in range(DEPTH, 1, -1):
        found = replace(reader, depth=depth).after(parsed, pattern.flags, frozenset({()}))
        if len(found) <= MOST:
            return frozenset(one + (OPEN,) * (DEPTH - len(one)) for one in found)
    return frozenset({(OPEN,) * DEPTH})


def _parsed(pattern: re.Pattern[str]) -> Any:  # noqa: ANN401  # as the reader gives it
    parser: Any = importlib.import_module("re._parser")
    return parser.parse(pattern.pattern, pattern.flags)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads an expression from its beginning or its end, as far as `depth` characters."""

    depth: int = DEPTH
    is_backwards: bool = False

    def after(self, items: Sequence[tuple[Any, Any]], flags: int, begun: Begun) -> Begun:
        """Return `begun` gone on with by each of `items`, until all are long enough or too many."""
        whole = frozenset(one for one in begun if len(one) >= self.depth)
        begun -= whole
        for kind, argument in reversed(items) if self.is_backwards else items:
            if not begun or len(whole) > MOST:
                break
            begun = self._item(str(kind), argument, flags, begun)
            done = frozenset(one for one in begun if len(one) >= self.depth)
            whole, begun = whole | done, begun - done
        return whole | begun

    def _item(self, kind: str, argument: Any, flags: int, begun: Begun) -> Begun:  # noqa: ANN401  # as the reader gives it
        """Return `begun`, of which none is long enough, gone on with by one part of an expression."""
        if kind in NO_WIDTH:
            return begun
        if kind in CHARACTERS:
            bits = _characters(kind, argument, flags)
            return frozenset((*one, bits) for one in begun)
        if kind == "SUBPATTERN":
            _, added, taken, items = argument
            return self.after(items, (flags | added) & ~taken, begun)
        if kind == "BRANCH":
            return frozenset().union(*(self.after(items, flags, begun) for items in argument[1]))
        if kind in REPEATS:
            fewest, most, items = argument
            return self._repeated(int(fewest), int(most), items, flags, begun)
        return frozenset(one + (OPEN,) * (self.depth - len(one)) for one in begun)

    def _repeated(self, fewest: int, most: int, items: Any, flags: int, begun: Begun) -> Begun:  # noqa: ANN401  # as above
        found = begun if fewest == 0 else frozenset()
        for count in range(1, min(most, self.depth) + 1):
            begun = self.after(items, flags, begun)
            if count >= min(fewest, self.depth):
                found |= begun
        return found


def _characters(kind: str, argument: Any, flags: int) -> int:  # noqa: ANN401  # as above
    """Return the bits of what one character of an expression can be; one figure can be each."""
    if kind == "LITERAL":
        found = _literal(argument, flags & re.IGNORECASE)
    elif kind == "IN":
        found = _bits_of_set(argument, flags)
    else:
        found = ANY
    return found | 1 << ord(FIGURE) if found & FIGURES else found


def _bits_of_set(parts: Iterable[tuple[Any, Any]], flags: int) -> int:
    """Return the bits of one of several characters, or of none of them where they are negated."""
    found, is_negated = 0, False
    for one, value in parts:
        match str(one):
            case "NEGATE":
                is_negated, flags = True, 0
            case "LITERAL":
                found |= _bits(_cases(value, flags))
            case "RANGE":
                found |= _bits(
                    case for place in range(value[0], min(value[1], 128) + 1) for case in _cases(place, flags)
                )
                found |= OTHER if value[1] > 127 else 0
            case _:
                found |= CATEGORIES.get(str(value), ANY) | (0 if is_negated else OTHER)
    return ANY & ~found | OTHER if is_negated else found


@cache
def _literal(place: int, flags: int) -> int:
    return _bits(_cases(place, flags))


def _cases(place: int, flags: int) -> Iterator[str]:
    character = chr(place)
    yield character
    if flags & re.IGNORECASE:
        yield from character.lower() + character.upper()

"""With which characters what an expression finds can begin, read from the expression itself.

So each place of a text is tried only with the expressions that can find something there. Python's own reader
of expressions tells; where it says something unknown, the expression is tried everywhere.
"""

import importlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

ANY = "\0"
"""Stands for whatever character."""
DEPTH = 2
DEPTH_OF_FIGURES = 5
MOST = 4_000
"""An expression that can begin in more ways than this is tried everywhere."""
ANYTHING = frozenset({ANY})
FIGURE, LETTER = "0", "a"
SHAPE = {ord(one): FIGURE for one in "0123456789"} | {
    ord(one): LETTER for one in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
}
DIGITS = frozenset("0123456789")
REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
NO_WIDTH = frozenset({"ASSERT", "ASSERT_NOT", "AT"})
Set = frozenset[str]


def beginning_at(text: str, start: int) -> str:
    """Return how `text` goes on from `start`: by two characters, or by the shape of five behind a figure."""
    beginning = text[start : start + DEPTH]
    return text[start : start + DEPTH_OF_FIGURES].translate(SHAPE) if beginning[0].isdigit() else beginning


def alike(beginning: str) -> frozenset[str]:
    """Return all the beginnings of expressions that can find something that begins so."""
    found, longer = {""}, {""}
    for character in beginning:
        longer = {one + other for one in longer for other in (character, ANY)}
        found |= longer
    return frozenset(found - {""})


def beginnings_of(pattern: re.Pattern[str]) -> frozenset[str]:
    """Return the beginnings as `beginning_at` has them, shorter ones where what is found may be shorter.

    `ANY` in one stands for whatever character; one that is `ANY` alone says that all are possible.
    """
    parser: Any = importlib.import_module("re._parser")
    found = _sequence(parser.parse(pattern.pattern, pattern.flags), pattern.flags, frozenset({""}))
    return ANYTHING if "" in found or len(found) > MOST else found


def _sequence(items: Iterable[tuple[Any, Any]], flags: int, begun: Set) -> Set:
    """Return `begun` gone on with by each of `items`, until all are long enough."""
    for kind, argument in items:
        if all(map(_is_whole, begun)):
            break
        begun = _item(str(kind), argument, flags, begun)
    return begun


def _item(kind: str, argument: Any, flags: int, begun: Set) -> Set:  # noqa: ANN401  # as the reader gives it
    """Return `begun` gone on with by one part of an expression."""
    if kind in NO_WIDTH:
        return begun
    if kind == "SUBPATTERN":
        _, added, taken, items = argument
        return _sequence(items, (flags | added) & ~taken, begun)
    if kind == "BRANCH":
        return frozenset().union(*(_sequence(items, flags, begun) for items in argument[1]))
    if kind in REPEATS:
        fewest, most, items = argument
        return _repeated(int(fewest), int(most), items, flags, begun)
    return _joined(begun, _characters(kind, argument, flags))


def _repeated(fewest: int, most: int, items: Any, flags: int, begun: Set) -> Set:  # noqa: ANN401  # as above
    found = begun if fewest == 0 else frozenset()
    for count in range(1, min(most, DEPTH_OF_FIGURES) + 1):
        begun = _sequence(items, flags, begun)
        if count >= min(fewest, DEPTH_OF_FIGURES):
            found |= begun
    return found


def _joined(begun: Set, characters: Set) -> Set:
    return frozenset(_longer(one, character) for one in begun for character in characters)


def _longer(one: str, character: str) -> str:
    if _is_whole(one):
        return one
    longer = one + character
    return longer.translate(SHAPE) if longer[0].isdigit() else longer


def _is_whole(one: str) -> bool:
    return len(one) >= (DEPTH_OF_FIGURES if one[:1] == FIGURE else DEPTH)


def _characters(kind: str, argument: Any, flags: int) -> Set:  # noqa: ANN401  # as above
    """Return what one character of an expression can be."""
    if kind == "LITERAL":
        return frozenset(_cases(chr(argument), flags))
    if kind != "IN" or any(str(one) == "NEGATE" for one, _ in argument):
        return ANYTHING
    found: set[str] = set()
    for one, value in argument:
        match str(one):
            case "LITERAL":
                found.update(_cases(chr(value), flags))
            case "RANGE" if value[1] < 128:
                for place in range(value[0], value[1] + 1):
                    found.update(_cases(chr(place), flags))
            case "CATEGORY" if str(value) == "CATEGORY_DIGIT":
                found |= DIGITS
            case _:
                return ANYTHING
    return frozenset(found)


def _cases(character: str, flags: int) -> Iterator[str]:
    yield character
    if flags & re.IGNORECASE:
        yield character.lower()
        yield character.upper()

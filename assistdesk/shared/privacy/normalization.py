"""One way of writing for what people write in many: the recognizers' view of a text.

Digits of all scripts become 0 to 9, dashes a hyphen, quotes and spaces plain ones; what does not
show (zero-width characters, soft hyphens, marks of writing direction) is dropped. Every character
knows where it came from, so that findings are told in code points of the original.
"""

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")
QUOTES = frozenset("\u2018\u2019\u201b\u02bc\u00b4`")
MINUS = "\u2212"
UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
VARIATION_SELECTORS = range(0xFE00, 0xFE10)


@dataclass(frozen=True, slots=True)
class Normalized:
    """A normalized text, and for each of its characters the code point of the original it came from."""

    text: str = field(repr=False)
    origins: tuple[int, ...] = field(repr=False)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a non-empty span of the normalized text stands in the original."""
        return self.origins[start], self.origins[end - 1] + 1


def normalize(original: str) -> Normalized:
    """Return `original` as the recognizers read it."""
    characters: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(original):
        for plain in _plain(character):
            characters.append(plain)
            origins.append(position)
    return Normalized("".join(characters), tuple(origins))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """Return what one code point reads as: nothing, itself, or a few plain characters."""
    if character.isascii():
        return "\n" if character in LINE_ENDS else character
    if character in UNSEEN or ord(character) in VARIATION_SELECTORS:
        return ""
    if character in LINE_ENDS:
        return "\n"
    if character in QUOTES:
        return "'"
    return "".join(_plain_part(part) for part in unicodedata.normalize("NFKC", character))


def _plain_part(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd" or character == MINUS:
        return "-"
    return " " if category == "Zs" else character

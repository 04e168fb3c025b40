"""One way of writing for what people write in many: the recognizers' view of a text.

Digits of all scripts become 0 to 9, dashes a hyphen, quotes and spaces plain ones; what does not
show (zero-width characters, soft hyphens, marks of writing direction) is dropped. Every character
knows where it came from, so that findings are told in code points of the original.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")
QUOTES = frozenset("\u2018\u2019\u201b\u02bc\u00b4`")
MINUS = "\u2212"
UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
VARIATION_SELECTORS = range(0xFE00, 0xFE10)
READS_OTHERWISE = re.compile(r"[\r\v\f]|[^\x00-\x7f]")
"""Every character that may not read as itself."""


@dataclass(frozen=True, slots=True)
class Normalized:
    """A normalized text, and for each of its characters the code point of the original it came from."""

    text: str = field(repr=False)
    origins: Sequence[int] = field(repr=False)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a non-empty span of the normalized text stands in the original."""
        return self.origins[start], self.origins[end - 1] + 1


def normalize(original: str) -> Normalized:
    """Return `original` as the recognizers read it."""
    if READS_OTHERWISE.search(original) is None:
        return Normalized(original, range(len(original)))
    pieces: list[str] = []
    origins: list[int] = []
    end = 0
    for found in READS_OTHERWISE.finditer(original):
        position = found.start()
        plain = _plain(found.group())
        pieces += [original[end:position], plain]
        origins.extend(range(end, position))
        origins.extend([position] * len(plain))
        end = position + 1
    pieces.append(original[end:])
    origins.extend(range(end, len(original)))
    return Normalized("".join(pieces), tuple(origins))


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

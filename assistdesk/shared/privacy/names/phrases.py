"""Names of several words that are known beforehand, and where they stand in a text, in any case."""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistdesk.shared.privacy.names.lists import fold

WORD = re.compile(r"[^\W_]+")
Words = tuple[str, ...]


class Phrases:
    """Known names, looked up by their first word, so that many cost no more than few."""

    def __init__(self, names: frozenset[str]) -> None:
        self._by_first: dict[str, list[Words]] = {}
        for words in {words_of(name) for name in names} - {()}:
            self._by_first.setdefault(words[0], []).append(words)
        for known in self._by_first.values():
            known.sort(key=len, reverse=True)

    def found_in(
        self, text: str, start: int, end: int, words: list[str] | None = None
    ) -> Iterator[tuple[int, int, int]]:
        """Yield start, end and number of words of each known name, the longest of those at one word.

        Marks and blanks between words make no difference, and neither do case and accents. `words` are the
        folded ones there, where somebody has them.
        """
        words = folded_words(text[start:end]) if words is None else words
        if self._by_first.keys().isdisjoint(words):
            return
        places: list[tuple[int, int]] = []
        behind = 0
        for place, word in enumerate(words):
            length = self._length_at(words, place) if place >= behind and word in self._by_first else 0
            if length:
                places = places or [found.span() for found in WORD.finditer(text, start, end)]
                yield places[place][0], places[place + length - 1][1], length
                behind = place + length

    def _length_at(self, words: list[str], place: int) -> int:
        for known in self._by_first.get(words[place], ()):
            if tuple(words[place : place + len(known)]) == known:
                return len(known)
        return 0

    def __contains__(self, words: Words) -> bool:
        return bool(words) and words in self._by_first.get(words[0], ())


def folded_words(text: str) -> list[str]:
    """Return the folded words of a text."""
    return WORD.findall(text.lower()) if text.isascii() else [fold(word) for word in WORD.findall(text)]


def words_of(name: str) -> Words:
    """Return the folded words of a name."""
    return tuple(folded_words(name))


@lru_cache(maxsize=1024)
def rows_of(names: frozenset[str]) -> tuple[Words, ...]:
    """Return the folded words of each name."""
    return tuple(map(words_of, names))


@lru_cache(maxsize=256)
def phrases_of(names: frozenset[str]) -> Phrases:
    """Return `names` ready to be looked up."""
    return Phrases(names)

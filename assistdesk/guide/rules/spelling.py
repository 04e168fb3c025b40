"""Which known word was meant by one that nobody knows: typing in a hurry, on a phone, in a second language."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

SHORTEST = 4
LONG = 8


def variants(word: str, *, dropped: int) -> set[str]:
    """Return `word` and what is left of it after dropping up to `dropped` letters."""
    found = {word}
    edge = {word}
    for _ in range(dropped):
        edge = {one[:place] + one[place + 1 :] for one in edge for place in range(len(one))}
        found |= edge
    return found


def distance(first: str, second: str) -> int:
    """Return how many letters have to be changed, added, dropped or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for place, letter in enumerate(first, start=1):
        older, before, row = before, row, [place]
        for other_place, other in enumerate(second, start=1):
            steps = min(
                before[other_place] + 1, row[other_place - 1] + 1, before[other_place - 1] + (letter != other)
            )
            is_swap = (
                place > 1
                and other_place > 1
                and letter == second[other_place - 2]
                and first[place - 2] == other
            )
            row.append(min(steps, older[other_place - 2] + 1) if is_swap else steps)
    return row[-1]


def letters_off(word: str) -> int:
    """Return by how many letters a word of this length may be mistyped and still be recognised."""
    if len(word) < SHORTEST or word.isdigit():
        return 0
    return 1 if len(word) < LONG else 2


@dataclass(frozen=True, slots=True)
class Speller:
    """Knows all words of a text, and finds those that an unknown one is close to."""

    by_variant: dict[str, tuple[str, ...]]

    @classmethod
    def knowing(cls, known: Iterable[str]) -> "Speller":
        """Return a speller for the words in `known`."""
        by_variant: dict[str, list[str]] = defaultdict(list)
        for word in sorted(set(known)):
            for variant in variants(word, dropped=letters_off(word)):
                by_variant[variant].append(word)
        return cls({variant: tuple(found) for variant, found in by_variant.items()})

    def meant_by(self, word: str) -> tuple[str, ...]:
        """Return the known words nearest to `word`, all equally near; none where all are too far."""
        allowed = letters_off(word)
        if not allowed:
            return ()
        near = {
            known for variant in variants(word, dropped=allowed) for known in self.by_variant.get(variant, ())
        }
        ranked = {known: distance(word, known) for known in near if known[0] == word[0] or len(word) > 4}
        fitting = {known: steps for known, steps in ranked.items() if steps <= min(allowed, letters_off(known))}
        nearest = min(fitting.values(), default=0)
        return tuple(sorted(known for known, steps in fitting.items() if steps == nearest))

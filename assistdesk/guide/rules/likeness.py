"""How alike a search sounds to the texts of each document, by the pieces of its words.

Pieces of three to five letters find `enroll` in `enrolment`, `re-enrolled` and `enrollmnet`, in any
language and with no rules for any. Each piece speaks for or against each document by how much likelier
it is there than in all the others.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistdesk.guide.rules.words import words_of

SHORTEST, LONGEST = 3, 5
WHOLE_WORD, PAIR = 3.0, 2.0  # how much more a word, and two in a row, say than a part of a word
NEVER_SEEN = 0.05  # what a piece counts where it never stood, so that no one piece decides


def pieces_of(text: str) -> Iterator[str]:
    """Yield the pieces of a text: each word, parts of it with its ends marked, each two words in a row."""
    words = words_of(text)
    for word in words:
        yield f"{word}_"
        whole = f" {word} "
        for length in range(SHORTEST, LONGEST + 1):
            for start in range(len(whole) - length + 1):
                yield whole[start : start + length]
    for first, second in pairwise(words):
        yield f"{first}_{second}"


@dataclass(frozen=True, slots=True)
class Likeness:
    """What each piece says for each document, in the order of `keys`."""

    keys: tuple[str, ...]
    says: dict[str, tuple[float, ...]]
    rarity: dict[str, float]

    @classmethod
    def of(cls, texts: Iterable[tuple[str, str, float]]) -> "Likeness":
        """Return the likeness to texts, each with the key of its document and its weight."""
        counted = [(key, Counter(pieces_of(text)), weight) for key, text, weight in texts]
        keys = tuple(dict.fromkeys(key for key, _, _ in counted))
        found = Counter(piece for _, pieces, _ in counted for piece in pieces)
        rarity = {piece: 1 + math.log((1 + len(counted)) / (1 + times)) for piece, times in found.items()}
        sums: dict[str, dict[str, float]] = defaultdict(dict)
        for key, pieces, weight in counted:
            for piece, share in _shares(pieces, rarity).items():
                sums[piece][key] = sums[piece].get(key, 0.0) + share * weight
        return cls(keys, _odds(sums, keys), rarity)

    def knows(self, search: str) -> bool:
        """Whether any piece of the search stands in any document."""
        return any(piece in self.says for piece in pieces_of(search))

    def familiarity(self, search: str) -> float:
        """Return the share of the search's words of `SHORTEST` letters or more that stand in any document."""
        words = [word for word in words_of(search) if len(word) >= SHORTEST]
        return sum(f"{word}_" in self.says for word in words) / len(words) if words else 1.0

    def scores(self, search: str) -> dict[str, float]:
        """Return how alike the search is to each document: 0 says nothing, less says rather not."""
        shares = _shares(Counter(pieces_of(search)), self.rarity)
        totals = [0.0] * len(self.keys)
        for piece, share in shares.items():
            for place, odds in enumerate(self.says[piece]):
                totals[place] += share * odds
        return dict(zip(self.keys, totals, strict=True))


def _shares(pieces: Counter[str], rarity: dict[str, float]) -> dict[str, float]:
    """Return how much each known piece counts in one text: rare ones more, and all together one."""
    known = {
        piece: (1 + math.log(times)) * rarity[piece] * _share(piece)
        for piece, times in pieces.items()
        if piece in rarity
    }
    length = math.sqrt(sum(share * share for share in known.values())) or 1.0
    return {piece: share / length for piece, share in known.items()}


def _share(piece: str) -> float:
    if "_" not in piece:
        return 1.0
    return WHOLE_WORD if piece.endswith("_") else PAIR


def _odds(sums: dict[str, dict[str, float]], keys: Sequence[str]) -> dict[str, tuple[float, ...]]:
    """Return the logarithm of how much likelier each piece is in a document than in all others."""
    own = {key: NEVER_SEEN * len(sums) for key in keys}
    for by_key in sums.values():
        for key, share in by_key.items():
            own[key] += share
    all_together = sum(own.values()) - NEVER_SEEN * len(sums) * (len(keys) - 1)
    others = {key: all_together - own[key] + NEVER_SEEN * len(sums) for key in keys}
    return {
        piece: tuple(
            math.log((by_key.get(key, 0.0) + NEVER_SEEN) / own[key])
            - math.log((total - by_key.get(key, 0.0) + NEVER_SEEN) / others[key])
            for key in keys
        )
        for piece, by_key in sums.items()
        for total in [sum(by_key.values())]
    }

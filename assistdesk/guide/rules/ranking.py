"""Which entries fit a search best: words that tell entries apart count most, names and pairs of words more.

The texts are few and short, so every entry is weighed against every search, in well under a millisecond
each. Both languages of a guide are searched at once, because people mix them.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistdesk.guide.rules.spelling import Speller
from assistdesk.guide.rules.words import is_stop_word, language_of, stem, words_of

PAIR_SHARE = 0.5  # two words in a row, beside what each says alone
TYPO_SHARE = 0.7  # a word that had to be guessed
SATURATION = 1.0  # a word that stands often says more, and ever less so
LITTLE_A_WORD = 0.35  # what each word has to say on average, or the entry for everything else comes first


@dataclass(frozen=True, slots=True)
class Passage:
    """A text by which a document is found; `weight` says how much its words count, 1 as a rule."""

    text: str
    language: str
    weight: float
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """Something that can be found. `takes_the_rest` marks the one for whatever fits no other."""

    key: str
    passages: tuple[Passage, ...]
    takes_the_rest: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found, and how well it fits: more is better, 0 is not at all."""

    key: str
    score: float


@dataclass(frozen=True, slots=True)
class Clue:
    """One word of a search: the terms that it can stand for, and how sure that is."""

    terms: frozenset[str]
    share: float


@dataclass(frozen=True, slots=True)
class Index:
    """Documents made ready for searching."""

    keys: tuple[str, ...]
    languages: tuple[str, ...]
    postings: dict[str, dict[str, float]]
    rarity: dict[str, float]
    speller: Speller
    names: tuple[tuple[str, tuple[str, ...]], ...]
    rest: str | None

    def rank(self, search: str) -> list[Hit]:
        """Return the documents that fit `search`, best first; none where it says nothing."""
        clues, pairs = self._read(search)
        scores = self._weigh(search, clues, pairs)
        enough = LITTLE_A_WORD * len(clues)
        if self.rest and max(scores.values(), default=0.0) < enough:
            scores[self.rest] = enough
        order = {key: place for place, key in enumerate(self.keys)}
        best_first = sorted(scores.items(), key=lambda item: (-item[1], order[item[0]]))
        return [Hit(key, round(score, 3)) for key, score in best_first if score > 0]

    def best_score(self, search: str) -> float:
        """Return how well the document fits that fits `search` best; 0 where none does."""
        return max(self._weigh(search, *self._read(search)).values(), default=0.0)

    def _weigh(self, search: str, clues: Sequence[Clue], pairs: Sequence[Clue]) -> Counter[str]:
        scores: Counter[str] = Counter()
        for clue in clues:
            self._add(scores, clue, share=1.0)
        for pair in pairs:
            self._add(scores, pair, share=PAIR_SHARE)
        self._add_names(scores, search)
        return scores

    def _read(self, search: str) -> tuple[list[Clue], list[Clue]]:
        """Return what the words of a search can stand for, and each two in a row."""
        words = words_of(search)
        spoken = language_of(words, among=self.languages)
        kept = [word for word in words if not is_stop_word(word, spoken)]
        clues = [self._clue(word) for word in dict.fromkeys(kept)]
        joined = [self._clue(first + second) for first, second in pairwise(words)]
        clues += [clue for clue in joined if clue.share == 1.0 and clue.terms]
        stems = {code: [_term(word, code) for word in kept] for code in self.languages}
        pairs = [
            Clue(frozenset(_pair(*two[code]) for code in self.languages), 1.0)
            for two in ({code: stems[code][at : at + 2] for code in stems} for at in range(len(kept) - 1))
        ]
        return clues, pairs

    def _clue(self, word: str) -> Clue:
        terms = self._terms(word)
        if terms:
            return Clue(terms, 1.0)
        guessed = frozenset(term for near in self.speller.meant_by(word) for term in self._terms(near))
        return Clue(guessed, TYPO_SHARE)

    def _terms(self, word: str) -> frozenset[str]:
        return frozenset(
            term
            for code in self.languages
            if not is_stop_word(word, code) and (term := _term(word, code)) in self.rarity
        )

    def _add(self, scores: Counter[str], clue: Clue, *, share: float) -> None:
        """Add what one clue says for each document: its best term, so that nothing counts twice."""
        best: dict[str, float] = {}
        for term in clue.terms:
            for key, weight in self.postings.get(term, {}).items():
                says = self.rarity[term] * weight / (weight + SATURATION)
                best[key] = max(best.get(key, 0.0), says)
        for key, says in best.items():
            scores[key] += says * share * clue.share

    def _add_names(self, scores: Counter[str], search: str) -> None:
        """Put those whose whole name stands in the search before all that only share words with it."""
        padded = f" {' '.join(words_of(search))} "
        for key, name in self.names:
            if f" {' '.join(name)} " in padded:
                scores[key] += len(name)


def build_index(documents: Sequence[Document], *, languages: tuple[str, ...]) -> Index:
    """Return `documents` made ready for searching."""
    postings: dict[str, dict[str, float]] = defaultdict(dict)
    known: set[str] = set()
    names: list[tuple[str, tuple[str, ...]]] = []
    for document in documents:
        for passage in document.passages:
            words = words_of(passage.text)
            kept = [word for word in words if not is_stop_word(word, passage.language)]
            known.update(kept)
            for term in _terms_of(kept, passage.language):
                weights = postings[term]
                weights[document.key] = weights.get(document.key, 0.0) + passage.weight
            if passage.is_name and kept:
                names.append((document.key, tuple(words)))
    return Index(
        keys=tuple(document.key for document in documents),
        languages=languages,
        postings=dict(postings),
        rarity={term: _rarity(len(found), of=len(documents)) for term, found in postings.items()},
        speller=Speller.knowing(known),
        names=tuple(names),
        rest=next((document.key for document in documents if document.takes_the_rest), None),
    )


def _terms_of(words: Sequence[str], language: str) -> Iterable[str]:
    stems = [_term(word, language) for word in words]
    yield from stems
    for first, second in pairwise(stems):
        yield _pair(first, second)


def _term(word: str, language: str) -> str:
    return f"{language}:{stem(word, language)}"


def _pair(first: str, second: str) -> str:
    return f"{first} {second}"


def _rarity(found: int, *, of: int) -> float:
    """Return how much a term tells that stands in `found` documents `of` all.

    Source: the inverse document frequency of Okapi BM25.
    """
    return math.log(1 + (of - found + 0.5) / (found + 0.5))

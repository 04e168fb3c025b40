"""Which documents fit a search best, the best first."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistdesk.guide.rules.likeness import Likeness
from assistdesk.guide.rules.words import words_of

NAMED = 10.0  # a search that holds a document's very name is for that document
LEAST = 0.001
TOO_LITTLE = 0.1  # who fits no better than this fits less than the one for everything else
TOO_LITTLE_STRANGE = 1.5  # the same, where most words of the search are strange to all
FAMILIAR = 0.5  # the share of known words from which a search is not strange


@dataclass(frozen=True, slots=True)
class Passage:
    """A text by which a document is found; `weight` says how much it counts, 1 as a rule."""

    text: str
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
    """A document that was found; the higher the score, the better it fits."""

    key: str
    score: float


@dataclass(frozen=True, slots=True)
class Index:
    """Documents made ready for searching; `rest` is the one for whatever fits no other."""

    likeness: Likeness
    names: tuple[tuple[str, str], ...]
    rest: str | None

    def rank(self, search: str) -> list[Hit]:
        """Return the documents that fit, best first; none where no word of the search is known.

        The best is among them even where more speaks against it than for it: somebody who searches needs
        a place to begin.
        """
        if not words_of(search) or not (self.rest or self.likeness.knows(search)):
            return []
        scores = self._scores(search)
        if self.rest:
            strange = self.likeness.familiarity(search) < FAMILIAR
            scores[self.rest] = max(scores[self.rest], TOO_LITTLE_STRANGE if strange else TOO_LITTLE)
        best_first = sorted(scores, key=lambda key: scores[key], reverse=True)
        fitting = [key for key in best_first if scores[key] > 0] or best_first[:1]
        return [Hit(key, max(LEAST, round(scores[key], 3))) for key in fitting]

    def best_score(self, search: str) -> float:
        """Return how well the document fits that fits `search` best; 0 where none does."""
        return max(0.0, *self._scores(search).values())

    def _scores(self, search: str) -> dict[str, float]:
        scores = self.likeness.scores(search)
        said = _framed(search)
        for key, name in self.names:
            if name in said:
                scores[key] += NAMED
        return scores


def build_index(documents: Sequence[Document]) -> Index:
    """Return `documents` made ready for searching."""
    passages = [(document.key, passage) for document in documents for passage in document.passages]
    return Index(
        likeness=Likeness.of((key, passage.text, passage.weight) for key, passage in passages),
        names=tuple((key, _framed(passage.text)) for key, passage in passages if passage.is_name),
        rest=next((document.key for document in documents if document.takes_the_rest), None),
    )


def _framed(text: str) -> str:
    """Return the words of `text` so that one text stands in another only as whole words."""
    return f" {' '.join(words_of(text))} "

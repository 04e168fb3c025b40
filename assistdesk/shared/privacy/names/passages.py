"""The passages of a line that the model is asked to read: a few words around those that may be names.

Numbers and codes are written as one digit there: they tell the model nothing more, and cost time. So is
what stands for a value that was taken out, so that a passage read before is not asked about again.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from assistdesk.shared.privacy.names import sentences
from assistdesk.shared.privacy.names.score import Score
from assistdesk.shared.privacy.names.tokens import Token

WORDS_BEFORE, WORDS_BEHIND = 9, 6
CODE = re.compile(r"\[removed:[ ][A-Z_]+\]|(?<![\w*/.-])[\w*/.-]*\d[\w*/.,:-]*|(?<!\S)\S+@\S+|https?://\S+")
STAND_IN = "1"


def scores_around(text: str, tokens: Sequence[Token], suspects: Sequence[Token]) -> tuple[Score, ...] | None:
    """Return what the model says of the words around each of `suspects`; None where there is no model."""
    scores: list[Score] = []
    for start, end in _passages(text, tokens, suspects):
        shown, places = _without_codes(text, start, end)
        found = sentences.scores_of(shown)
        if found is None:
            return None
        scores += [
            Score(places[one.start], places[one.end - 1] + 1, one.name, one.street, one.town) for one in found
        ]
    return tuple(scores)


def _passages(text: str, tokens: Sequence[Token], suspects: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield where the passages stand, in order and without overlaps; none goes over the end of a sentence."""
    places = {token.start: place for place, token in enumerate(tokens)}
    wanted: list[tuple[int, int]] = []
    for suspect in suspects:
        place = places[suspect.start]
        first = tokens[max(0, place - WORDS_BEFORE)].start
        last = tokens[min(len(tokens) - 1, place + WORDS_BEHIND)].end
        if wanted and first <= wanted[-1][1]:
            wanted[-1] = (wanted[-1][0], last)
        else:
            wanted.append((first, last))
    asked = [suspect.start for suspect in suspects]
    for first, last in wanted:
        for start, end in sentences.sentences_of(text[first:last]):
            if bisect_left(asked, first + start) < bisect_left(asked, first + end):
                yield first + start, first + end


def _without_codes(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """Return a passage without its codes, and for each of its characters its place in `text`."""
    pieces: list[str] = []
    places: list[int] = []
    for found in CODE.finditer(text, start, end):
        pieces += [text[start : found.start()], STAND_IN]
        places += [*range(start, found.start()), found.start()]
        start = found.end()
    pieces.append(text[start:end])
    places += range(start, end)
    return "".join(pieces), places

"""What somebody typed to find incidents: words, quoted phrases, what to leave out, and how hits are shown."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LONGEST_SEARCH = 200
MOST_TERMS = 12
SHORTEST_START = 3
EXCERPT = 180  # characters of a text that a list shows

_QUOTES = str.maketrans("“”„‟«»", '""""""')
_APART = str.maketrans("øØłŁđĐßıæÆ", "oOlLdDsiaA")  # letters that no normal form takes apart
_MARKS = re.compile("[\u0300-\u036f]+")
_NEITHER = re.compile("[^a-z0-9\u00c0-\u1fff\u3040-\ud7ff]+")
_TERM = re.compile(r'(?P<minus>(?<!\S)[-\u2212\u2013])?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))')
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that was looked for: folded words that follow each other, one or more.

    An open one is the start of a word that was not typed to its end; an excluded one must not be there.
    """

    words: tuple[str, ...]
    is_excluded: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an excerpt; a hit is what was looked for."""

    text: str
    is_hit: bool


def fold(text: str) -> str:
    """Return words as the search keeps them: lower case, no accents, one space for all that is no letter.

    The same as `desk_search_fold` in the database, which folds what is looked through.
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(_APART)
    return _NEITHER.sub(" ", plain.lower())


def terms_of(text: str) -> tuple[Term, ...]:
    """Return what was looked for; empty where there is no word in it.

    Quoted words and words joined by other signs follow each other; a dash before a word or a quote excludes
    it; the last word, where nothing follows it, may be the start of a longer one.
    """
    typed = text[:LONGEST_SEARCH].translate(_QUOTES)
    terms = []
    for found in _TERM.finditer(typed):
        words = tuple(fold(found["phrase"] or found["word"] or "").split())
        if not words:
            continue
        is_last = found.end() == len(typed) and found["phrase"] is None
        is_open = is_last and not found["minus"] and _may_be_a_start(words)
        terms.append(Term(words, is_excluded=bool(found["minus"]), is_open=is_open))
    return tuple(terms[:MOST_TERMS])


def is_sought(terms: Iterable[Term]) -> bool:
    """Tell whether anything is looked for: to leave things out of everything is no search."""
    return any(not term.is_excluded for term in terms)


def excerpt(texts: Sequence[str], *, terms: Iterable[Term], stems: Iterable[str]) -> tuple[int, list[Piece]]:
    """Return which text shows most of what was looked for, and a stretch of it with the hits marked.

    `stems` are beginnings that words of the same stem share. The place is -1, and there are no pieces,
    where none of the texts holds a hit.
    """
    sought = [term for term in terms if not term.is_excluded]
    exact = {word for term in sought for word in term.words}
    starts = tuple({term.words[-1] for term in sought if term.is_open} | _starts(stems))
    best, place, window = 0, -1, (0, 0)
    for number, text in enumerate(texts):
        count, span = _best_window(_hits(text, exact=exact, starts=starts))
        if count > best:
            best, place, window = count, number, span
    if place < 0:
        return -1, []
    return place, _pieces(texts[place], window, exact=exact, starts=starts)


def _may_be_a_start(words: tuple[str, ...]) -> bool:
    return len(words) == 1 and len(words[0]) >= SHORTEST_START and not words[0].isdigit()


def _starts(stems: Iterable[str]) -> set[str]:
    """Return what words of the same stem start with: a stem in `i` stands for words in `y` too."""
    longer = {stem for stem in stems if len(stem) >= SHORTEST_START}
    return longer | {stem[:-1] + "y" for stem in longer if stem.endswith("i")}


def _is_hit(word: str, *, exact: set[str], starts: tuple[str, ...]) -> str:
    """Return what of the search a folded word answers to; empty where it does to nothing."""
    if word in exact:
        return word
    return next((start for start in starts if word.startswith(start)), "")


def _hits(text: str, *, exact: set[str], starts: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Return start, end and what it answers to of each hit in a text."""
    hits = []
    for found in _WORD.finditer(text):
        answered = _is_hit(fold(found.group()).strip(), exact=exact, starts=starts)
        if answered:
            hits.append((found.start(), found.end(), answered))
    return hits


def _best_window(hits: list[tuple[int, int, str]]) -> tuple[int, tuple[int, int]]:
    """Return how many different hits the best stretch holds, and where its first and last hit are."""
    best, span = 0, (0, 0)
    for number, (start, _, _) in enumerate(hits[:200]):
        inside = [hit for hit in hits[number : number + 50] if hit[1] <= start + EXCERPT]
        count = len({answered for _, _, answered in inside})
        if count > best:
            best, span = count, (start, inside[-1][1])
    return best, span


def _pieces(text: str, window: tuple[int, int], *, exact: set[str], starts: tuple[str, ...]) -> list[Piece]:
    first, last = window
    room = max(EXCERPT - (last - first), 0)
    start = max(0, first - room // 3)
    start, end = _whole_words(text, start, min(len(text), max(last, start + EXCERPT)))
    pieces, at = [], start
    if start > 0:
        pieces.append(Piece("… ", is_hit=False))
    for hit_start, hit_end, _ in _hits(text[start:end], exact=exact, starts=starts):
        if start + hit_start > at:
            pieces.append(Piece(text[at : start + hit_start], is_hit=False))
        pieces.append(Piece(text[start + hit_start : start + hit_end], is_hit=True))
        at = start + hit_end
    if at < end:
        pieces.append(Piece(text[at:end], is_hit=False))
    if end < len(text):
        pieces.append(Piece(" …", is_hit=False))
    return pieces


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch without the half words at its ends."""
    while 0 < start < end and not text[start - 1].isspace():
        start += 1
    while start < end < len(text) and not text[end].isspace():
        end -= 1
    return start, end

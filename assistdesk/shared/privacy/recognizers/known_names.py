"""Names of the consumers whom a message is about, however they are written: compared by keyed hashes.

A word that is nothing but a name is found anywhere, in any case. One that is a word as well, such as "Price",
needs a capital inside of a sentence, a title, or another part of the name beside it; a month, an insurer or a
state needs the latter two. A word that a party of the message is called by too is the party's, unless another
part of the consumer's name, which is not the party's, stands beside it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise

from assistdesk.shared.privacy.clients import words_of
from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import PersonalType
from assistdesk.shared.privacy.known import KnownValues, Sort
from assistdesk.shared.privacy.names import cues, lists, tokens
from assistdesk.shared.privacy.names.phrases import phrases_of
from assistdesk.shared.privacy.reading import Reading
from assistdesk.shared.privacy.strengths import KNOWN_VALUE

WORD = re.compile(r"(?<![^\W_])(?:[^\W\d_](?:[ .-][^\W\d_]){3,}(?![^\W_])|[^\W\d_]+(?:'[^\W\d_]+)*)")
"""A word, or one whose letters stand apart: "D e l g a d o"."""
NO_NAMES = re.compile(r"\[removed:[ ][A-Z_]+\]|(?<![\w.%+'-])[\w.%+'-]+@[\w.-]+|(?:https?://|www\.)\S+")
JOINT = re.compile(r"[ \t]{0,2}[-.]?[ \t]{0,2}|[ \t]?\n[ \t>]{0,4}")
BESIDE = re.compile(r",?[ \t]{0,2}(?:\n[ \t>]{0,4})?|[ \t]?[-/,][ \t]?")
BEGINS = re.compile(r"(?:^|[\n.!?:;*>-])[ \t\"(]*$")
AREA = frozenset(["county", "counties", "city", "condado"])
TITLE_REACH = 16
MOSTLY_LOUD = 0.6


class Needs(IntEnum):
    """What a word needs to be taken for a known name."""

    NOTHING = 0
    CAPITAL = 1
    COMPANY = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text, as names are compared and as it is written."""

    start: int
    end: int
    plain: str = field(repr=False)
    raw: str = field(repr=False)
    is_open: bool
    """Whether it may be somebody's at all: not in an address, a link or a name of the directory."""

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.raw[0].isupper()


@dataclass(frozen=True, slots=True)
class Hit:
    """One or several words in a row that are a known name, by their places; `end` is exclusive."""

    first: int
    end: int
    sorts: frozenset[Sort]
    is_partys: bool
    """Whether a party of the message is called so too."""


def known_names(reading: Reading) -> Iterator[Claim]:
    """Claim the names of the consumers whom the message is about."""
    known = reading.parties.known
    if not known.digests:
        return
    words = _words(reading)
    partys = {word for name in reading.parties.names for word in words_of(name)}
    hits = list(_hits(reading.text, words, known, partys))
    paired: set[int] = set()
    for one, other in pairwise(hits):
        if _are_beside(reading.text, words, one, other):
            paired |= {one.first, other.first}
            yield _claim(words, one.first, other.end)
    for one in hits:
        if one.first not in paired and _stands_alone(reading, words, one):
            yield _claim(words, one.first, one.end)


def _claim(words: Sequence[Word], first: int, end: int) -> Claim:
    return Claim(words[first].start, words[end - 1].end, PersonalType.PERSON, KNOWN_VALUE, "known_value")


def _words(reading: Reading) -> list[Word]:
    """Return the words of the text in order; a possessive's ending is no part of one."""
    text = reading.text
    taken = bytearray(len(text))
    names = reading.directory.names | lists.phrases()
    spans = [
        (start, end) for start, end, count in phrases_of(names).found_in(text, 0, len(text)) if count > 1
    ]
    for start, end in [*spans, *(found.span() for found in NO_NAMES.finditer(text))]:
        taken[start:end] = b"\x01" * (end - start)
    made = []
    for found in WORD.finditer(text):
        raw = found[0][:-2] if found[0].endswith(tokens.POSSESSIVE) and len(found[0]) > 3 else found[0]
        plain = "".join(words_of(raw))
        start, end = found.start(), found.start() + len(raw)
        made.append(Word(start, end, plain, raw, is_open=not any(taken[start:end])))
    return made


def _hits(text: str, words: Sequence[Word], known: KnownValues, partys: set[str]) -> Iterator[Hit]:
    """Yield the known names among the words, the longest of those that begin at one."""
    place = 0
    while place < len(words):
        hit = _hit_at(text, words, place, known, partys) if words[place].is_open else None
        if hit is not None:
            yield hit
        place = hit.end if hit else place + 1


def _hit_at(text: str, words: Sequence[Word], place: int, known: KnownValues, partys: set[str]) -> Hit | None:
    found, joined = None, ""
    for end in range(place + 1, min(place + known.most_words + 1, len(words)) + 1):
        word = words[end - 1]
        if end > place + 1 and not (
            word.is_open and JOINT.fullmatch(text, words[end - 2].end, word.start) is not None
        ):
            break
        joined += word.plain
        sorts = [sort for sort in (Sort.GIVEN, Sort.FAMILY, Sort.WHOLE) if known.has(sort, joined)]
        if sorts:
            is_partys = all(one.plain in partys for one in words[place:end])
            found = Hit(place, end, frozenset(sorts), is_partys)
    return found


def _are_beside(text: str, words: Sequence[Word], one: Hit, other: Hit) -> bool:
    """Tell whether two known names are a given and a family one of the same name: at most a third between."""
    if one.is_partys and other.is_partys:
        return False
    pair = (one.sorts, other.sorts)
    if not any(Sort.GIVEN in a and Sort.FAMILY in b for a, b in (pair, pair[::-1])):
        return False
    between = words[one.end : other.first]
    if len(between) > 1 or not all(
        word.is_capital or len(word.plain) == 1 or word.plain in tokens.PARTICLES for word in between
    ):
        return False
    row = words[one.end - 1 : other.first + 1]
    gaps = [text[left.end : right.start].removeprefix(".") for left, right in pairwise(row)]
    return all(BESIDE.fullmatch(gap) is not None for gap in gaps)


def _stands_alone(reading: Reading, words: Sequence[Word], hit: Hit) -> bool:
    """Tell whether a known name with no other part of it beside is the consumer's."""
    if hit.is_partys or _is_somebody_elses(reading.text, words, hit):
        return False
    first = words[hit.first]
    if Sort.WHOLE in hit.sorts or cues.TITLE.search(
        reading.text[max(0, first.start - TITLE_REACH) : first.start]
    ):
        return True
    match min(_need(reading, word) for word in words[hit.first : hit.end]):
        case Needs.NOTHING:
            return True
        case Needs.CAPITAL:
            return _is_capital_inside(reading.text, words, hit)
    return False


def _need(reading: Reading, word: Word) -> Needs:
    """Return what a word needs, by the lists of words and names."""
    plain = word.plain
    is_rare = plain not in tokens.NEVER and not lists.is_thing(plain) and len(plain) > 2
    if not is_rare or plain in reading.directory.brands:
        return Needs.COMPANY
    is_ordinary = lists.is_ordinary(word.raw.lower()) and not lists.is_rather_name(plain)
    return Needs.CAPITAL if is_ordinary else Needs.NOTHING


def _is_somebody_elses(text: str, words: Sequence[Word], hit: Hit) -> bool:
    """Tell whether a name goes on with one that is not the consumer's ("Ana Roe"), or is a county's."""
    before = words[hit.first - 1] if hit.first else None
    behind = words[hit.end] if hit.end < len(words) else None
    if behind is not None and text[words[hit.end - 1].end : behind.start] == " ":
        if behind.plain in AREA:
            return True
        if hit.sorts == {Sort.GIVEN} and behind.is_capital:
            return tokens.sort_of(behind.raw) >= tokens.Sort.EITHER
    if before is None or text[before.end : words[hit.first].start] != " " or not before.is_capital:
        return False
    return hit.sorts == {Sort.FAMILY} and tokens.sort_of(before.raw) is tokens.Sort.GIVEN


def _is_capital_inside(text: str, words: Sequence[Word], hit: Hit) -> bool:
    """Tell whether a word has a capital that nothing but a name explains: no heading, no sentence's start."""
    first, last = words[hit.first], words[hit.end - 1]
    if not first.is_capital or BEGINS.search(text[max(0, first.start - TITLE_REACH) : first.start]):
        return False
    line = text[text.rfind("\n", 0, first.start) + 1 : (text.find("\n", last.end) + 1 or len(text) + 1) - 1]
    letters = [one for one in line if one.isalpha()]
    if sum(one.isupper() for one in letters) > MOSTLY_LOUD * len(letters):
        return False
    beside = [*words[max(0, hit.first - 1) : hit.first], *words[hit.end : hit.end + 1]]
    return not any(
        one.is_capital and not BEGINS.search(text[max(0, one.start - TITLE_REACH) : one.start])
        for one in beside
    )

"""Runs of words on a line that could be one name together: "Ana de la Cruz", "GARCIA LOPEZ, JUAN"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistdesk.shared.privacy.names.tokens import NEVER, SUFFIXES, Sort, Token
from assistdesk.shared.privacy.scanning import Ending

GAP = re.compile(r"[ \t]{1,2}|[ ]?,[ ]?")
NUMBER = re.compile(r"[ ]?[#-]?\d")
CELLS = re.compile(r",(?=\S)")
LEAST_CELLS = 3
COMMA = re.compile(r"[ ]?,[ ]?")
SHORT_FOR = re.compile(r"\.[ \t]")
ABBREVIATED = frozenset({"ma", "fco", "fca", "gpe", "vda", "sta", "sto", "ant", "wm", "chas", "geo", "jos"})
MOST_WORDS = 6
LONGEST_SYLLABLE = 3
NICKNAME = re.compile(r"[ ][\"'][A-Z][^\W\d_]{1,14}[\"'][ ](?=[A-Z])")
BEGINS = Ending(r"(?:^|[.!?:\n])[ \t\"'>(]*$")
PRONOUN = re.compile(r"[ ][a-z]")
NO_SYLLABLES = frozenset(
    ["the", "are", "had", "its", "his", "got", "get", "may", "via", "per", "not", "but", "too",
     "yet", "due", "who", "say", "ask", "add", "end", "use", "fax", "age", "sex", "dob", "ssn",
     "id", "no", "re", "fwd", "fw", "cc", "aid", "act", "inc", "llc", "esq", "ave", "dr", "ct",
     "ln", "ssi", "mom", "dad", "kid", "men", "son", "sus", "una", "fue", "hay", "muy", "mas",
     "sra", "srs", "dra", "lic", "ing", "don", "tel", "ext", "num", "am", "pm", "be", "go", "tax",
     "app", "pdf", "atn", "aca", "eff", "soy"]
)  # fmt: skip
"""Short words that stand beside names in headings and forms."""
NAMES = frozenset({Sort.EITHER, Sort.UNKNOWN, Sort.FAMILY, Sort.GIVEN})
CENSUS = frozenset({Sort.FAMILY, Sort.GIVEN})
LIKELY = CENSUS | {Sort.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Run:
    """Words that follow each other and could be one name."""

    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        """Where the run begins, inclusive."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where the run ends, exclusive."""
        return self.tokens[-1].end

    @property
    def words(self) -> tuple[Token, ...]:
        """The words that are more than particles and initials."""
        return tuple(token for token in self.tokens if token.sort in NAMES)


def runs_of(text: str, tokens: Sequence[Token], may_be: frozenset[int], *, is_loud: bool) -> Iterator[Run]:
    """Yield the longest runs of words that could be names; `may_be` are the places of words known to be.

    A word counts when its first letter is a capital and it is not ordinary, when it is a listed name in any
    case, or when it is among `may_be`. In a text that is all capitals (`is_loud`), capitals say nothing. A
    comma parts runs, but for "LAST, FIRST".
    """
    current: list[Token] = []
    beside = frozenset() if is_loud else frozenset(_syllables(text, tokens))
    for token in tokens:
        joined = bool(current) and _are_joined(text, current[-1], token)
        if current and (not joined or len(current) >= 2 * MOST_WORDS):
            yield from _trimmed(text, current)
            current = []
        is_known = token.start in beside or (token.start in may_be and not _is_let_go(token, current))
        if is_known or _could_be(token, current, is_loud=is_loud):
            current.append(token)
        elif current:
            yield from _trimmed(text, current)
            current = []
    yield from _trimmed(text, current)


def _syllables(text: str, tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the places of short words with a capital that are part of the name beside them: "Khin Maung Win".

    These are words that stand right beside a listed name, and what somebody is called for short in the middle
    of a name: "Ana "Nita" Roe".
    """
    for one, other in pairwise(tokens):
        if not one.is_capital or not other.is_capital:
            continue
        if NICKNAME.match(text, one.end) is not None:
            yield other.start
        if text[one.end : other.start] != " ":
            continue
        if _is_syllable(other) and one.sort in LIKELY and not one.is_loud:
            yield other.start
        is_first = _is_syllable(one) and other.sort in LIKELY and not other.is_loud
        if is_first and BEGINS.search(text, max(0, one.start - 4), one.start) is None:
            yield one.start


def _is_syllable(token: Token) -> bool:
    word = token.text.lower()
    return (
        token.sort is Sort.ORDINARY
        and 1 < len(word) <= LONGEST_SYLLABLE
        and word.isalpha()
        and word not in NEVER
        and word not in NO_SYLLABLES
    )


def _are_joined(text: str, one: Token, other: Token) -> bool:
    if GAP.fullmatch(text, one.end, other.start) is not None:
        return True
    if NICKNAME.match(text, one.end) or NICKNAME.match(text, max(0, one.start - 2)):
        return other.start - one.end == 2
    return one.text.lower() in ABBREVIATED and SHORT_FOR.fullmatch(text, one.end, other.start) is not None


def _could_be(token: Token, before: Sequence[Token], *, is_loud: bool) -> bool:
    if token.sort is Sort.PARTICLE or (before and token.text.lower() in SUFFIXES):
        return bool(before) or (token.is_capital and not is_loud)
    if token.sort in CENSUS:
        return True
    if token.sort is Sort.INITIAL:
        return token.is_capital
    if token.sort is Sort.EITHER:
        return token.is_capital
    if token.sort is Sort.UNKNOWN:
        return token.is_capital or (bool(before) and not before[-1].is_capital)
    return False


def _is_let_go(token: Token, before: Sequence[Token]) -> bool:
    """Tell whether a word that no list has is in lower case behind a name with a capital: "Ana confirmd"."""
    return token.sort is Sort.UNKNOWN and not token.is_capital and bool(before) and before[-1].is_capital


def _trimmed(text: str, tokens: list[Token]) -> Iterator[Run]:
    """Yield `tokens` as runs: parted at commas, without particles and lone initials at the ends."""
    for part in _parted(text, tokens):
        while part and part[-1].sort is Sort.PARTICLE and part[-1].text.lower() not in SUFFIXES:
            part.pop()
        if len(part) > 1 and part[0].sort is Sort.INITIAL and text[part[0].start - 1 : part[0].start] == "/":
            part.pop(0)
        if len(part) > 1 and part[-1].sort is Sort.INITIAL and NUMBER.match(text, part[-1].end):
            part.pop()
        if len(part) > 1 and part[-1].text == "I" and PRONOUN.match(text, part[-1].end):
            part.pop()
        while part and (
            part[0].text.lower() in SUFFIXES or part[0].text.lower() in {"y", "el", "los", "las"}
        ):
            part.pop(0)
        if any(token.sort in NAMES for token in part):
            yield Run(tuple(part))


def _parted(text: str, tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield the parts between commas; "Last, First" stays whole where its parts look like that."""
    parts: list[list[Token]] = []
    for token in tokens:
        if parts and COMMA.fullmatch(text, parts[-1][-1].end, token.start) is None:
            parts[-1].append(token)
        else:
            parts.append([token])
    place = 0
    while place < len(parts):
        is_row = place + 1 < len(parts) and _is_of_row(text, parts[place][-1])
        if place + 1 < len(parts) and not is_row and _is_last_first(parts[place], parts[place + 1]):
            yield parts[place] + parts[place + 1]
            place += 2
        else:
            yield parts[place]
            place += 1


def _is_of_row(text: str, token: Token) -> bool:
    """Tell whether the comma behind a word parts cells: the line has several without a space behind them."""
    if text[token.end : token.end + 1] != "," or text[token.end + 1 : token.end + 2].isspace():
        return False
    start, end = text.rfind("\n", 0, token.start) + 1, text.find("\n", token.end)
    return len(CELLS.findall(text, start, len(text) if end < 0 else end)) >= LEAST_CELLS


def _is_last_first(last: Sequence[Token], first: Sequence[Token]) -> bool:
    """Tell whether "Garcia Lopez" and "Juan C" are one name turned around."""
    if first[0].text.lower() in SUFFIXES:
        return True
    if first[0].text.lower().startswith(last[0].text.lower()):
        return False
    family = [token for token in last if token.sort is not Sort.PARTICLE]
    if len(family) > 2 or len(first) > 3:
        return False
    if len(last) > 1 and last[0].sort is Sort.GIVEN and last[-1].sort is Sort.FAMILY:
        return False
    given = first[0].sort
    return given in {Sort.GIVEN, Sort.UNKNOWN, Sort.EITHER} or (given is Sort.FAMILY and len(last) == 1)

"""Runs of words on a line that could be one name together: "Ana de la Cruz", "GARCIA LOPEZ, JUAN"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistdesk.shared.privacy.names.tokens import SUFFIXES, Sort, Token

GAP = re.compile(r"[ \t]{1,2}|[ ]?,[ ]?")
COMMA = re.compile(r"[ ]?,[ ]?")
SHORT_FOR = re.compile(r"\.[ \t]")
ABBREVIATED = frozenset({"ma", "fco", "fca", "gpe", "vda", "sta", "sto", "ant", "wm", "chas", "geo", "jos"})
MOST_WORDS = 6
NAMES = frozenset({Sort.EITHER, Sort.UNKNOWN, Sort.FAMILY, Sort.GIVEN})
CENSUS = frozenset({Sort.FAMILY, Sort.GIVEN})


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
    for token in tokens:
        joined = bool(current) and _are_joined(text, current[-1], token)
        if current and (not joined or len(current) >= 2 * MOST_WORDS):
            yield from _trimmed(text, current)
            current = []
        is_known = token.start in may_be and not _is_let_go(token, current)
        if is_known or _could_be(token, current, is_loud=is_loud):
            current.append(token)
        elif current:
            yield from _trimmed(text, current)
            current = []
    yield from _trimmed(text, current)


def _are_joined(text: str, one: Token, other: Token) -> bool:
    if GAP.fullmatch(text, one.end, other.start) is not None:
        return True
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
        if place + 1 < len(parts) and _is_last_first(parts[place], parts[place + 1]):
            yield parts[place] + parts[place + 1]
            place += 2
        else:
            yield parts[place]
            place += 1


def _is_last_first(last: Sequence[Token], first: Sequence[Token]) -> bool:
    """Tell whether "Garcia Lopez" and "Juan C" are one name turned around."""
    if first[0].text.lower() in SUFFIXES:
        return True
    family = [token for token in last if token.sort is not Sort.PARTICLE]
    if len(family) > 2 or len(first) > 3:
        return False
    if len(last) > 1 and last[0].sort is Sort.GIVEN and last[-1].sort is Sort.FAMILY:
        return False
    given = first[0].sort
    return given in {Sort.GIVEN, Sort.UNKNOWN, Sort.EITHER} or (given is Sort.FAMILY and len(last) == 1)

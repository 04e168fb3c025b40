"""Names that come again: who was named in full once is meant by a part of the name elsewhere."""

import re
from collections.abc import Iterable, Iterator

from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import PersonalType
from assistdesk.shared.privacy.names import lists
from assistdesk.shared.privacy.names.tokens import PARTICLES, SUFFIXES, Sort, Token, tokens_of
from assistdesk.shared.privacy.strengths import NAME_BY_LISTS

SHORTEST = 3
APOSTROPHE = re.compile(r"['-]")
LINES_ENDS = ".!?:;\n¿¡"


def named_again(
    text: str, named: Iterable[Claim], tokens: Iterable[Token], own: frozenset[str]
) -> Iterator[Claim]:
    """Claim each of `tokens` that is part of a name among `named`; `own` are the words of the parties' names.

    A family's name counts in the plural too, "the Roes". An everyday word counts only with its capital, and
    not where a sentence begins with it.
    """
    known: dict[str, Sort] = {}
    no_names = own | PARTICLES | SUFFIXES
    for claim in named:
        for token in tokens_of(text, claim.start, claim.end):
            word = lists.fold(token.text)
            if len(word) >= SHORTEST and word not in no_names and not lists.is_thing(word):
                known[word] = token.sort
    if not known:
        return
    known |= {APOSTROPHE.sub("", word): sort for word, sort in known.items()}
    before: Token | None = None
    for token in tokens:
        if _is_one_of(known, token) and _is_meant(text, token):
            start = (
                before.start if before is not None and _is_initial_of(text, before, token) else token.start
            )
            yield Claim(start, token.end, PersonalType.PERSON, NAME_BY_LISTS, "name_again")
        before = token


def _is_initial_of(text: str, one: Token, other: Token) -> bool:
    return one.sort is Sort.INITIAL and other.is_capital and text[one.end : other.start] == " "


def _is_one_of(known: dict[str, Sort], token: Token) -> bool:
    word = lists.fold(token.text)
    if word in known:
        return True
    if not token.is_capital or not word.endswith("s"):
        return False
    return word.removesuffix("s") in known or word.removesuffix("es") in known


def _is_meant(text: str, token: Token) -> bool:
    if token.sort not in {Sort.EITHER, Sort.ORDINARY, Sort.ACRONYM}:
        return True
    before = text[max(0, token.start - 4) : token.start].rstrip(" \t\"'(>*-")
    if text.startswith(("'s", "'S"), token.end):
        return token.is_capital
    return token.is_capital and bool(before) and before[-1] not in LINES_ENDS

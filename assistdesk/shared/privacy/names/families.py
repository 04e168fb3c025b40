"""Families and people who are called by an article: "the Roes", "los Echeverría", "el Beto"."""

import re
from collections.abc import Collection

from assistdesk.shared.privacy.names import lists
from assistdesk.shared.privacy.names.runs import Run
from assistdesk.shared.privacy.names.tokens import Sort, Token, sort_of
from assistdesk.shared.privacy.scanning import Ending

REACH = 24
SHORTEST = 4
POSSIBLE = 0.2
THE = Ending(r"(?<![^\W_])(?:[Tt]he|[Bb]oth|[Oo]ur|[Tt]hose)[ ]$")
LOS = Ending(r"(?<![^\W_])(?:[Ll][oa]s)[ ](?:(?:gemel|herman|niñ|señor|espos)[oae]s?[ ])?$")
EL = Ending(r"(?<![^\W_])(?:el|la)[ ]$")
GOES_ON = re.compile(r"[ ][A-Z]|-")


def is_called_with_article(text: str, run: Run, *, sure: float) -> bool:
    """Tell whether an article before one word with a capital makes it a family's name or somebody's.

    `sure` is how sure the names model is of it.
    """
    if len(run.tokens) != 1 or not run.tokens[0].is_capital or run.tokens[0].is_loud:
        return False
    token = run.tokens[0]
    before = text[max(0, token.start - REACH) : token.start]
    if GOES_ON.match(text, token.end) or _is_place(lists.fold(token.text)):
        return False
    if THE.search(before):
        return _is_plural(token, sorts={Sort.FAMILY, Sort.UNKNOWN} if sure >= POSSIBLE else {Sort.FAMILY})
    if LOS.search(before):
        return token.sort is Sort.FAMILY or lists.is_rather_name(lists.fold(token.text))
    return token.sort is Sort.GIVEN and EL.search(before) is not None


def _is_plural(token: Token, *, sorts: Collection[Sort]) -> bool:
    """Tell whether a word is a family's name with the ending of several."""
    word = token.text
    if not word.endswith("s") or lists.is_ordinary(word.lower()):
        return False
    stems = [word[:-1], word.removesuffix("es")] if word.endswith("es") else [word[:-1]]
    return any(
        len(stem) >= SHORTEST and sort_of(stem) in sorts and not _is_place(lists.fold(stem)) for stem in stems
    )


def _is_place(word: str) -> bool:
    return lists.is_thing(word) or lists.is_town(word)

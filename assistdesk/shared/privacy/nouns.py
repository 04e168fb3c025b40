"""What any other noun calls a number: "parking number 402", "código de taller 402" is nobody's.

A noun in front of "number" says what the number is. Where it is neither a person nor something personal, the
number is one of a thing. Only words that dictionaries have count, so that a mistyped "socal number" does not.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from assistdesk.shared.privacy.names import cues, lists
from assistdesk.shared.privacy.names.tokens import PARTICLES

NAMED = re.compile(
    r"(?<![^\W_])(?P<word>[^\W\d_]{3,15})[ \t]"
    r"(?:n(?:umber|br|um)s?\b\.?|n[uú]m\.|nos?\.|\#|ids?(?![^\W_])|codes?(?![^\W_]))"
    r"|(?<![^\W_])(?:n[uú]m(?:ero)?s?\b\.?|nro\.?|no\.|c[oó]digos?|clave)[ \t](?:del?[ \t](?:la[ \t])?)?"
    r"(?P<noun>[^\W\d_]{3,15})(?![^\W_])",
    re.IGNORECASE,
)
CODE = re.compile(r"codes?$|^c[oó]digo", re.IGNORECASE)
CODED = frozenset(["registration", "entry", "registro", "service", "group", "country", "area", "document"])
"""What has numbers that are somebody's, and codes that are not."""
MARKS = ("num", "núm", "nbr", "no.", "nos.", "nro", "id", "code", "#", "digo", "clave")
"""One of them is in all that can be named so."""
PREPOSITIONS = frozenset(["under", "with", "from", "for", "and", "same", "bajo", "con"])
GIVEN = re.compile(r"(?<![^\W_])([A-Z][a-z]+)[ ]$")
SOMEBODYS = re.compile(rf"{cues.RELATIVES}|{cues.CONSUMERS}", re.IGNORECASE)


def nouns_in(line: str) -> Iterator[tuple[int, int]]:
    """Yield where nouns stand in a line that make the number beside them one of a thing."""
    folded = line.lower()
    if not any(mark in folded for mark in MARKS):
        return
    for found in NAMED.finditer(line):
        word = (found["word"] or found["noun"]).lower()
        if found["word"] and _is_behind_given(line, found):
            continue
        if is_of_a_thing(word) or (word in CODED and CODE.search(found.group()) is not None):
            yield found.span()


def _is_behind_given(line: str, found: re.Match[str]) -> bool:
    """Tell whether the word is somebody's surname: "Ana Hill ID" is no hill's."""
    before = GIVEN.search(line, 0, found.start())
    return before is not None and found["word"][0].isupper() and lists.is_given(lists.fold(before[1]))


@lru_cache(maxsize=4096)
def is_of_a_thing(word: str) -> bool:
    """Tell whether `word`, in lower case, names a thing that has numbers and is nobody's."""
    if lists.says_whose(word) or word in PARTICLES or word in PREPOSITIONS:
        return False
    if SOMEBODYS.fullmatch(word.removesuffix("s")) or SOMEBODYS.fullmatch(word):
        return False
    folded = lists.fold(word)
    return lists.is_ordinary(word) and not lists.is_rather_name(folded) and folded not in lists.insurers()

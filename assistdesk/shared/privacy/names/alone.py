"""Where a word stands that is a name for that alone: behind "name is" or a title, or heading a line."""

import re
from collections.abc import Iterator, Sequence

from assistdesk.shared.privacy.names import cues, lists
from assistdesk.shared.privacy.names.runs import Run
from assistdesk.shared.privacy.names.tokens import Sort, Token

REACH = 42
JOB = re.compile(rf"{cues.HELPERS}|{cues.JOB}", re.IGNORECASE)
NAME_ENDS = re.compile(r"[ ]?(?:[,.;)\n]|$)|[ ](?:el|la|de[ ]l[oa]s?)(?![^\W_])")
NO_NAME = frozenset({Sort.ORDINARY, Sort.PARTICLE, Sort.ACRONYM})


def called(text: str, tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the places of words that are names by where they stand alone.

    These are an unknown word in lower case right behind a title or a label, "mrs oyelaran", or beside a
    relative's word, "his wife kabita"; and the words with capitals that follow "name is" and each other.
    """
    last = -1
    for token in tokens:
        if token.is_capital and not token.is_loud and last >= 0 and text[last : token.start] == " ":
            last = token.end
            yield token.start
            continue
        last = -1
        if _introduces(text, token):
            yield token.start
            continue
        is_quiet = token.sort is Sort.UNKNOWN and not token.is_capital
        if not is_quiet and not (token.is_capital and _may_be_called(token)):
            continue
        before = text[max(0, token.start - REACH) : token.start]
        is_called = cues.CALLED.search(before) is not None
        if is_quiet and _is_in_family(text, token, before):
            yield token.start
            continue
        if is_called and not is_quiet:
            last = token.end
        if is_called or (is_quiet and cues.TITLE.search(before) is not None):
            yield token.start


def _introduces(text: str, token: Token) -> bool:
    """Tell whether somebody says with a word who they are, or who "the lady" is: "im destiny"."""
    if token.sort in NO_NAME:
        return False
    word = lists.fold(token.text)
    is_name = token.sort is Sort.GIVEN or (lists.is_given(word) and lists.is_usual(word))
    is_unknown = token.sort is Sort.UNKNOWN and NAME_ENDS.match(text, token.end) is not None
    if not (is_name or is_unknown) or token.is_loud:
        return False
    found = cues.I_AM.search(text, max(0, token.start - REACH), token.start)
    if found is None or lists.is_thing(word) or JOB.fullmatch(token.text):
        return False
    if found["whom"]:
        return token.sort is Sort.GIVEN
    return is_name or found[0].lower().endswith(("soy ", "habla "))


def _is_in_family(text: str, token: Token, before: str) -> bool:
    """Tell whether a word stands behind "his wife" and is none that is mistyped, or before "and his wife"."""
    if cues.AND_KIN.match(text, token.end):
        return True
    return cues.OWN_KIN.search(before) is not None and not lists.is_mistyped(lists.fold(token.text))


def _may_be_called(token: Token) -> bool:
    return token.sort not in NO_NAME or lists.is_thing(lists.fold(token.text))


def heads_a_line(text: str, run: Run) -> bool:
    """Tell whether a given name begins a line that goes on as one of a household's list does."""
    word = lists.fold(run.words[0].text)
    start = text.rfind("\n", 0, run.start) + 1
    return (
        not text[start : run.start].strip(" \t>*-•0123456789.)(")
        and lists.is_given(word)
        and not lists.is_thing(word)
        and cues.HEADS_A_LINE.match(text, run.end) is not None
    )

"""Names that somebody spells: "Roe, R-O-E", "that's C O M B S"."""

import re
from collections.abc import Iterator

from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import PersonalType
from assistdesk.shared.privacy.names import lists
from assistdesk.shared.privacy.names.phrases import folded_words
from assistdesk.shared.privacy.strengths import NAME_WITH_CUE

APART = re.compile(
    r"(?<![\w'-])[^\W\d_](?P<joint>[ ]|[ ]?[-.,][ ]?)[^\W\d_](?:(?P=joint)[^\W\d_]){2,14}(?![\w'-])"
)
CUE = re.compile(
    r"(?<![^\W_])(?:spell(?:s|ed|ing)?|name(?:'s| is)?|deletre[oa]|se escribe|nombre|apellido)"
    r"(?:[ ](?:as|es|is))?[ :,\"]*$",
    re.IGNORECASE,
)
REACH = 24


def spelled_names(text: str) -> Iterator[Claim]:
    """Claim letters that stand apart and are a listed name together, one of the text, or said to be one."""
    words: set[str] | None = None
    for found in APART.finditer(text):
        word = lists.fold("".join(letter for letter in found.group() if letter.isalpha()))
        words = set(folded_words(text)) if words is None else words
        is_called = CUE.search(text, max(0, found.start() - REACH), found.start()) is not None
        is_name = lists.is_given(word) or (lists.is_family(word) and lists.is_usual(word))
        if is_called or is_name or word in words:
            yield Claim(*found.span(), PersonalType.PERSON, NAME_WITH_CUE, "name_spelled")

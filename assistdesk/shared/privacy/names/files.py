"""Names of people in the names of files: "Roe_Ana_paystub.pdf", "AnaRoe-ID.jpg"."""

import re
from collections.abc import Iterator

from assistdesk.shared.privacy.findings import Claim
from assistdesk.shared.privacy.kinds import PersonalType
from assistdesk.shared.privacy.names import lists
from assistdesk.shared.privacy.names.tokens import Sort, sort_of
from assistdesk.shared.privacy.strengths import NAME_WITH_CUE

ENDING = re.compile(
    r"\.(?:pdf|jpe?g|png|gif|heic|tiff?|bmp|docx?|xlsx?|csv|txt|msg|eml|zip|rtf|odt)(?![\w@])", re.IGNORECASE
)
FILE = re.compile(rf"(?<![\w.@/-])[\w.+()'-]{{3,120}}{ENDING.pattern}", re.IGNORECASE)
PART = re.compile(r"[^\W\d_]?[a-zà-ÿ]+|[^\W\d_]+")
LISTED = frozenset({Sort.GIVEN, Sort.FAMILY})
MAYBE = LISTED | {Sort.EITHER, Sort.UNKNOWN}
SHORTEST = 4


def names_of_files(text: str, start: int, end: int) -> Iterator[Claim]:
    """Claim the parts of file names that are a listed name with the one beside it, or a usual one alone."""
    if ENDING.search(text, start, end) is None:
        return
    for found in FILE.finditer(text, start, end):
        parts = list(PART.finditer(text, found.start(), text.rindex(".", *found.span())))
        sorts = [sort_of(part.group().capitalize()) for part in parts]
        first, last = _names(parts, sorts)
        if first is not None and last is not None:
            yield Claim(first, last, PersonalType.PERSON, NAME_WITH_CUE, "name_of_file")


def _names(parts: list[re.Match[str]], sorts: list[Sort]) -> tuple[int | None, int | None]:
    """Return where the name stands among `parts`, None where there is none."""
    for place in range(len(parts) - 1):
        pair = set(sorts[place : place + 2])
        if pair & LISTED and pair <= MAYBE and not _are_things(parts[place : place + 2]):
            return parts[place].start(), parts[place + 1].end()
    for part, sort in zip(parts, sorts, strict=True):
        word = lists.fold(part.group())
        if sort in LISTED and len(word) >= SHORTEST and lists.is_usual(word) and not lists.is_town(word):
            return part.start(), part.end()
    return None, None


def _are_things(parts: list[re.Match[str]]) -> bool:
    return any(lists.is_thing(lists.fold(part.group())) for part in parts)

"""Tables in a text: which cell of the heading stands above a value."""

import re

SEPARATORS = "|\t"
VALUE = re.compile(r"\d{5,}|\d[/.-]\d|(?<![\w-])\d+(?![\w-])")
"""What no heading has; "I-94" it may."""
QUOTED = re.compile(r'"[^"\n]*"')
CELL = re.compile(r"[^ \t](?:[ ]?[^ \t])*")
NO_CELL = re.compile(r":|[.]{3}")
BESIDE = 1
"""How many characters a value may stand left of its heading."""
MOST_ROWS = 60
MOST_CELLS = 30


def head_of(text: str, place: int) -> tuple[int, int] | None:
    """Return start and end of the heading's cell above `place`, None where no table stands there.

    The value begins its cell.
    A table is a run of lines with the same number of separators, bars or tabs, whose first line has
    no values; with commas, where the lines have at least one each and the first one no other sign. Spaces
    may part the columns as well.
    """
    return _ruled(text, place) or _aligned(text, place)


def _aligned(text: str, place: int) -> tuple[int, int] | None:
    """Return the heading's cell above `place` where two spaces or more part the cells."""
    start = text.rfind("\n", 0, place) + 1
    if not start or not text[start:place].endswith("  "):
        return None
    column = place - start + BESIDE
    for _ in range(MOST_ROWS):
        above = text.rfind("\n", 0, max(0, start - 1)) + 1
        cells = list(CELL.finditer(text, above, max(0, start - 1)))
        if len(cells) < 2 or not start or NO_CELL.search(text, above, start):
            return None
        if not VALUE.search(text, above, start):
            left = [cell.span() for cell in cells if cell.start() - above <= column]
            return left[-1] if left else None
        start = above
    return None


def _ruled(text: str, place: int) -> tuple[int, int] | None:
    """Return the heading's cell above `place` where signs part the cells."""
    start = text.rfind("\n", 0, place) + 1
    end = _end_of(text, place)
    if not start:
        return None
    line = _without_quotes(text[start:end])
    separator = next((sign for sign in SEPARATORS if sign in line), "," if "," in line else "")
    count = line.count(separator) if separator else 0
    before = line[: place - start]
    if not 0 < count <= MOST_CELLS or before[before.rfind(separator) + 1 :].strip(" #:*\"'"):
        return None
    text = _without_quotes(text)
    heading = _heading(text, start, separator, count)
    if heading is None:
        return None
    cell = before.count(separator)
    for _ in range(cell):
        heading = text.index(separator, heading) + 1
    following = text.find(separator, heading)
    last = _end_of(text, heading)
    return heading, last if following == -1 or following > last else following


def _without_quotes(text: str) -> str:
    """Return `text` with something else for what stands in quotation marks, which are within a line."""
    return QUOTED.sub(lambda one: "_" * len(one[0]), text) if '"' in text else text


def _heading(text: str, start: int, separator: str, count: int) -> int | None:
    """Return where the table's first line begins, if it reads like a heading."""
    heading = None
    for _ in range(MOST_ROWS):
        if not start:
            break
        above = text.rfind("\n", 0, start - 1) + 1
        line = text[above : start - 1]
        if line.count(separator) != count and not _is_rule(line):
            break
        if _is_rule(line):
            start = above
            continue
        if not VALUE.search(line) and line.count(separator) == count and not ENDS_A_SENTENCE.search(line):
            heading = above
            break
        start = above
    return heading


ENDS_A_SENTENCE = re.compile(r"[.!?][ \t]*$|[.!?][ \t]+[^\W\d_]|[^\W\d_](?:[ \t]+[^\W\d_]+){5}")


def _is_rule(line: str) -> bool:
    """Tell whether a line only draws the border below a heading."""
    return bool(line.strip()) and not line.strip(" \t|:+=-")


def _end_of(text: str, place: int) -> int:
    end = text.find("\n", place)
    return len(text) if end == -1 else end

"""Lines of a page that belong together: one right below another, and fields with a box for each sign.

Decides nothing about what the words are. Lines come row by row, as `rows.rows_of` puts them.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistdesk.shared.files.rows import Box, Line

FLUSH = 0.6  # of the height, by which two lines below each other may begin apart
CLOSE = 1.0  # of the height, within which the next line begins
ALIKE = 1.5  # times as high as the line above, at most
FEWEST_BOXES = 4  # signs of a field with a box for each


def is_below(upper: Box, lower: Box) -> bool:
    """Return whether something stands right below something else, and begins with it."""
    height = min(upper.height, lower.height)
    is_alike = max(upper.height, lower.height) <= ALIKE * height
    gap = lower.top - upper.bottom
    return (
        is_alike
        and abs(upper.left - lower.left) <= FLUSH * height
        and -CLOSE / 2 * height <= gap <= CLOSE * height
    )


def letter_boxes_of(rows: Sequence[Sequence[Line]]) -> Iterator[tuple[Line, Sequence[Line]]]:
    """Yield the fields of a form that have a box for each letter or digit: the words above, and the lines."""
    for upper, lower in pairwise(rows):
        signs = sum(len(one.text.split()) for one in lower)
        if (
            signs >= FEWEST_BOXES
            and all(_is_apart(one.text) for one in lower)
            and not _is_apart(upper[0].text)
        ):
            yield upper[0], lower


def without_blanks(line: Line) -> Line:
    """Return a line as it reads without the blanks between its signs."""
    kept = [place for place, sign in enumerate(line.text) if not sign.isspace()]
    return Line(
        "".join(line.text[place] for place in kept), line.box, tuple(line.box_of(place) for place in kept)
    )


def _is_apart(text: str) -> bool:
    words = text.split()
    return bool(words) and all(len(word) == 1 for word in words)

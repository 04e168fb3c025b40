"""Words with their places, put together to a text in which labels stand beside what they label.

Decides nothing about what the words are, and knows no files: lines in, text out, and for each sign of the
text the box it stands in. Measures are pixels, from the upper left corner.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

SAME_ROW = 0.55  # of a line's height, by which the middles of two lines of a row may differ
WIDE_GAP, COLUMN_GAP = 1.2, 10.0  # of a line's height: from there on two lines are apart, or of two columns
TWICE = 0.6  # of a line's area that another one covers: the same words, read in two tiles
SAYS = ": "
"""What stands between a label and its value where they are read together."""
SKEW_WIDTH = 80.0  # pixels from which on a line tells how much the page leans


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a page: left and top inclusive, right and bottom exclusive."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top

    @property
    def area(self) -> float:
        """How large it is; nothing where it is inside out."""
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)

    def shared_with(self, other: "Box") -> float:
        """Return the area that is in both."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        return Box(left, top, min(self.right, other.right), min(self.bottom, other.bottom)).area


@dataclass(frozen=True, slots=True)
class Line:
    """Words in one line; `signs` has a box for each sign of `text`, or is empty where they are not known.

    `score` is how sure the reader is, up to 1; `angle` is how the line leans, in radians.
    """

    text: str = field(repr=False)
    box: Box
    signs: tuple[Box | None, ...] = field(default=(), repr=False)
    score: float = 1.0
    angle: float = 0.0

    def box_of(self, place: int) -> Box:
        """Return the box of one sign; where they are not known, a share of the line's."""
        known = self.signs[place] if place < len(self.signs) else None
        if known is not None:
            return known
        share = (self.box.right - self.box.left) / max(len(self.text), 1)
        left = self.box.left + share * place
        return Box(left, self.box.top, left + share, self.box.bottom)


@dataclass(frozen=True, slots=True)
class Layout:
    """A text made of lines. `places` has, for each sign, its line and where in it; None between lines."""

    text: str = field(repr=False)
    places: tuple[tuple[Line, int] | None, ...] = field(repr=False)


def rows_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of a page row by row, from the top, each row from the left."""
    once = _without_twins(lines)
    lean = _lean(once)
    rows: list[list[Line]] = []
    middles: list[float] = []
    for line in sorted(once, key=lambda one: _middle(one, lean)):
        middle = _middle(line, lean)
        heights = [one.box.height for one in rows[-1]] if rows else []
        if rows and abs(middle - middles[-1]) <= SAME_ROW * min(median(heights), line.box.height):
            rows[-1].append(line)
            middles[-1] = sum(_middle(one, lean) for one in rows[-1]) / len(rows[-1])
        else:
            rows.append([line])
            middles.append(middle)
    return [sorted(row, key=lambda one: one.box.left) for row in rows]


def laid_out(
    rows: Sequence[Sequence[Line]], *, cells: Mapping[int, Sequence[Sequence[Line]]] | None = None
) -> Layout:
    """Return the text of rows, a line each; a wide gap in a row is two blanks, between columns a bar.

    `cells` has the lines of each column for those rows, by their number, that belong to a table: each column
    has a bar before it, also where a row has nothing in it.
    """
    pieces: list[Line | str] = []
    for number, row in enumerate(rows):
        columns = cells.get(number) if cells else None
        for place, lines in enumerate(columns if columns is not None else [row]):
            pieces += [" | "] * (place > 0)
            pieces += _beside(lines)
        pieces.append("\n")
    return _joined(pieces[:-1])


def _beside(lines: Sequence[Line]) -> Iterator[Line | str]:
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None:
            yield _gap((line.box.left - before.box.right) / max(line.box.height, 1.0))
        yield line


def label_over(label: Line, line: Line) -> Layout:
    """Return a line behind the words above it that may be its label."""
    return _joined([label, SAYS, line])


def _gap(heights: float) -> str:
    return " | " if heights > COLUMN_GAP else "  " if heights > WIDE_GAP else " "


def _joined(pieces: Sequence[Line | str]) -> Layout:
    text, places = "", list[tuple[Line, int] | None]()
    for piece in pieces:
        words = piece if isinstance(piece, str) else piece.text
        text += words
        places += [None if isinstance(piece, str) else (piece, place) for place in range(len(words))]
    return Layout(text, tuple(places))


def _without_twins(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without those that are part of a longer one, as where two tiles overlap."""
    kept: list[Line] = []
    for line in sorted(lines, key=lambda one: one.box.area, reverse=True):
        if line.text.strip() and not any(_is_part(line, one) for one in _near(line, kept)):
            kept.append(line)
    return kept


def _near(line: Line, kept: Sequence[Line]) -> Iterator[Line]:
    return (one for one in kept if one.box.top < line.box.bottom and line.box.top < one.box.bottom)


def _is_part(line: Line, whole: Line) -> bool:
    return line.box.shared_with(whole.box) > TWICE * line.box.area and line.text.strip() in whole.text


def _lean(lines: Sequence[Line]) -> float:
    """Return how much the page leans, as the slope of its wide lines."""
    angles = [line.angle for line in lines if line.box.right - line.box.left >= SKEW_WIDTH]
    return math.tan(median(angles)) if angles else 0.0


def _middle(line: Line, lean: float) -> float:
    """Return how far down the middle of a line is once the page stands upright."""
    across = (line.box.left + line.box.right) / 2
    return (line.box.top + line.box.bottom) / 2 - lean * across

"""Which words above a line may say what it is: a label right above it, or the heading of its column.

Decides nothing about what the words are. Lines come row by row, as `rows.rows_of` puts them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistdesk.shared.files.rows import Box, Line

Row = Sequence[Line]

ABOVE = 1.6  # of a line's height, within which the next one below it stands
NEXT_ROW = 3.5  # of a line's height, within which the next row of a table begins
ALIGNED = 1.2  # of a line's height, by which a cell may stand off its heading
MOSTLY = 0.6  # of a row's cells that stand in line with a heading
FEWEST_COLUMNS = 3  # of a table that goes on below a line by itself
MOST_LABEL_WORDS = 6
NUMBERED = re.compile(r"\(?\d{1,2}[a-z]?[.)]?[ ]")
"""The number of a field on a form, as in "4 Recipient's name"."""
SAID_WITH_DIGITS = re.compile(r"\b(?:(?:last|\u00faltimos)[ ]\d|[A-Z]{1,2}-\d{1,3})\b", re.IGNORECASE)
"""Digits that a label may have: "last 4", and those of a form or paper, as "I-94"."""
ROW_NUMBER = re.compile(r"\d{1,3}|[\W_]+")
"""The number of a row of a spreadsheet, or the sign above such numbers."""


@dataclass(frozen=True, slots=True)
class Headed:
    """A line and the words above it, or left of it, that may be its label.

    `is_close` is whether nothing but values of the same column stands between them, so that the words are
    what the line stands under. `column` is the same for all lines of a column of a table, None elsewhere.
    """

    heading: Line = field(repr=False)
    line: Line = field(repr=False)
    is_close: bool = True
    column: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A run of rows under a row of headings: for each row, the headings' too, the lines of each column."""

    first: int
    cells: tuple[tuple[tuple[Line, ...], ...], ...] = field(repr=False)


def tables_of(rows: Sequence[Row]) -> list[Table]:
    """Return the tables of a page, and the forms whose labels stand in a row above their values."""
    found: list[Table] = []
    at = 0
    while at < len(rows) - 1:
        body = list(_body(rows, at)) if _is_heading(rows[at]) else []
        if body:
            found.append(Table(at, (tuple((one,) for one in rows[at]), *body)))
        at += max(len(body), 1)
    return found


def headed(rows: Sequence[Row], tables: Sequence[Table]) -> Iterator[Headed]:
    """Yield each line with the words right above it, each cell of a table with its column's heading.

    Of two lines in a row the left one may be the label of the other.
    """
    directly = set[tuple[int, int]]()
    for number, table in enumerate(tables):
        for one in _in_columns(table, number):
            directly.add((id(one.heading), id(one.line)))
            yield one
    for upper, lower in pairwise(rows):
        for line in lower:
            over = max(upper, key=lambda one: _overlap(one.box, line.box))
            is_near = line.box.top - over.box.bottom < ABOVE * line.box.height
            is_over = _overlap(over.box, line.box) > 0 and (id(over), id(line)) not in directly
            if is_near and is_over and may_be_label(over.text):
                yield Headed(over, line)
    for row in rows:
        if len(row) == 2 and may_be_label(row[0].text):
            yield Headed(row[0], row[1], is_close=False)


def may_be_label(text: str) -> bool:
    """Return whether words may say what stands below them: few, and no digits but such as labels have."""
    words = SAID_WITH_DIGITS.sub("", NUMBERED.sub("", text.strip(), count=1))
    return 0 < len(words.split()) <= MOST_LABEL_WORDS and not any(sign.isdigit() for sign in words)


def _in_columns(table: Table, number: int) -> Iterator[Headed]:
    for column, (heading,) in enumerate(table.cells[0]):
        is_close = True
        for row in table.cells[1:]:
            for line in row[column]:
                yield Headed(heading, line, is_close, (number, column))
            is_close = is_close and all(_has_digit(line.text) for line in row[column])


def _is_heading(row: Row) -> bool:
    words = [one.text for one in row if not ROW_NUMBER.fullmatch(one.text)]
    return len(words) > 1 and all(may_be_label(one) and len(one) > 1 for one in words)


def _body(rows: Sequence[Row], at: int) -> Iterator[tuple[tuple[Line, ...], ...]]:
    """Yield the cells of the rows below a row of headings, as far as they stand in its columns.

    A row without digits ends them where digits follow: as in a form, it has the labels of the next row. A
    line by itself is the rest of a cell, or stands beside the table, where a row of it follows.
    """
    headings, above = rows[at], rows[at]
    below = [*rows[at + 2 :], ()]
    for number, (row, following) in enumerate(zip(rows[at + 1 :], below, strict=True)):
        if not _is_near(row, above):
            return
        is_between = number and len(row) == 1 and len(headings) >= FEWEST_COLUMNS
        if not _is_of(headings, row) and not (
            is_between and following and _is_near(following, row) and _is_of(headings, following)
        ):
            return
        if number and len(row) > 1 and not _has_values(row) and _has_values(following):
            return
        columns = [_column_of(line, headings) for line in row]
        yield tuple(
            tuple(line for line, own in zip(row, columns, strict=True) if own == column)
            for column in range(len(headings))
        )
        above = row


def _is_near(row: Row, above: Row) -> bool:
    height = max(one.box.height for one in row)
    return min(one.box.top for one in row) - max(one.box.bottom for one in above) <= NEXT_ROW * height


def _is_of(headings: Row, row: Row) -> bool:
    """Return whether most lines of a row, two at least, stand in line with headings."""
    straight = sum(_is_aligned(line.box, headings[_column_of(line, headings)].box) for line in row)
    return straight >= max(2, MOSTLY * len(row))


def _has_values(row: Row) -> bool:
    return any(_has_digit(one.text) for one in row)


def _column_of(line: Line, headings: Row) -> int:
    """Return the column that a line stands in: under its heading, or right of it before the next one's."""
    shared = [_overlap(line.box, one.box) for one in headings]
    if max(shared) > 0:
        return shared.index(max(shared))
    before = [number for number, one in enumerate(headings) if one.box.left <= line.box.left]
    return max(before, default=0)


def _is_aligned(box: Box, heading: Box) -> bool:
    reach = ALIGNED * heading.height
    return (
        abs(box.left - heading.left) <= reach
        or abs(box.right - heading.right) <= reach
        or abs(box.left + box.right - heading.left - heading.right) <= 2 * reach
    )


def _overlap(one: Box, other: Box) -> float:
    return min(one.right, other.right) - max(one.left, other.left)


def _has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)

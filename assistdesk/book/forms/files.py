"""Files of prospects, plans and policies, read line by line: what is understood, and what isn't and why."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from assistdesk.book.services import Refused
from assistdesk.shared import spreadsheets
from assistdesk.shared.refusals import FieldError, InvalidInput

MOST_LINES = 10_000
MOST_BYTES = 5 * 1024 * 1024

NO_TEXT_MESSAGE = "This is no table of text. Save it as CSV (UTF-8), and choose that file."
EMPTY_MESSAGE = "The file holds no lines below its first."
LARGE_MESSAGE = "The file is too large. Split it: 10,000 lines and 5 MB at most."
MISSING_MESSAGE = "The first line must name the columns. Missing: %(columns)s."
UNKNOWN_MESSAGE = "The file has columns that mean nothing here: %(columns)s."
WIDE_MESSAGE = "This line has more cells than the first one names columns."

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class ReadFile(Generic[Thing]):
    """What a file holds: things by the number of their line, and the lines that can't be used."""

    things: list[tuple[int, Thing]] = field(repr=False)
    refused: list[Refused]


def read_file(
    content: bytes,
    *,
    columns: Sequence[str],
    needed: Sequence[str],
    read: Callable[[dict[str, str]], Thing],
) -> ReadFile[Thing]:
    """Return what a file that somebody sends by a page holds: 5 MB and 10,000 lines at most.

    Raises:
        InvalidInput: the file as a whole can't be used; then nothing of it is.
    """
    if len(content) > MOST_BYTES:
        raise _unusable(LARGE_MESSAGE)
    found = read_lines(content, columns=columns, needed=needed, read=read)
    if len(found.things) + len({one.line for one in found.refused}) > MOST_LINES:
        raise _unusable(LARGE_MESSAGE)
    return found


def read_lines(
    content: bytes,
    *,
    columns: Sequence[str],
    needed: Sequence[str],
    read: Callable[[dict[str, str]], Thing],
) -> ReadFile[Thing]:
    """Return what a file of any length with a line of column names holds.

    Raises:
        InvalidInput: the file as a whole can't be used; then nothing of it is.
    """
    rows = _rows(content)
    heads = _heads(next(rows, (0, []))[1], columns=columns, needed=needed)
    found: ReadFile[Thing] = ReadFile([], [])
    for number, cells in rows:
        if len(cells) > len(heads) and any(cell.strip() for cell in cells[len(heads) :]):
            found.refused.append(Refused(number, FieldError("line", WIDE_MESSAGE)))
            continue
        try:
            found.things.append((number, read(dict(zip(heads, cells, strict=False)))))
        except InvalidInput as refusal:
            found.refused.extend(Refused(number, error) for error in refusal.errors)
    if not found.things and not found.refused:
        raise _unusable(EMPTY_MESSAGE)
    return found


def _rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        yield from spreadsheets.rows_of(spreadsheets.text_of(content))
    except spreadsheets.NoText:
        raise _unusable(NO_TEXT_MESSAGE) from None


def _heads(cells: Sequence[str], *, columns: Sequence[str], needed: Sequence[str]) -> list[str]:
    heads = ["_".join(cell.strip().casefold().split()) for cell in cells]
    while heads and not heads[-1]:
        heads.pop()
    missing = [name for name in needed if name not in heads]
    if missing:
        raise _unusable(MISSING_MESSAGE, columns=", ".join(missing))
    unknown = sum(head not in columns for head in heads)
    if unknown or len(set(heads)) != len(heads):
        named = ", ".join(head for head in heads if head not in columns or heads.count(head) > 1)
        raise _unusable(UNKNOWN_MESSAGE, columns=named[:200])
    return heads


def _unusable(message: str, **facts: object) -> InvalidInput:
    return InvalidInput([FieldError("file", message, tuple(facts.items()))])

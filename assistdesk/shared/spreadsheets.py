"""Files that spreadsheets write and open: read whatever encoding they chose, written without formulas."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

MARK = "\ufeff"  # spreadsheets read a file without it in the machine's own encoding
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class NoText(ValueError):
    """The file is no table of text: another kind of file, or in an encoding that is not read."""


def text_of(content: bytes) -> str:
    """Return the text of a file in UTF-8, with or without its mark, or as Windows writes it in the West.

    Raises:
        NoText: it is neither.
    """
    if content.startswith(_UTF16) or b"\x00" in content:
        raise NoText
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise NoText from None


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table, each with the number of the line that it ends on; empty rows are skipped.

    Cells are parted by commas, or by semicolons where the first line has more of these. A quote that keeps a
    spreadsheet from taking a cell for a formula is taken off.

    Raises:
        NoText: a cell is so long that this can be no table.
    """
    first = text.partition("\n")[0]
    reader = csv.reader(
        StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ","
    )
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [_unquoted(cell) for cell in cells]
    except csv.Error:
        raise NoText from None


def written(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as a file that a spreadsheet opens as it is: with a mark, and without formulas."""
    file = StringIO(newline="")
    file.write(MARK)
    csv.writer(file).writerows([harmless(cell) for cell in row] for row in rows)
    return file.getvalue()


def harmless(cell: str) -> str:
    """Return `cell` so that no spreadsheet takes it for a formula.

    Source: OWASP, CSV Injection.
    """
    return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell


def _unquoted(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_STARTS_A_FORMULA) else cell

"""Markdown in one stable form."""

from collections.abc import Iterable, Sequence

NOTICE = "<!-- Made from the code by `make reference`. Change the code, not this page. -->"


def page(title: str, *parts: str) -> str:
    """Return a whole page: title, notice, parts; one empty line between."""
    return "\n\n".join([f"# {title}", NOTICE, *(part.strip("\n") for part in parts if part)]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; a bar or a line break in a cell is written so that it stays in the cell."""
    lines = [_row(head), _row(["---"] * len(head)), *(_row([_cell(cell) for cell in row]) for row in rows)]
    return "\n".join(lines)


def code(text: str) -> str:
    """Return `text` as code within a sentence."""
    return f"`{text}`"


def block(text: str, *, language: str = "text") -> str:
    """Return `text` as a block of code."""
    return f"```{language}\n{text.strip()}\n```"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())

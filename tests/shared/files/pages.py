"""Pages of words as the reader would give them, and what is personal on them."""

from assistdesk.shared.files import screening
from assistdesk.shared.files.page_findings import Page, found_on
from assistdesk.shared.files.rows import Box, Line, rows_of
from assistdesk.shared.privacy import Finding
from tests.conftest import TEN_O_CLOCK
from tests.shared.files import build

SIGN, HEIGHT, STEP = 8, 16, 26  # pixels: of a sign across, of a line, from row to row
COLUMN = 200


def lines_of(*rows: tuple[str, ...]) -> list[Line]:
    """Return lines as the reader would, in columns 200 pixels apart; an empty text is none."""
    return [
        line(text, left=20 + COLUMN * column, top=20 + STEP * row)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text
    ]


def line(text: str, *, left: int, top: int) -> Line:
    """Return words in one line, each sign as wide as the next."""
    signs = tuple(
        None if sign == " " else Box(left + SIGN * at, top, left + SIGN * (at + 1), top + HEIGHT)
        for at, sign in enumerate(text)
    )
    return Line(text, Box(left, top, left + SIGN * len(text), top + HEIGHT), signs)


def personal(*rows: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return what is personal on a page of such rows: type and words, by their place."""
    page = Page.of(rows_of(lines_of(*rows)))
    return [(one.type.value, page.layout.text[one.start : one.end]) for one in found_on(page, _finds)]


def _finds(text: str) -> tuple[Finding, ...]:
    return screening.opinion(text, pack=build.pack(), at=TEN_O_CLOCK).findings

"""Draws how policies compare, as one SVG: bars of each measure, and how fast residents were called."""

from collections.abc import Iterator, Sequence
from html import escape

from assistdesk.referrals.simulation.comparing import Line
from assistdesk.referrals.simulation.report import COLUMNS, Column

WIDTH, LEFT, RIGHT = 960, 150, 40
BAR, GAP, HEAD = 16, 8, 40
CURVE_HEIGHT, LAST_MINUTE = 240, 60
COLOURS = ("#00617a", "#b45309", "#6d28d9", "#4b5563", "#15803d", "#be123c")


def svg(title: str, lines: Sequence[Line]) -> str:
    """Return the drawing; whiskers show the 95 % interval."""
    parts = [_text(20, 28, title, size=20)]
    top = 56.0
    for index, column in enumerate(COLUMNS):
        left = 20 if index % 2 == 0 else 20 + WIDTH / 2
        parts += _measure(column, lines, left=left, top=top)
        if index % 2 or index == len(COLUMNS) - 1:
            top += HEAD + len(lines) * (BAR + GAP)
    parts += _curves(lines, top=top + 20)
    height = top + CURVE_HEIGHT + 100
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img" '
        f'font-family="sans-serif"><title>{escape(title)}</title>'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def _text(x: float, y: float, words: str, *, size: int = 12, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}">{escape(words)}</text>'


def _measure(column: Column, lines: Sequence[Line], *, left: float, top: float) -> Iterator[str]:
    """Draw one measure: a bar for each policy."""
    yield _text(left, top + 14, column.title, size=14)
    figures = [line.figures[column.name] for line in lines]
    most = max([one.mean + (one.margin or 0.0) for one in figures]) or 1.0
    room = WIDTH / 2 - LEFT - RIGHT - 60
    for index, (line, figure) in enumerate(zip(lines, figures, strict=True)):
        y = top + 24 + index * (BAR + GAP)
        length = room * figure.mean / most
        yield _text(left + LEFT - 8, y + BAR - 4, line.title, anchor="end")
        yield (
            f'<rect x="{left + LEFT:.1f}" y="{y:.1f}" width="{max(length, 0.5):.1f}" height="{BAR}" '
            f'fill="{_colour(index)}"/>'
        )
        if figure.margin:
            low, high = (left + LEFT + room * (figure.mean + sign * figure.margin) / most for sign in (-1, 1))
            yield _line(max(low, left + LEFT), y + BAR / 2, high, y + BAR / 2)
        yield _text(left + LEFT + room + 12, y + BAR - 4, column.of(figure))


def _line(x: float, y: float, to_x: float, to_y: float, *, colour: str = "#111") -> str:
    return (
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{to_x:.1f}" y2="{to_y:.1f}" stroke="{colour}" '
        f'stroke-width="1.5"/>'
    )


def _curves(lines: Sequence[Line], *, top: float) -> Iterator[str]:
    """Draw which share of all requests was called within how many minutes."""
    left, bottom, wide = 60.0, top + 24 + CURVE_HEIGHT, WIDTH - 260.0
    yield _text(20, top + 10, "called within so many minutes, % of all requests", size=14)
    for minutes in range(0, LAST_MINUTE + 1, 10):
        x = left + wide * minutes / LAST_MINUTE
        yield _line(x, bottom, x, bottom - CURVE_HEIGHT, colour="#ddd")
        yield _text(x, bottom + 16, str(minutes), anchor="middle")
    for share in (0, 50, 100):
        yield _text(left - 8, bottom - CURVE_HEIGHT * share / 100 + 4, str(share), anchor="end")
    for index, line in enumerate(lines):
        points = " ".join(
            f"{left + wide * minutes / LAST_MINUTE:.1f},{bottom - CURVE_HEIGHT * share:.1f}"
            for minutes, share in _shares(line)
        )
        colour = _colour(index)
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
        y = top + 30 + index * 22
        yield f'<rect x="{WIDTH - 170}" y="{y:.1f}" width="14" height="14" fill="{colour}"/>'
        yield _text(WIDTH - 150, y + 12, line.title)


def _shares(line: Line) -> Iterator[tuple[int, float]]:
    days = max(1, len(line.by_day))
    for minutes in range(LAST_MINUTE + 1):
        called = sum(one <= minutes for one in line.minutes)
        yield minutes, called / (days * line.figures["requests"].mean)


def _colour(index: int) -> str:
    return COLOURS[index % len(COLOURS)]
